import { admittedRole, isBlank, type Actor, type Decider, type Dated } from '#kernel';
import type { PolicyBook } from '#law';
import { commitmentCommands, commitmentEvolvers } from './commitments.js';
import { creditCommands, creditEvolvers } from './credit.js';
import type {
  AnyDefinition,
  EventOf,
  EvolversOf,
  InstitutionCommand,
  InstitutionCommandName,
  InstitutionEvent,
  InstitutionEventName,
  InstitutionEvents,
} from './definition.js';
import * as refuse from './rejections.js';
import { registrationCommands, registrationEvolvers } from './registration.js';
import type { InstitutionState } from './state.js';
import { isUscc, usccInvalid } from './uscc.js';

/** The one table of commands: who may record what. */
export const institutionCommands: { readonly [T in InstitutionCommandName]: AnyDefinition } = {
  ...registrationCommands,
  ...creditCommands,
  ...commitmentCommands,
};

const evolvers: EvolversOf<InstitutionEvents> = { ...registrationEvolvers, ...creditEvolvers, ...commitmentEvolvers };
type EvolverOf<T extends InstitutionEventName> = (state: InstitutionState, event: Dated<EventOf<T>>) => InstitutionState;

/** Who may record anything, may record it of every body. */
const admit = ({ type }: InstitutionCommand, _state: InstitutionState, actor: Actor) =>
  admittedRole(institutionCommands[type].by, actor);

/** What the authority knows about a body over the years: one stream, `institution-<uscc>`. */
export const institutionDecider = (law: {
  readonly policies: PolicyBook;
}): Decider<InstitutionState, InstitutionCommand, InstitutionEvent> => ({
  initial: { standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false } },
  commands: Object.keys(institutionCommands) as InstitutionCommandName[],

  admit,

  decide(command, state, context) {
    const turnedAway = admit(command, state, context.actor);
    if (turnedAway !== undefined) return turnedAway;
    const { decide }: AnyDefinition = institutionCommands[command.type];
    if (!isUscc(command.data.uscc)) return usccInvalid('uscc');
    if ('source' in command.data && isBlank(command.data.source)) return refuse.sourceMissing();
    return decide(command.data as never, state, { ...context, policies: law.policies });
  },

  evolve: (state, event) => (evolvers[event.type] as EvolverOf<InstitutionEventName>)(state, event),
});
