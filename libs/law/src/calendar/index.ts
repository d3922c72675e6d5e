export { createCalendar, type Calendar } from './calendar.js';
export * from './calendar-book.js';
export { parseCalendarYear, type CalendarYear } from './calendar-year.js';
export { parseLunarDays } from './lunar-days.js';
export { outlookOf, type CalendarOutlook } from './outlook.js';
