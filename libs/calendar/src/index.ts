export { createCalendar, CalendarYearMissing, type Calendar, type DayKind } from './calendar.js';
export * from './calendar-book.js';
export { parseCalendarYear, type CalendarYear } from './calendar-year.js';
