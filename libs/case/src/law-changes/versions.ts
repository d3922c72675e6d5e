import { dateOf, endOfDay, nothing, type Instant } from '#kernel';
import { changesUnder, isOpen, movedTo, type CalendarApplied, type DueChange, type Law, type Policy } from '#law';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { kindsOf } from '../file/rules.js';
import { CASE_STATUSES, OPEN_STATUSES, withFile, type CaseFile } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

export interface VersionCommands {
  /** The engine's own: a calendar was published. It says nothing but "look whether your days have changed". */
  ApplyCalendar: { readonly calendar: string };
  /** The head's explicit act; nothing else ever moves a running case to other rules. */
  RepinPolicy: { readonly policy: string; readonly reason: string };
}

// Events

export interface VersionEvents {
  CalendarApplied: CalendarApplied;
  PolicyRepinned: {
    readonly from: string;
    readonly to: string;
    readonly reason: string;
    readonly changes: readonly DueChange[];
  };
}

// Decide

const { command, fact } = casePart<VersionCommands, VersionEvents>();

/** Rules that do not know the kind, the procedure or a running limit of a case cannot take it over. */
export function canTakeOver(policy: Policy, file: CaseFile): boolean {
  const procedures = (kind: string) => policy.kinds.find((row) => row.kind === kind)?.procedures ?? [];
  return (
    kindsOf(file).every((kind) => procedures(kind).includes(file.procedure)) &&
    file.clocks.filter(isOpen).every(({ limit }) => policy.findLimit(limit)?.tracked === true)
  );
}

/** The policy in force, where it is not the one of the case and can take it over. */
function otherPolicyFor(file: CaseFile, { policies }: Law, now: Instant): Policy | undefined {
  const inForce = policies.findInForce(dateOf(now));
  return inForce !== undefined && inForce.versionLabel !== file.policy && canTakeOver(inForce, file) ? inForce : undefined;
}

/** Nothing may have run out yesterday by a decision of today. */
const overBy = (now: Instant, changes: readonly DueChange[]): DueChange | undefined =>
  changes.find(({ after }) => after !== null && endOfDay(after) <= now);

export const versionCommands: DefinitionsOf<VersionCommands, VersionEvents> = {
  ApplyCalendar: command('ApplyCalendar', { in: CASE_STATUSES, by: ['engine'], decide: () => nothing }),

  /** A running case keeps the rules of its receipt unless the head of the agency says otherwise, with the reason on record. */
  RepinPolicy: command('RepinPolicy', {
    in: OPEN_STATUSES,
    by: ['head'],
    worthNaming: ({ file }, { law, now }) => otherPolicyFor(file, law, now) !== undefined,
    decide: ({ policy: label, reason }, { file }, { law, policy, calendar, now }) => {
      const other = law.policies.findByLabel(label);
      if (other === undefined) return refuse.policyUnknown();
      if (other.versionLabel === file.policy) return nothing;
      if (!canTakeOver(other, file)) return refuse.policyDoesNotFit(file.kind);
      const inForce = law.policies.findInForce(dateOf(now))?.versionLabel;
      if (other.versionLabel !== inForce) return refuse.policyNotInForce(inForce);
      const changes = changesUnder(file.clocks, { policy, calendar }, { policy: other, calendar });
      const over = overBy(now, changes);
      if (over !== undefined) return refuse.limitWouldBeOver(over.limit, over.after ?? '');
      return [fact('PolicyRepinned', { from: file.policy, to: other.versionLabel, reason, changes })];
    },
  }),
};

// Evolve

export const versionEvents: EventsOf<VersionEvents> = {
  CalendarApplied: (state, { data: { to, changes }, effectiveAt }) =>
    withFile(state, movedTo(state.file, { calendar: to }, changes, effectiveAt)),
  PolicyRepinned: (state, { data: { to, changes }, effectiveAt }) =>
    withFile(state, movedTo(state.file, { policy: to }, changes, effectiveAt)),
};
