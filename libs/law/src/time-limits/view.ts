import type { Calendar } from '../calendar/index.js';
import { addDays, dateOf, dayNumber, endOfDay, type Instant, type LocalDate } from '#kernel';
import type { ApplicationKind, LimitRule, Policy, PromiseRule } from '../policy/index.js';
import { dueDate, elapsedDays, isProvisionalDue, stoppedDays } from './arithmetic.js';
import type { LawOfRun } from './change-of-law.js';
import { isOpen, isPending, isStopped, type ClockRun } from './clock.js';
import { takenInAll, type InAll } from './in-all.js';

type ClockStateName = 'running' | 'stopped' | 'met' | 'breached' | 'lapsed';

/**
 * What the authority has promised in public, read on the same clock: same start day, same stops. An extension of the limit does not
 * lengthen it.
 */
interface PromiseView {
  readonly length: number;
  readonly unit: LimitRule['unit'];
  readonly due: LocalDate | null;
  readonly state: 'running' | 'stopped' | 'met' | 'breached';
  readonly remaining: number;
  readonly provisional: boolean;
  readonly basis: readonly string[];
  readonly verified: LimitRule['verified'];
}

/** A clock as people read it. Days are working days, calendar days for limits in months, years or on a given date. */
export interface ClockView {
  readonly limit: string;
  readonly run: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly party: LimitRule['party'];
  readonly state: ClockStateName;
  readonly started: LocalDate;
  readonly due: LocalDate | null;
  readonly ended: LocalDate | null;
  /** Of a limit that ends on a given day: the days up to it. */
  readonly length: number;
  readonly unit: LimitRule['unit'];
  readonly counted: number;
  readonly stopped: number;
  readonly extended: number;
  /** Days left at the moment of reading; negative once over. */
  readonly remaining: number;
  /** True where the due day rests on a year whose holidays are not yet announced. */
  readonly provisional: boolean;
  readonly basis: readonly string[];
  readonly verified: LimitRule['verified'];
  /** Where less than the law allows was promised; it is never a clock of its own. */
  readonly promised?: PromiseView;
  /** From the second run on: what it and the runs before it have taken together, of the most that the law allows. */
  readonly inAll?: InAll & Pick<LimitRule, 'basis' | 'verified'>;
}

const effectOn = (due: LocalDate, { onExpiry, onExpirySince }: LimitRule): LimitRule['onExpiry'] =>
  onExpirySince !== undefined && due < onExpirySince ? 'none' : onExpiry;

/** No event tells of a limit that runs out without any effect. */
function stateOf(run: ClockRun, rule: LimitRule, due: LocalDate | undefined, asOf: LocalDate): ClockStateName {
  if (run.expired !== undefined) return run.expired;
  if (due !== undefined && effectOn(due, rule) === 'none' && (run.ended ?? asOf) > due) return 'breached';
  return run.ended !== undefined ? 'met' : isStopped(run) ? 'stopped' : 'running';
}

export function viewClock(run: ClockRun, rule: LimitRule, calendar: Calendar, asOf: LocalDate, promise?: PromiseRule): ClockView {
  const due = dueDate(run, rule, calendar);
  const counted = elapsedDays(run, rule, calendar, asOf);
  const anchored = run.anchor !== undefined;
  return {
    limit: run.limit,
    run: run.run,
    name: rule.name,
    party: rule.party,
    state: stateOf(run, rule, due, asOf),
    started: run.started,
    due: due ?? null,
    ended: run.ended ?? null,
    length: run.anchor === undefined ? run.length : dayNumber(run.anchor) - dayNumber(run.started),
    unit: anchored ? 'cd' : rule.unit,
    counted,
    stopped: stoppedDays(run, rule, calendar, run.ended ?? asOf),
    extended: run.extended,
    remaining: rule.unit === 'wd' && !anchored ? run.length + run.extended - counted : daysLeft(run.ended ?? asOf, due),
    provisional: isProvisionalDue(run, rule, calendar, due),
    basis: rule.basis,
    verified: rule.verified,
    ...(promise === undefined ? {} : { promised: viewPromise(run, promise, rule, calendar, asOf) }),
  };
}

function viewPromise(run: ClockRun, promise: PromiseRule, rule: LimitRule, calendar: Calendar, asOf: LocalDate): PromiseView {
  const promised: ClockRun = { ...run, length: Math.min(promise.n, run.length), extended: 0 };
  const due = dueDate(promised, rule, calendar);
  const late = due !== undefined && (run.ended ?? asOf) > due;
  const counted = elapsedDays(run, rule, calendar, asOf);
  return {
    length: promised.length,
    unit: rule.unit,
    due: due ?? null,
    state: late ? 'breached' : run.ended !== undefined ? 'met' : due === undefined ? 'stopped' : 'running',
    remaining: rule.unit === 'wd' ? promised.length - counted : daysLeft(run.ended ?? asOf, due),
    provisional: isProvisionalDue(promised, rule, calendar, due),
    basis: promise.basis,
    verified: promise.verified,
  };
}

const daysLeft = (asOf: LocalDate, due: LocalDate | undefined): number =>
  due === undefined ? 0 : (endOfDay(due) - endOfDay(asOf)) / 86_400_000;

/**
 * All clocks of a case, in the order in which they started, read at an instant (the day in progress counts as consumed). The kind
 * is asked for promises that were made for some kinds only, `lawOf` for a case that may have moved from one law to another.
 */
export function viewClocks(
  runs: readonly ClockRun[],
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
  kind?: ApplicationKind,
  lawOf: LawOfRun = () => ({ policy, calendar }),
): ClockView[] {
  const day = dateOf((asOf - 1) as Instant);
  return runs.map((run, index) => {
    const law = lawOf(run);
    const rule = law.policy.limit(run.limit);
    const together = run.run === 1 ? undefined : takenInAll(runs.slice(0, index + 1), rule, law.calendar, day);
    const { basis, verified } = rule.inAll ?? rule;
    return {
      ...viewClock(run, rule, law.calendar, day, law.policy.promiseFor(run.limit, kind)),
      ...(together === undefined ? {} : { inAll: { ...together, basis, verified } }),
    };
  });
}

/** A limit that will run out at `at` unless something happens; what the alarms are set for. */
export interface Expiry {
  readonly limit: string;
  readonly run: number;
  readonly version: number;
  readonly due: LocalDate;
  /** 24:00 of the due day. */
  readonly at: Instant;
  readonly onExpiry: LimitRule['onExpiry'];
}

/** The day that a limit takes effect at the end of. */
const lastDay = (due: LocalDate, { onExpiryFrom }: LimitRule): LocalDate =>
  onExpiryFrom !== undefined && due < onExpiryFrom ? addDays(onExpiryFrom, -1) : due;

/** Every limit that is running and may still run out, the earliest first; of those at one instant a mere breach before what ends it. */
export function expiries(runs: readonly ClockRun[], policy: Policy, calendar: Calendar): Expiry[] {
  return runs
    .filter(isPending)
    .flatMap((run): Expiry[] => {
      const rule = policy.limit(run.limit);
      const due = dueDate(run, rule, calendar);
      const onExpiry = due && effectOn(due, rule);
      if (due === undefined || onExpiry === undefined || onExpiry === 'none') return [];
      const last = lastDay(due, rule);
      return [{ limit: run.limit, run: run.run, version: run.version, due: last, at: endOfDay(last), onExpiry }];
    })
    .sort((a, b) => a.at - b.at || Number(b.onExpiry === 'breach') - Number(a.onExpiry === 'breach'));
}

export const openRun = (runs: readonly ClockRun[], limits: readonly string[]): ClockRun | undefined =>
  runs.find((run) => isOpen(run) && limits.includes(run.limit));
