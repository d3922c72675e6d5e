import type { Calendar } from '../calendar/index.js';
import type { LocalDate } from '#kernel';
import type { LimitRule, Policy } from '../policy/index.js';
import { dueDate } from './arithmetic.js';
import { isPending, type ClockRun, type RunLaw } from './clock.js';

export interface CountingLaw {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** The law of a single run: what ended keeps the one it ended under. */
export type LawOfRun = (run: ClockRun) => CountingLaw;

/** What another law does to a running limit: its last day before and after, null while it is stopped. */
export interface DueChange {
  readonly limit: string;
  readonly run: number;
  readonly before: LocalDate | null;
  readonly after: LocalDate | null;
  /** The length in days under the other law, where it is another one. */
  readonly length?: number;
}

/** A length that a notice set stays as it was set; one that the rule set is the rule's. */
const lengthUnder = (run: ClockRun, before: LimitRule, after: LimitRule): number =>
  before.setBy === undefined ? after.n : run.length;

/** Limits that have not run out and whose last day or length is another one under the new law. Both laws must know them. */
export function changesUnder(runs: readonly ClockRun[], before: CountingLaw, after: CountingLaw): DueChange[] {
  return runs.filter(isPending).flatMap((run): DueChange[] => {
    const [old, rule] = [before.policy.limit(run.limit), after.policy.limit(run.limit)];
    const length = before.policy === after.policy ? run.length : lengthUnder(run, old, rule);
    const change = {
      limit: run.limit,
      run: run.run,
      before: dueDate(run, old, before.calendar) ?? null,
      after: dueDate({ ...run, length }, rule, after.calendar) ?? null,
    };
    if (change.before === change.after && length === run.length) return [];
    return [length === run.length ? change : { ...change, length }];
  });
}

/** The clocks once the other law holds: what runs goes on with its start day and its stops, what ended keeps the law it had. */
export function underOtherLaw(runs: readonly ClockRun[], changes: readonly DueChange[], left: RunLaw): readonly ClockRun[] {
  return runs.map((run) => {
    if (!isPending(run)) return run.law === undefined ? { ...run, law: left } : run;
    const change = changes.find(({ limit, run: number }) => limit === run.limit && number === run.run);
    if (change === undefined) return run;
    return { ...run, length: change.length ?? run.length, version: run.version + 1 };
  });
}
