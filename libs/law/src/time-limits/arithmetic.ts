import type { Calendar } from '../calendar/index.js';
import { addDays, addMonths, dayNumber, type LocalDate } from '#kernel';
import type { LimitRule } from '../policy/index.js';
import type { ClockRun } from './clock.js';

type Interval = { from: LocalDate; to: LocalDate | null };

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** The stops of a run as disjoint intervals in order: overlapping stops count once. */
export function mergedStops(run: ClockRun): Interval[] {
  const merged: Interval[] = [];
  if (run.stops.length === 0) return merged;
  for (const stop of [...run.stops].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last !== undefined && (last.to === null || stop.from <= last.to)) {
      last.to = last.to === null || stop.to === null ? null : later(last.to, stop.to);
    } else {
      merged.push({ from: stop.from, to: stop.to });
    }
  }
  return merged;
}

/** On the spot (no day at all) means the day itself, on a day off the next working day; every other limit begins where it begins. */
const firstDay = ({ length, extended, anchor }: ClockRun, day: LocalDate, calendar: Calendar): LocalDate =>
  length + extended === 0 && anchor === undefined ? calendar.onOrNextWorkingDay(day) : day;

/**
 * The last day of a limit, at whose 24:00 it runs out; undefined while it is stopped.
 * Working days: the start day is not counted and stopped days are skipped, the remainder being kept even if it is nil
 * (Licensing Law art. 82). Months and years: same day number or month end, moved to the next working day (Civil Code 202-203).
 */
export function dueDate(run: ClockRun, rule: LimitRule, calendar: Calendar): LocalDate | undefined {
  if (run.anchor !== undefined) return run.anchor;
  const length = run.length + run.extended;
  if (rule.unit === 'cm') return calendar.onOrNextWorkingDay(addMonths(run.started, length));
  if (rule.unit === 'cy') return calendar.onOrNextWorkingDay(addMonths(run.started, 12 * length));
  if (rule.unit === 'cd') return addDays(run.started, length);
  let cursor = firstDay(run, run.started, calendar);
  let remaining = length;
  for (const stop of mergedStops(run)) {
    const candidate = calendar.addWorkingDays(cursor, remaining);
    if (candidate < stop.from) return candidate;
    if (stop.to === null) return undefined;
    remaining -= calendar.workingDaysBetween(cursor, stop.from);
    cursor = firstDay(run, later(cursor, stop.to), calendar);
  }
  return calendar.addWorkingDays(cursor, remaining);
}

/**
 * Whether the holidays that a last day rests on are not announced: in the year it begins in or the one it ends in. Calendar days and a
 * given day rest on no holidays.
 */
export const isProvisionalDue = (run: ClockRun, rule: LimitRule, calendar: Calendar, due: LocalDate | undefined): boolean =>
  due !== undefined &&
  run.anchor === undefined &&
  rule.unit !== 'cd' &&
  (calendar.isProvisional(due) || (rule.unit === 'wd' && calendar.isProvisional(run.started)));

/** Days of the run's unit in (after, upTo]; months and years are shown in calendar days. */
function daysBetween(rule: LimitRule, calendar: Calendar, after: LocalDate, upTo: LocalDate): number {
  if (upTo <= after) return 0;
  const inWorkingDays = rule.unit === 'wd' && rule.anchor === undefined;
  return inWorkingDays ? calendar.workingDaysBetween(after, upTo) : dayNumber(upTo) - dayNumber(after);
}

/** Days that would have counted but for a stop, up to and including `upTo`. */
export function stoppedDays(run: ClockRun, rule: LimitRule, calendar: Calendar, upTo: LocalDate): number {
  let days = 0;
  for (const stop of mergedStops(run)) {
    const to = stop.to === null || stop.to > upTo ? upTo : stop.to;
    days += daysBetween(rule, calendar, later(stop.from, run.started), to);
  }
  return days;
}

/** Days that have counted against the limit, up to and including `upTo` or the day on which it ended. */
export function elapsedDays(run: ClockRun, rule: LimitRule, calendar: Calendar, upTo: LocalDate): number {
  const end = run.ended !== undefined && run.ended < upTo ? run.ended : upTo;
  const from = rule.unit === 'wd' ? firstDay(run, run.started, calendar) : run.started;
  return daysBetween(rule, calendar, from, end) - stoppedDays(run, rule, calendar, end);
}

/** Whether a day after the start counts on this run: a working day on which it was neither stopped nor over. */
export const countsOn = (run: ClockRun, calendar: Calendar, date: LocalDate): boolean =>
  date > firstDay(run, run.started, calendar) &&
  (run.ended === undefined || date <= run.ended) &&
  calendar.isWorkingDay(date) &&
  !run.stops.some((stop) => date > stop.from && (stop.to === null || date <= stop.to));
