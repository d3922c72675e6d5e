import {
  admitted,
  admittedRole,
  dateOf,
  isForeign,
  isOffered,
  isRejection,
  type Actor,
  type Dated,
  type Decider,
  type Decision,
  type Fact,
  type Rejection,
  evolvedBy,
  datedIn,
  decided,
  needsOf,
} from '#kernel';
import { advance, isCounting, noPolicyInForce, pinnedPolicy, upToNow, type Law } from '#law';
import { calendarCommands, calendarEvents } from './calendar.js';
import { commissionCommands, commissionEvents } from './commission.js';
import type { AnyDefinition, EventsOf, InspectionContext } from './definition.js';
import type { CommandName, InspectionCommand, InspectionEvent, InspectionEvents } from './messages.js';
import { expiryCommands, expiryEvents, overdue } from './expiry.js';
import { rectificationCommands, rectificationEvents } from './rectification.js';
import * as refuse from './rejections.js';
import { subjectOf } from './rules.js';
import type { InspectionState, InspectionStatus } from './state.js';
import { verdictCommands, verdictEvents } from './verdict.js';

export const inspectionCommands: { readonly [T in CommandName]: AnyDefinition<InspectionEvent> } = {
  ...commissionCommands,
  ...verdictCommands,
  ...rectificationCommands,
  ...expiryCommands,
  ...calendarCommands,
};

export const inspectionEvents: EventsOf<InspectionEvents> = {
  ...commissionEvents,
  ...verdictEvents,
  ...rectificationEvents,
  ...expiryEvents,
  ...calendarEvents,
};

export type InspectionDecider = Decider<InspectionState, InspectionCommand, InspectionEvent>;

/** The verification of one commitment, from the decision to its end: one stream, `inspection-<caseId>`. */
export function inspectionDecider(law: Law): InspectionDecider {
  const evolve = (state: InspectionState, event: Dated<InspectionEvent>): InspectionState => {
    if (state.status === 'none' && event.type !== 'VerificationCommissioned') return state;
    const next = evolvedBy<InspectionState>(inspectionEvents, state, event);
    if (next.status === 'none') return next;
    const clocks = advance(next.file.clocks, event, pinnedPolicy(law, next.file.policy), subjectOf(next.file));
    return { ...next, file: { ...next.file, clocks } };
  };

  return {
    initial: { status: 'none' },
    commands: Object.keys(inspectionCommands) as CommandName[],
    evolve,
    admit,
    needs: needsOf(inspectionCommands),
    decide(command, state, { now, actor }) {
      const turnedAway = admit(command, state, actor);
      if (turnedAway !== undefined) return turnedAway;
      const policy = state.status === 'none' ? law.policies.findInForce(dateOf(now)) : pinnedPolicy(law, state.file.policy);
      if (policy === undefined) return noPolicyInForce();
      const context: InspectionContext = { now, actor, law, policy };
      const evolveNow = (before: InspectionState, event: Fact<InspectionEvent>) => evolve(before, datedIn(event, context));
      const present = upToNow<InspectionState, InspectionEvent>(law, now, state, {
        counted: (before) =>
          before.status === 'none' || !isCounting(before.file)
            ? undefined
            : { file: before.file, begunAt: before.file.decidedAt },
        lapse: (before, until, calendar) => overdue(before, { ...context, now: until }, calendar, evolveNow),
        evolve: evolveNow,
      });
      const decision = decideNow(command, present.state, context);
      return isRejection(decision) ? decision : [...present.events, ...decision];
    },
  };
}

function admit(command: InspectionCommand, state: InspectionState, actor: Actor): Rejection | undefined {
  const { by } = inspectionCommands[command.type];
  if (command.type === 'CommissionVerification') return admittedRole(by, actor);
  const body = state.status === 'none' ? undefined : state.file.institution.uscc;
  return admitted({ by, actor, body, notFound: refuse.inspectionNotFound });
}

function decideNow(
  command: InspectionCommand,
  state: InspectionState,
  context: InspectionContext,
): Decision<Fact<InspectionEvent>> {
  const definition: AnyDefinition<InspectionEvent> = inspectionCommands[command.type];
  if (!definition.in.includes(state.status)) return refuse.wrongState(state.status, commandsIn(state.status));
  return decided(definition, command.data, state, context);
}

const commandsIn = (status: InspectionStatus): CommandName[] =>
  (Object.keys(inspectionCommands) as CommandName[]).filter(
    (name) => inspectionCommands[name].in.includes(status) && !inspectionCommands[name].by.includes('engine'),
  );

/** What this person may do with it now, for the buttons; from the same table that the server refuses by. */
export function permitted(state: InspectionState, actor: Actor, law: Law): CommandName[] {
  if (state.status === 'none' || isForeign(state.file.institution.uscc, actor)) return [];
  const asking = { actor, law, policy: pinnedPolicy(law, state.file.policy) };
  return commandsIn(state.status).filter((name) =>
    isOffered<InspectionContext, InspectionEvent>(inspectionCommands[name], state, asking),
  );
}
