import type { Decision, Rejection } from './decision.js';
import type { Instant } from './instant.js';
import type { Role } from './roles.js';

export interface Actor {
  readonly id: string;
  readonly role: Role;
  /** The body an applicant acts for (unified social credit code). */
  readonly uscc?: string;
  readonly actingFor?: string;
  readonly approvedBy?: string;
}

export const ENGINE: Actor = { id: 'engine', role: 'engine' };

export interface Message {
  readonly type: string;
  readonly data: object;
}

export type MessagesOf<M> = { [T in keyof M & string]: { readonly type: T; readonly data: M[T] & object } }[keyof M & string];

/**
 * What a decider writes. `effectiveAt` only where the law dates an effect otherwise than the time of recording; `actor` only where
 * somebody else than the giver of the command brought it about (the law itself, through the engine).
 */
export type Fact<E extends Message> = E & { readonly effectiveAt?: Instant; readonly actor?: Actor };

export type Dated<E extends Message> = E & {
  readonly recordedAt: Instant;
  readonly effectiveAt: Instant;
  readonly actor: Actor;
};

export interface Context {
  readonly now: Instant;
  readonly actor: Actor;
}

/**
 * A pure aggregate: decide never throws, never reads a clock, a random source or the environment;
 * evolve never refuses a fact.
 */
export interface Decider<S, C extends Message, E extends Message> {
  readonly initial: S;
  /** The command names it answers to; the command bus is generated from this list. */
  readonly commands: readonly C['type'][];
  /**
   * Whether the command is for this person at all: first visibility, then role. Asked before the revision and before anything that
   * the command needs of other streams; `decide` asks the same first.
   */
  readonly admit?: (command: C, state: S, actor: Actor) => Rejection | undefined;
  /** What commands must be told of elsewhere before they are decided: of other streams, or of the world. Whoever carries them out knows how. */
  readonly needs?: { readonly [T in C['type']]?: string };
  readonly decide: (command: C, state: S, context: Context) => Decision<Fact<E>>;
  readonly evolve: (state: S, event: Dated<E>) => S;
  /** Keys that no other stream may hold while this one is in this state (uniqueness across streams). */
  readonly uniqueKeys?: (state: S) => readonly string[];
  /** How much memory a state takes beside an ordinary one, which is 1: a whole number. */
  readonly weight?: (state: S) => number;
}
