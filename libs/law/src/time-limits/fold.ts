import { dateOf, type Instant, type LocalDate } from '#kernel';
import type { ApplicationKind, EventType, LimitRule, Policy, Procedure } from '../policy/index.js';
import { endedRun, isOpen, type ClockRun, type Stop } from './clock.js';

export interface Subject {
  readonly kind: ApplicationKind;
  readonly procedure: Procedure;
  /** Whether the case goes through a technical review, in whatever form. */
  readonly reviewed: boolean;
  /** Whether what is applied for is tied to mandatory standards (强制性标准). */
  readonly mandatoryStandards?: boolean;
  /** Expiry of the certificate that a renewal in time prolongs; left out where no deemed renewal is promised. */
  readonly certificateValidTo?: LocalDate;
  /** What has interrupted the case and is not over: a limit that starts meanwhile, and that this stops, starts stopped. */
  readonly interruptedBy?: EventType;
}

export interface ClockEvent {
  readonly type: string;
  readonly data: object;
  readonly effectiveAt: Instant;
  readonly actor?: { readonly id: string };
}

/** The day an event belongs to: what the law does at 24:00 of a last day is of that day, not of the one that begins then. */
export const dayOf = ({ data, effectiveAt }: ClockEvent): LocalDate =>
  'due' in data && typeof data.due === 'string' ? (data.due as LocalDate) : dateOf(effectiveAt);

/** A limit that hangs on a date does not start once that date is past. */
const applies = (rule: LimitRule, subject: Subject, startsOn: LocalDate): boolean =>
  (rule.kinds === '*' ||
    rule.kinds.includes(subject.kind) ||
    (subject.reviewed && rule.reviewed === 'with-review') ||
    (rule.alsoFor === 'mandatory-standards' && subject.mandatoryStandards === true)) &&
  (rule.procedures === '*' || rule.procedures.includes(subject.procedure)) &&
  (rule.reviewed === '*' || (rule.reviewed === 'with-review') === subject.reviewed) &&
  (rule.anchor === undefined || (subject.certificateValidTo !== undefined && startsOn <= subject.certificateValidTo));

const numberIn = (data: object, field: string): number | undefined => {
  const value = (data as Record<string, unknown>)[field];
  return typeof value === 'number' ? value : undefined;
};

/** Effects of a limit that ran out because its party did not do what it had to. */
const BROKEN: readonly LimitRule['onExpiry'][] = ['fail-rectification', 'propose-revocation'];

/** An event that records that a limit ran out names the run in `limit` and `run`. */
const runsOut = (event: ClockEvent, run: ClockRun): boolean => {
  const { limit, run: number } = event.data as { limit?: unknown; run?: unknown };
  return limit === run.limit && number === run.run;
};

function start(runs: readonly ClockRun[], rule: LimitRule, event: ClockEvent, subject: Subject): ClockRun {
  const anchored = rule.anchor !== undefined && subject.certificateValidTo !== undefined;
  const started = dateOf(event.effectiveAt);
  const { interruptedBy } = subject;
  const pause = interruptedBy === undefined ? -1 : rule.pause.findIndex(({ from }) => from.includes(interruptedBy));
  return {
    limit: rule.id,
    run: runs.filter((run) => run.limit === rule.id).length + 1,
    version: 1,
    started,
    length: (rule.setBy && numberIn(event.data, rule.setBy.field)) ?? rule.n,
    extended: 0,
    stops: pause < 0 ? [] : [{ from: started, to: null, pause }],
    ...(anchored ? { anchor: subject.certificateValidTo } : {}),
  };
}

const closed = (stops: readonly Stop[], to: LocalDate, pause: number): readonly Stop[] =>
  stops.map((stop) => (stop.to === null && stop.pause === pause ? { ...stop, to } : stop));

/** One run after one event: run out, ended, stopped, resumed or extended. */
function touch(run: ClockRun, rule: LimitRule, event: ClockEvent): ClockRun {
  const day = dayOf(event);
  const ended = (): ClockRun => endedRun(run, day, event.actor?.id);
  if (runsOut(event, run)) {
    if (event.type === 'TimeLimitBreached') return { ...run, expired: 'breached', version: run.version + 1 };
    return { ...ended(), expired: BROKEN.includes(rule.onExpiry) ? 'breached' : 'lapsed' };
  }
  if (rule.stop.includes(event.type)) return ended();
  if (rule.extend?.on === event.type) return { ...run, extended: run.extended + rule.extend.n, version: run.version + 1 };
  const opening = rule.pause.findIndex((pause) => pause.from.includes(event.type));
  if (opening >= 0) return { ...run, stops: [...run.stops, { from: day, to: null, pause: opening }], version: run.version + 1 };
  const closing = rule.pause.findIndex((pause) => pause.to.includes(event.type));
  if (closing >= 0) return { ...run, stops: closed(run.stops, day, closing), version: run.version + 1 };
  return run;
}

/**
 * The clocks of a case after one more event. Pure; which event does what to which limit is data of the policy pack
 * (`start`, `stop`, `pause`, `extend`, `onExpiry`).
 */
export function advance(runs: readonly ClockRun[], event: ClockEvent, policy: Policy, subject: Subject): readonly ClockRun[] {
  const touched = runs.map((run) => (isOpen(run) ? touch(run, policy.limit(run.limit), event) : run));
  const today = dateOf(event.effectiveAt);
  const started = policy
    .limitsStartedBy(event.type)
    .filter(
      (rule) => rule.tracked && applies(rule, subject, today) && !touched.some((run) => run.limit === rule.id && isOpen(run)),
    )
    .map((rule) => start(touched, rule, event, subject));
  return [...touched, ...started];
}
