import {
  factsOf,
  type AnyCommand,
  type CommandOf,
  type CommandsOf,
  type Context,
  type EventsOf as Events,
  type Message,
  type MessagesOf,
} from '#kernel';
import type { PolicyBook } from '#law';
import type { InstitutionState } from './state.js';

/** Every command and event names the body: its stream is `institution-<uscc>`. */
export interface OfBody {
  readonly uscc: string;
}

export interface InstitutionContext extends Context {
  /** How long a ban lasts is data of the policy (办法32, 33). */
  readonly policies: PolicyBook;
}

export type AnyDefinition<E extends Message> = AnyCommand<InstitutionContext, E>;
export type DefinitionsOf<C, E> = CommandsOf<C, InstitutionContext, MessagesOf<E>>;
export type EventsOf<E> = Events<E, InstitutionState>;

/** A part of the record: `C` its commands, `E` the events that they cause. `command` names each once, so that the type of its data follows. */
export const institutionPart = <C, E>() => ({
  command: <T extends keyof C & string>(
    _name: T,
    definition: CommandOf<C[T], InstitutionState, InstitutionContext, MessagesOf<E>>,
  ): AnyDefinition<MessagesOf<E>> => definition,
  fact: factsOf<E>(),
});
