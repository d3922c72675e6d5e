import type { Calendar } from '../calendar/index.js';
import type { LocalDate } from '#kernel';
import type { LimitRule } from '../policy/index.js';
import { elapsedDays } from './arithmetic.js';
import type { ClockRun } from './clock.js';

/** What all runs of a limit in one case have taken together, and what is left of the most that the law allows. */
export interface InAll {
  readonly length: number;
  readonly counted: number;
  readonly remaining: number;
}

/** The most that all runs may take together; undefined where the law names no such number. */
const mostOf = ({ inAll, setBy }: LimitRule): number | undefined => inAll?.n ?? setBy?.max ?? undefined;

/** Counted up to and including `asOf`; undefined where the law names no number for all runs together. */
export function takenInAll(runs: readonly ClockRun[], rule: LimitRule, calendar: Calendar, asOf: LocalDate): InAll | undefined {
  const length = mostOf(rule);
  if (length === undefined) return undefined;
  const counted = runs
    .filter(({ limit, started }) => limit === rule.id && started <= asOf)
    .reduce((days, run) => days + elapsedDays(run, rule, calendar, asOf), 0);
  return { length, counted, remaining: Math.max(0, length - counted) };
}
