import { dateOfDayNumber, dayNumber, localDate, type LocalDate } from '#kernel';
import { isWeekend, type CalendarYear } from './calendar-year.js';

/** make-up-day: a Saturday or Sunday that is worked (调休); holiday: a Monday to Friday that is off. */
export type DayKind = 'working-day' | 'make-up-day' | 'weekend' | 'holiday';

/**
 * The official working days of mainland China (行政许可法 art. 82). Dates are days in Asia/Shanghai, counts are whole working days.
 * Every answer takes constant time and throws CalendarYearMissing where it would need a year without data.
 */
export interface Calendar {
  /** The versions of all years, such as `CN:2025.1,2026.1`; equal data gives an equal version. */
  readonly version: string;
  kindOf(date: LocalDate): DayKind;
  isWorkingDay(date: LocalDate): boolean;
  /** The last day of a limit of `n` working days; the start day is not counted (民法典 art. 201). n = 0 gives the start itself. */
  addWorkingDays(start: LocalDate, n: number): LocalDate;
  /** How many working days d have after < d <= upTo; 0 where upTo is not later. */
  workingDaysBetween(after: LocalDate, upTo: LocalDate): number;
  /** The day itself if worked, otherwise the next working day (民法典 art. 203). */
  onOrNextWorkingDay(date: LocalDate): LocalDate;
  /** Whether the day lies in a year whose official notice is not out yet. */
  isProvisional(date: LocalDate): boolean;
}

/** A day outside the years with data: an answer would be a guess. */
export class CalendarYearMissing extends Error {
  override readonly name = 'CalendarYearMissing';

  constructor(readonly year: number) {
    super(`no calendar data for the year ${year}`);
  }
}

interface Day {
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly provisional: boolean;
  /** Working days from the first known day up to and including this one. */
  readonly workedUpTo: number;
}

const isWorked = (kind: DayKind): boolean => kind === 'working-day' || kind === 'make-up-day';

/** Years may come in any order, one file each and without a gap. Throws CalendarYearMissing for a gap, RangeError for none or a double. */
export function createCalendar(years: readonly CalendarYear[]): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const days = daysOf(sorted);
  const byDate = new Map(days.map((day) => [day.date, day]));
  const workingDays = days.filter(({ kind }) => isWorked(kind));

  const at = (date: LocalDate): Day => {
    const day = byDate.get(date);
    if (day !== undefined) return day;
    throw new CalendarYearMissing(Number(localDate(date).slice(0, 4)));
  };
  /** The nth working day since the first known day, counted from 1. */
  const nth = (n: number): LocalDate => {
    const day = workingDays[n - 1];
    if (day === undefined) throw new CalendarYearMissing((sorted.at(-1)?.year ?? 0) + 1);
    return day.date;
  };

  return {
    version: `CN:${sorted.map(({ version }) => version).join(',')}`,
    kindOf: (date) => at(date).kind,
    isWorkingDay: (date) => isWorked(at(date).kind),
    addWorkingDays: (start, n) => {
      if (!Number.isInteger(n) || n < 0) throw new RangeError(`working days to add must be a whole number from 0 on: ${n}`);
      const day = at(start);
      return n === 0 ? day.date : nth(day.workedUpTo + n);
    },
    workingDaysBetween: (after, upTo) => Math.max(0, at(upTo).workedUpTo - at(after).workedUpTo),
    onOrNextWorkingDay: (date) => {
      const day = at(date);
      return isWorked(day.kind) ? day.date : nth(day.workedUpTo + 1);
    },
    isProvisional: (date) => at(date).provisional,
  };
}

function daysOf(sorted: readonly CalendarYear[]): Day[] {
  const days: Day[] = [];
  let worked = 0;
  sorted.forEach((entry, index) => {
    const { year } = entry;
    const expected = (sorted[index - 1]?.year ?? year - 1) + 1;
    if (year < expected) throw new RangeError(`two calendar files for the year ${year}`);
    if (year > expected) throw new CalendarYearMissing(expected);
    const off = new Set(entry.off);
    const work = new Set(entry.work);
    const end = dayNumber(localDate(`${year}-12-31`));
    for (let number = dayNumber(localDate(`${year}-01-01`)); number <= end; number += 1) {
      const date = dateOfDayNumber(number);
      const kind = isWeekend(number) ? (work.has(date) ? 'make-up-day' : 'weekend') : off.has(date) ? 'holiday' : 'working-day';
      if (isWorked(kind)) worked += 1;
      days.push({ date, kind, provisional: entry.status === 'provisional', workedUpTo: worked });
    }
  });
  if (days.length === 0) throw new RangeError('a calendar needs at least one year');
  return days;
}
