import { dateOfDayNumber, dayNumber, localDate, type LocalDate } from '#kernel';
import { isWeekend, type CalendarYear } from './calendar-year.js';
import { yearsByRule, type YearByRule } from './year-by-rule.js';

/** make-up-day: a Saturday or Sunday that is worked (调休); holiday: a Monday to Friday that is off. */
type DayKind = 'working-day' | 'make-up-day' | 'weekend' | 'holiday';

/**
 * The official working days of mainland China (行政许可法 art. 82). Dates are days in Asia/Shanghai, counts are whole working days.
 * A year without a notice is counted by rule, so that every day of every year has an answer.
 */
export interface Calendar {
  /** The versions of all years that have a file, such as `CN:2025.1,2026.1`; equal data gives an equal version. */
  readonly version: string;
  kindOf(date: LocalDate): DayKind;
  isWorkingDay(date: LocalDate): boolean;
  /** The last day of a limit of `n` working days; the start day is not counted (民法典 art. 201). n = 0 gives the start itself. */
  addWorkingDays(start: LocalDate, n: number): LocalDate;
  /** How many working days d have after < d <= upTo; 0 where upTo is not later. */
  workingDaysBetween(after: LocalDate, upTo: LocalDate): number;
  /** The day itself if worked, otherwise the next working day (民法典 art. 203). */
  onOrNextWorkingDay(date: LocalDate): LocalDate;
  /** Whether the day lies in a year that no official notice is on file for. */
  isProvisional(date: LocalDate): boolean;
}

/** The days of one year; made when first asked for, and shared by all calendars that this version of the year is part of. */
interface Days {
  readonly year: CalendarYear;
  readonly all: readonly Day[];
  readonly workingDays: readonly LocalDate[];
}

interface Day {
  readonly date: LocalDate;
  readonly kind: DayKind;
  /** Working days from 1 January up to and including this one. */
  readonly workedUpTo: number;
}

const isWorked = (kind: DayKind): boolean => kind === 'working-day' || kind === 'make-up-day';

/** Years may come in any order, one file each; all other years are counted by the rule. Throws RangeError for none or a double. */
export function createCalendar(years: readonly CalendarYear[], byRule: YearByRule = yearsByRule(new Map())): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  if (sorted.length === 0) throw new RangeError('a calendar needs at least one year');
  const onFile = new Map(sorted.map((year) => [year.year, year]));
  const double = sorted.find((one, index) => one.year === sorted[index - 1]?.year);
  if (double !== undefined) throw new RangeError(`two calendar files for the year ${double.year}`);

  const known = new Map<number, Days>();
  const byDate = new Map<LocalDate, Day>();
  const daysIn = (year: number): Days => {
    const before = known.get(year);
    if (before !== undefined) return before;
    const days = daysOf(onFile.get(year) ?? byRule(year));
    known.set(year, days);
    for (const day of days.all) byDate.set(day.date, day);
    return days;
  };
  const at = (date: LocalDate): Day => {
    const day = byDate.get(date);
    if (day !== undefined) return day;
    daysIn(yearOf(localDate(date)));
    return byDate.get(date) as Day;
  };
  /** The nth working day from 1 January of a year on, counted from 1, in that year or a later one. */
  const nth = (year: number, n: number): LocalDate => {
    if (year > LAST_YEAR) throw new RangeError(`a limit that ends after the year ${LAST_YEAR}`);
    const { workingDays } = daysIn(year);
    return workingDays[n - 1] ?? nth(year + 1, n - workingDays.length);
  };

  return {
    version: `CN:${sorted.map(({ version }) => version).join(',')}`,
    kindOf: (date) => at(date).kind,
    isWorkingDay: (date) => isWorked(at(date).kind),
    addWorkingDays: (start, n) => {
      if (!Number.isInteger(n) || n < 0) throw new RangeError(`working days to add must be a whole number from 0 on: ${n}`);
      const { date, workedUpTo } = at(start);
      return n === 0 ? date : nth(yearOf(date), workedUpTo + n);
    },
    workingDaysBetween: (after, upTo) => {
      let count = at(upTo).workedUpTo - at(after).workedUpTo;
      for (let year = yearOf(after); year < yearOf(upTo); year += 1) count += daysIn(year).workingDays.length;
      return upTo <= after ? 0 : Math.max(0, count);
    },
    onOrNextWorkingDay: (date) => {
      const { kind, workedUpTo } = at(date);
      return isWorked(kind) ? date : nth(yearOf(date), workedUpTo + 1);
    },
    isProvisional: (date) => daysIn(yearOf(at(date).date)).year.status !== 'official',
  };
}

/** Days are written with four digits for the year. */
const LAST_YEAR = 9999;
const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));

const DAYS = new WeakMap<CalendarYear, Days>();

function daysOf(entry: CalendarYear): Days {
  const made = DAYS.get(entry) ?? countDays(entry);
  DAYS.set(entry, made);
  return made;
}

function countDays(entry: CalendarYear): Days {
  const off = new Set(entry.off);
  const work = new Set(entry.work);
  const all: Day[] = [];
  const workingDays: LocalDate[] = [];
  const written = String(entry.year).padStart(4, '0');
  const end = dayNumber(`${written}-12-31` as LocalDate);
  for (let number = dayNumber(`${written}-01-01` as LocalDate); number <= end; number += 1) {
    const date = dateOfDayNumber(number);
    const kind = isWeekend(number) ? (work.has(date) ? 'make-up-day' : 'weekend') : off.has(date) ? 'holiday' : 'working-day';
    if (isWorked(kind)) workingDays.push(date);
    all.push({ date, kind, workedUpTo: workingDays.length });
  }
  return { year: entry, all, workingDays };
}
