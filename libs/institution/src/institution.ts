import { admittedRole, isBlank, type Actor, type Decider, decided, evolvedBy } from '#kernel';
import type { PolicyBook } from '#law';
import { commitmentCommands, commitmentEvents } from './commitments.js';
import { creditCommands, creditEvents } from './credit.js';
import type { AnyDefinition, EventsOf } from './definition.js';
import type { InstitutionCommand, InstitutionCommandName, InstitutionEvent, InstitutionEvents } from './messages.js';
import * as refuse from './rejections.js';
import { registrationCommands, registrationEvents } from './registration.js';
import type { InstitutionState } from './state.js';
import { isUscc, usccInvalid } from './uscc.js';

export const institutionCommands: { readonly [T in InstitutionCommandName]: AnyDefinition<InstitutionEvent> } = {
  ...registrationCommands,
  ...creditCommands,
  ...commitmentCommands,
};

export const institutionEvents: EventsOf<InstitutionEvents> = { ...registrationEvents, ...creditEvents, ...commitmentEvents };
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
    if (!isUscc(command.data.uscc)) return usccInvalid('uscc');
    if ('source' in command.data && isBlank(command.data.source)) return refuse.sourceMissing();
    const definition: AnyDefinition<InstitutionEvent> = institutionCommands[command.type];
    return decided(definition, command.data, state, { ...context, policies: law.policies });
  },

  evolve: (state, event) => evolvedBy<InstitutionState>(institutionEvents, state, event),
});
