import type { CalendarEdition } from '#calendar';
import { endOfDay, ENGINE, nothing, type Fact, type Instant } from '#kernel';
import type { Policy } from '#policy';
import { changesUnder, isOpen, underOtherLaw, type DueChange } from '#time-limits';
import { command, fact, type CaseContext, type CaseEvent, type DefinitionsOf, type EvolversOf } from './definition.js';
import { overdue } from './expiry.js';
import * as refuse from './rejections.js';
import { kindsOf } from './rules.js';
import { CLOSED, isClosed, OPEN_STATUSES, type CaseFile, type CaseState, type OpenCase } from './state.js';

// Commands

export interface VersionCommands {
  /** The engine's own: a calendar was published. It says nothing but "look whether your days have changed". */
  ApplyCalendar: { readonly calendar: string };
  /** The head's explicit act; nothing else ever moves a running case to other rules. */
  RepinPolicy: { readonly policy: string; readonly reason: string };
}

// Events: what was pinned, what is, and each running limit whose last day is another one

export interface VersionEvents {
  CalendarApplied: { readonly from: string; readonly to: string; readonly changes: readonly DueChange[] };
  PolicyRepinned: {
    readonly from: string;
    readonly to: string;
    readonly reason: string;
    readonly changes: readonly DueChange[];
  };
}

// Decide

type Evolve = (state: CaseState, event: Fact<CaseEvent>) => CaseState;

/** A case as it is in law at this moment, and the events that bring it there. */
export interface UpToNow {
  readonly state: CaseState;
  readonly events: readonly Fact<CaseEvent>[];
  readonly context: CaseContext;
}

/**
 * Runs before every command: what has run out by now, and the calendars that were published since the case was last touched, in the
 * order in which both came about. What had run out before a publication stays run out.
 */
export function upToNow(state: CaseState, context: CaseContext, evolve: Evolve): UpToNow {
  const { calendars } = context.law;
  const edition = state.status === 'none' || isClosed(state) ? undefined : calendars.after(state.file.calendar);
  const lapsed = overdue(state, { ...context, now: earlier(edition?.since, context.now) }, evolve);
  if (edition === undefined || lapsed.state.status === 'none' || isClosed(lapsed.state)) return { ...lapsed, context };
  const event = calendarApplied(lapsed.state.file, edition, context);
  const next = upToNow(evolve(lapsed.state, event), { ...context, calendar: edition.calendar }, evolve);
  return { ...next, events: [...lapsed.events, event, ...next.events] };
}

const earlier = (since: Instant | undefined, now: Instant): Instant => (since !== undefined && since < now ? since : now);

/** 民法典203 and 许可法82 count by the official days off, so a late notice reaches the limits that are running. */
function calendarApplied(
  file: CaseFile,
  { calendar, since }: CalendarEdition,
  { law, policy, now }: CaseContext,
): Fact<CaseEvent> {
  const before = law.calendars.byLabel(file.calendar);
  const changes = changesUnder(file.clocks, { policy, calendar: before }, { policy, calendar });
  const at = since !== undefined && since > file.receivedAt ? since : now;
  return { ...fact('CalendarApplied', { from: file.calendar, to: calendar.version, changes }), effectiveAt: at, actor: ENGINE };
}

/** Rules that do not know the kind, the procedure or a running limit of a case cannot take it over. */
export function canTakeOver(policy: Policy, file: CaseFile): boolean {
  const procedures = (kind: string) => policy.kinds.find((row) => row.kind === kind)?.procedures ?? [];
  return (
    kindsOf(file).every((kind) => procedures(kind).includes(file.procedure)) &&
    file.clocks.filter(isOpen).every(({ limit }) => policy.findLimit(limit)?.tracked === true)
  );
}

/** Nothing may have run out yesterday by a decision of today. */
const overBy = (now: Instant, changes: readonly DueChange[]): DueChange | undefined =>
  changes.find(({ after }) => after !== null && endOfDay(after) <= now);

export const versionCommands: DefinitionsOf<VersionCommands> = {
  ApplyCalendar: command('ApplyCalendar', { in: [...OPEN_STATUSES, ...CLOSED], by: ['engine'], decide: () => nothing }),

  /** A running case keeps the rules of its receipt unless the head of the agency says otherwise, with the reason on record. */
  RepinPolicy: command('RepinPolicy', {
    in: OPEN_STATUSES,
    by: ['head'],
    decide: ({ policy: label, reason }, { file }, { law, policy, calendar, now }) => {
      const other = law.policies.findByLabel(label);
      if (other === undefined) return refuse.policyUnknown();
      if (other.versionLabel === file.policy) return nothing;
      if (!canTakeOver(other, file)) return refuse.policyDoesNotFit(file.kind);
      const changes = changesUnder(file.clocks, { policy, calendar }, { policy: other, calendar });
      const over = overBy(now, changes);
      if (over !== undefined) return refuse.limitWouldBeOver(over.limit, over.after ?? '');
      return [fact('PolicyRepinned', { from: file.policy, to: other.versionLabel, reason, changes })];
    },
  }),
};

// Evolve

/** What ended keeps the law it ended under; what runs goes on under the other, from its own start day. */
const moved = (state: OpenCase, changes: readonly DueChange[], to: Partial<CaseFile>, at: Instant): CaseState => {
  const { file } = state;
  const clocks = underOtherLaw(file.clocks, changes, { policy: file.policy, calendar: file.calendar });
  return { ...state, file: { ...file, ...to, clocks, lawSince: at } };
};

export const versionEvolvers: EvolversOf<VersionEvents> = {
  CalendarApplied: (state, { data, effectiveAt }) => moved(state, data.changes, { calendar: data.to }, effectiveAt),
  PolicyRepinned: (state, { data, effectiveAt }) => moved(state, data.changes, { policy: data.to }, effectiveAt),
};
