import {
  admitted,
  admittedRole,
  dateOf,
  datedIn,
  decided,
  ENGINE,
  evolvedBy,
  isRejection,
  needsOf,
  type Actor,
  type Dated,
  type Decider,
  type Decision,
  type Fact,
  type Rejection,
} from '#kernel';
import {
  advance,
  dayOf,
  endedRun,
  isOpen,
  noPolicyInForce,
  pinnedCalendar,
  pinnedPolicy,
  upToNow,
  type ClockRun,
  type Law,
  type Policy,
} from '#law';
import { selfDeclarationCommands } from './commitment/self-declaration.js';
import { acceptanceCommands } from './completeness/acceptance.js';
import { correctionCommands } from './completeness/correction.js';
import { tolerantAcceptanceCommands } from './completeness/tolerant-acceptance.js';
import { decisionCommands } from './decision/decision.js';
import { setAsideCommands } from './decision/set-aside.js';
import type { AnyDefinition, CaseContext, CaseNeed } from './definition.js';
import { delayCommands } from './delay/delay.js';
import { expiryCommands, overdue } from './delay/expiry.js';
import { deliveryCommands } from './delivery/delivery.js';
import { documentReviewCommands } from './document-review/document-review.js';
import { caseEvents } from './events.js';
import { noted } from './file/record.js';
import { isOwnCase, subjectOf } from './file/rules.js';
import { weightOfRows } from './file/scope.js';
import { isClosed, isUndecided, withFile, type CaseFile, type CaseState } from './file/state.js';
import { hearingCommands } from './hearing/hearing.js';
import { keysOf } from './intake/open-case-keys.js';
import { entryProblem } from './intake/submission-rules.js';
import { submissionCommands } from './intake/submission.js';
import { versionCommands } from './law-changes/versions.js';
import type { CaseCommand, CaseEvent, CommandName } from './messages.js';
import { reductionCommands } from './reductions/reductions.js';
import * as refuse from './rejections.js';
import { postponementCommands } from './technical-review/postponement.js';
import { rectificationCommands } from './technical-review/rectification.js';
import { reviewTeamCommands } from './technical-review/review-team.js';
import { technicalReviewCommands } from './technical-review/technical-review.js';

export const caseCommands: { readonly [T in CommandName]: AnyDefinition<CaseEvent> } = {
  ...submissionCommands,
  ...acceptanceCommands,
  ...correctionCommands,
  ...documentReviewCommands,
  ...technicalReviewCommands,
  ...postponementCommands,
  ...rectificationCommands,
  ...reviewTeamCommands,
  ...decisionCommands,
  ...deliveryCommands,
  ...setAsideCommands,
  ...selfDeclarationCommands,
  ...tolerantAcceptanceCommands,
  ...hearingCommands,
  ...delayCommands,
  ...reductionCommands,
  ...expiryCommands,
  ...versionCommands,
};

const USUAL_NEED: CaseNeed = 'record';

export type CaseDecider = Decider<CaseState, CaseCommand, CaseEvent>;

/** The approval case under a body of law: one stream from application to delivery. */
export function caseDecider(law: Law): CaseDecider {
  const evolve = (state: CaseState, event: Dated<CaseEvent>): CaseState => {
    const next = evolvedBy<CaseState>(caseEvents, state, event);
    if (next.status === 'none') return next;
    const policy = pinnedPolicy(law, next.file.policy);
    const clocks = advance(next.file.clocks, event, policy, subjectOf(next));
    return withFile(next, { ...next.file, clocks: isClosed(next) ? allEnded(clocks, event) : clocks });
  };

  const calendarOf = (state: CaseState) => (state.status === 'none' ? law.calendar : pinnedCalendar(law, state.file));

  return {
    initial: { status: 'none' },
    commands: Object.keys(caseCommands) as CommandName[],
    evolve,
    admit,
    needs: needsOf(caseCommands, USUAL_NEED),
    decide(command, state, { now, actor }) {
      const turnedAway = admit(command, state, actor);
      if (turnedAway !== undefined) return turnedAway;
      const policy = policyFor(command, state, law, dateOf(now));
      if (policy === undefined) return noPolicyInForce();
      const context: CaseContext = { now, actor, law, policy, calendar: calendarOf(state), record: command.record };
      const news = newsFor(command, state, actor);
      const informed = news.reduce(evolveNow, state);
      const present = upToNow<CaseState, CaseEvent>(law, now, informed, {
        counted: (before) =>
          before.status === 'none' || isClosed(before) ? undefined : { file: before.file, begunAt: before.file.receivedAt },
        lapse: (before, until, calendar) => overdue(before, { ...context, now: until, calendar }, evolveNow),
        evolve: evolveNow,
      });
      const decision = decideNow(command, present.state, { ...context, calendar: calendarOf(present.state) });
      return isRejection(decision) ? decision : [...news, ...present.events, ...decision];

      function evolveNow(before: CaseState, event: Fact<CaseEvent>): CaseState {
        return evolve(before, datedIn(event, context));
      }
    },
    uniqueKeys: (state) => (isUndecided(state) ? keysOf(state.file) : []),
    weight: (state) => (state.status === 'none' ? 1 : weightOfRows(state.file.scopeItems)),
  };
}

/** The engine's own records of what a decision led to look at nothing. */
function newsFor({ record }: CaseCommand, state: CaseState, actor: Actor): readonly Fact<CaseEvent>[] {
  if (state.status === 'none' || isClosed(state) || (!isUndecided(state) && actor.role === 'engine')) return [];
  return noted(state, record).map((event) => ({ ...event, actor: ENGINE }));
}

function policyFor(command: CaseCommand, state: CaseState, law: Law, today: ReturnType<typeof dateOf>): Policy | undefined {
  if (state.status !== 'none') return pinnedPolicy(law, state.file.policy);
  const chosen = command.type === 'SubmitApplication' ? command.data.policy : undefined;
  return chosen === undefined ? law.policies.findInForce(today) : law.policies.find(chosen, today);
}

/** An application is for one's own body; every other command is for a case that one may see. */
function admit(command: CaseCommand, state: CaseState, actor: Actor): Rejection | undefined {
  const { by } = caseCommands[command.type];
  if (command.type === 'SubmitApplication' && state.status === 'none')
    return admittedRole(by, actor) ?? entryProblem(command.data, { actor });
  const body = state.status === 'none' ? undefined : state.file.institution.uscc;
  return admitted({ by, actor, body, notFound: refuse.caseNotFound });
}

function decideNow(command: CaseCommand, state: CaseState, context: CaseContext): Decision<Fact<CaseEvent>> {
  const definition: AnyDefinition<CaseEvent> = caseCommands[command.type];
  const { actor } = context;
  if (!definition.in.includes(state.status)) return refuse.wrongState(state.status, instead(state, context));
  if (state.status !== 'none' && isOwnCase(state.file, actor)) return refuse.fourEyes();
  const decision = decided(definition, command.data, state, context);
  return isRejection(decision) ? withWhatIsPossible(decision, command.type, state, context) : decision;
}

/** Of the commands that a rejection names, those that this case takes now; where none of them is left, all that it takes. */
function withWhatIsPossible(rejection: Rejection, given: CommandName, state: CaseState, context: CaseContext): Rejection {
  const { allowed = [] } = rejection;
  const isCommand = (one: string) => one in caseCommands;
  if (!allowed.some(isCommand)) return rejection;
  const possible: readonly string[] = instead(state, context).filter((name) => name !== given);
  const kept = allowed.filter((one) => !isCommand(one) || possible.includes(one));
  return { ...rejection, allowed: kept.some(isCommand) ? kept : [...kept, ...possible] };
}

/** What may be done now instead, as far as it is worth naming. */
const instead = (state: CaseState, context: CaseContext): readonly CommandName[] =>
  state.status === 'none'
    ? commandsIn(state.status)
    : commandsIn(state.status, { file: state.file, policy: context.policy }).filter(
        (name) => caseCommands[name].worthNaming?.(state, context) ?? true,
      );

/** What may be done in a status, whoever does it, and as far as the case has a use for it; the engine's own commands left out. */
export const commandsIn = (
  status: CaseState['status'],
  of?: { readonly file: CaseFile; readonly policy: Policy },
): CommandName[] =>
  (Object.keys(caseCommands) as CommandName[]).filter((name) => {
    const { in: statuses, by, fits } = caseCommands[name];
    return statuses.includes(status) && !by.includes('engine') && (of === undefined || (fits?.(of.file, of.policy) ?? true));
  });

/** A closed case has no running clock, whichever way it was closed. */
const allEnded = (clocks: readonly ClockRun[], event: Dated<CaseEvent>): readonly ClockRun[] =>
  clocks.map((run) => (isOpen(run) ? endedRun(run, dayOf(event), event.actor.id) : run));
