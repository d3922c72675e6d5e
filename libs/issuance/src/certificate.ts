import { weightOfRows } from '#case';
import {
  admitted,
  admittedRole,
  isRejection,
  type Actor,
  type Dated,
  type Decider,
  type Decision,
  type Fact,
  type Instant,
  type Rejection,
  evolvedBy,
  datedIn,
  decided,
  needsOf,
} from '#kernel';
import { advance, isCounting, pinnedPolicy, upToNow, type Clocked, type Law, type Subject } from '#law';
import { calendarCommands, calendarEvents } from './calendar.js';
import { changeCommands, changeEvents } from './changes.js';
import type { AnyDefinition, CertificateContext, EventsOf } from './definition.js';
import type {
  CertificateCommand,
  CertificateCommandName,
  CertificateEvent,
  CertificateEventName,
  CertificateEvents,
} from './messages.js';
import { overdue } from './expiry.js';
import * as refuse from './rejections.js';
import { revocationCommands, revocationEvents } from './revocation.js';
import type { Certificate, CertificateState } from './state.js';
import { termCommands, termEvents } from './term.js';

export const certificateCommands: { readonly [T in CertificateCommandName]: AnyDefinition<CertificateEvent> } = {
  ...termCommands,
  ...changeCommands,
  ...revocationCommands,
  ...calendarCommands,
};

export const certificateEvents: EventsOf<CertificateEvents> = {
  ...termEvents,
  ...changeEvents,
  ...revocationEvents,
  ...calendarEvents,
};
const BEGINNINGS: readonly CertificateEventName[] = ['CertificateIssued', 'CertificateRegistered'];

/** The limits of an investigation hold whatever the kind of application that once led to the certificate. */
const SUBJECT: Subject = { kind: 'CHG_OTHER', procedure: 'GENERAL', reviewed: false };

/** A certificate from its issue to its end, years later: one stream, `certificate-<number>`. */
export function certificateDecider(law: Law): Decider<CertificateState, CertificateCommand, CertificateEvent> {
  const evolve = (state: CertificateState, event: Dated<CertificateEvent>): CertificateState => {
    if (state.status === 'NONE' && !BEGINNINGS.includes(event.type)) return state;
    const next = evolvedBy<Certificate>(certificateEvents, state, event);
    const { investigations } = next;
    const under = state.status === 'NONE' ? undefined : state.investigations?.open;
    if (investigations === undefined || (investigations.open === undefined && under === undefined)) return next;
    const clocks = advance(investigations.clocks, event, pinnedPolicy(law, investigations.policy), SUBJECT);
    return { ...next, investigations: { ...investigations, clocks } };
  };

  return {
    initial: { status: 'NONE' },
    commands: Object.keys(certificateCommands) as CertificateCommandName[],
    evolve,
    admit,
    needs: needsOf(certificateCommands),
    decide(command, state, { now, actor }) {
      const turnedAway = admit(command, state, actor);
      if (turnedAway !== undefined) return turnedAway;
      const context: CertificateContext = { now, actor, law };
      const evolveNow = (before: CertificateState, event: Fact<CertificateEvent>) => evolve(before, datedIn(event, context));
      const present = upToNow<CertificateState, CertificateEvent>(law, now, state, {
        counted: investigationUnderWay,
        lapse: (before, until, calendar) => overdue(before, { ...context, now: until }, calendar, evolveNow),
        evolve: evolveNow,
      });
      const decision = decideNow(command, present.state, context);
      return isRejection(decision) ? decision : [...present.events, ...decision];
    },
    weight: (state) => (state.status === 'NONE' ? 1 : weightOfRows(state.annex?.rows)),
  };
}

function investigationUnderWay(state: CertificateState): { readonly file: Clocked; readonly begunAt: Instant } | undefined {
  if (state.status === 'NONE' || state.investigations?.open === undefined || !isCounting(state.investigations)) return undefined;
  return { file: state.investigations, begunAt: state.investigations.open.openedAt };
}

function admit(command: CertificateCommand, state: CertificateState, actor: Actor): Rejection | undefined {
  const { on, by } = certificateCommands[command.type];
  if (on === 'no-certificate') return admittedRole(by, actor);
  const body = state.status === 'NONE' ? undefined : state.holder.uscc;
  return admitted({ by, actor, body, notFound: refuse.notFound });
}

function decideNow(
  command: CertificateCommand,
  state: CertificateState,
  context: CertificateContext,
): Decision<Fact<CertificateEvent>> {
  const definition: AnyDefinition<CertificateEvent> = certificateCommands[command.type];
  if (definition.on === 'investigation' && (state as Certificate).investigations?.open === undefined)
    return refuse.noRevocationOpen();
  return decided(definition, command.data, state, context);
}
