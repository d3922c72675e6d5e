import { addDays, type LocalDate } from '#kernel';
import type { ClockRun } from './clock.js';
import { calendar } from './law.testing.js';

/**
 * A second opinion on every clock: one calendar day after the other, asking the calendar nothing but whether a day is worked.
 * Shares no line with arithmetic.ts.
 */
const HORIZON_DAYS = 400;

const isStopped = (run: ClockRun, date: LocalDate): boolean =>
  run.stops.some(({ from, to }) => from < date && (to === null || date <= to));

export const countsFor = (run: ClockRun, date: LocalDate): boolean =>
  date > run.started && date <= (run.ended ?? date) && calendar.isWorkingDay(date) && !isStopped(run, date);

export function* daysAfter(start: LocalDate, upTo: LocalDate): Generator<LocalDate> {
  for (let date = addDays(start, 1); date <= upTo; date = addDays(date, 1)) yield date;
}

const howMany = (days: Iterable<LocalDate>, which: (date: LocalDate) => boolean): number => [...days].filter(which).length;

export const countedByWalking = (run: ClockRun, upTo: LocalDate): number =>
  howMany(daysAfter(run.started, upTo), (date) => countsFor(run, date));

export const stoppedByWalking = (run: ClockRun, upTo: LocalDate): number =>
  howMany(daysAfter(run.started, upTo), (date) => calendar.isWorkingDay(date) && isStopped(run, date));

/** The first day by whose 24:00 the length is used up while the clock is not standing still; undefined where that never comes. */
export function dueByWalking(run: ClockRun): LocalDate | undefined {
  let used = 0;
  for (const date of daysAfter(run.started, addDays(run.started, HORIZON_DAYS))) {
    if (calendar.isWorkingDay(date) && !isStopped(run, date)) used += 1;
    if (used >= run.length + run.extended && !isStopped(run, addDays(date, 1))) return date;
  }
  return undefined;
}
