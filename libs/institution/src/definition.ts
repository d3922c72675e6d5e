import type { Context, Dated, Decision, Fact, MessagesOf, Role } from '#kernel';
import type { PolicyBook } from '#law';
import type { CommitmentCommands, CommitmentEvents } from './commitments.js';
import type { CreditCommands, CreditEvents } from './credit.js';
import type { RegistrationCommands, RegistrationEvents } from './registration.js';
import type { InstitutionState } from './state.js';

export type InstitutionCommands = RegistrationCommands & CreditCommands & CommitmentCommands;
export type InstitutionEvents = RegistrationEvents & CreditEvents & CommitmentEvents;

export type InstitutionCommand = MessagesOf<InstitutionCommands>;
export type InstitutionEvent = MessagesOf<InstitutionEvents>;
export type InstitutionCommandName = keyof InstitutionCommands;
export type InstitutionEventName = keyof InstitutionEvents;
export type EventOf<T extends InstitutionEventName> = Extract<InstitutionEvent, { type: T }>;

/** Every command and event names the body: its stream is `institution-<uscc>`. */
export interface OfBody {
  readonly uscc: string;
}

export interface InstitutionContext extends Context {
  /** How long a ban lasts is data of the policy (办法32, 33). */
  readonly policies: PolicyBook;
}

export interface AnyDefinition {
  readonly by: readonly Role[];
  readonly decide: (data: never, state: InstitutionState, context: InstitutionContext) => Decision<Fact<InstitutionEvent>>;
}
export type DefinitionsOf<M> = { readonly [T in keyof M & InstitutionCommandName]: AnyDefinition };

/** Names the command once, so that the type of its data follows. */
export const command = <T extends InstitutionCommandName>(
  _name: T,
  definition: {
    readonly by: readonly Role[];
    readonly decide: (
      data: InstitutionCommands[T],
      state: InstitutionState,
      context: InstitutionContext,
    ) => Decision<Fact<InstitutionEvent>>;
  },
): AnyDefinition => definition;

/** How each event of a part changes the record; a new event without its entry does not compile. */
export type EvolversOf<M> = {
  readonly [T in keyof M & InstitutionEventName]: (state: InstitutionState, event: Dated<EventOf<T>>) => InstitutionState;
};

export const fact = <T extends InstitutionEventName>(type: T, data: InstitutionEvents[T]): Fact<EventOf<T>> =>
  ({ type, data }) as Fact<EventOf<T>>;
