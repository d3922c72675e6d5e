import type { Context, Dated, Fact, Message, MessagesOf } from './decider.js';
import { nothing, type Decision, type Rejection } from './decision.js';
import type { Names, NamesIn } from './people.js';
import type { Role } from './roles.js';

export type MessageOf<M, T extends keyof M & string> = { readonly type: T; readonly data: M[T] & object };

/**
 * What one command of a part is. `X` is what it is decided on, and `R` what else an aggregate says of its commands; `P` are the fields
 * of it that name people.
 */
export type CommandOf<D, S, X extends Context, E extends Message, R = object, P = NamesIn<D>> = R & {
  /** Who may give it; whose work it is comes first. */
  readonly by: readonly Role[];
  /** Which people it names, and as what; their names, and the bodies they belong to, are those of their accounts. */
  readonly names?: P;
  /** It is so already: given again it changes nothing, and nobody need be offered it. */
  readonly done?: (state: S, asking: Pick<X, 'actor'>) => boolean;
  /** Why this person may not give it in this state; told before anything that is wrong with its content. */
  readonly heldBack?: (state: S, asking: Asking<X>) => Rejection | undefined;
  readonly decide: (data: D, state: S, context: X) => Decision<Fact<E>>;
};

/** What is known of a command before anybody gives it: who would, and by which law. */
type Asking<X> = Pick<X, Extract<keyof X, 'actor' | 'policy' | 'law'>>;

/** The same with its data and its state forgotten: whoever calls it has matched the command and looked at the state. */
export type AnyCommand<X extends Context, E extends Message, R = object> = CommandOf<never, never, X, E, R, Names>;

export type CommandsOf<C, X extends Context, E extends Message, R = object> = {
  readonly [T in keyof C & string]: AnyCommand<X, E, R>;
};

export type Evolver<T extends string, D, S, N = S> = (
  state: S,
  event: Dated<{ readonly type: T; readonly data: D & object }>,
) => N;

/** In which shape the data of an event is written today, and how its older shapes are read. */
export interface Shape {
  /** From 1, which is meant where it is left out; raised whenever the shape of the data changes. */
  readonly version?: number;
  /** Under n: data of version n made into data of version n + 1. One for every older version. Pure; never edited once released. */
  readonly upcast?: Readonly<Record<number, (data: never) => object>>;
}

/** What one event of a part is; `R` is what an aggregate says of its events besides. Where all is said by its evolver, it is that alone. */
export type EventOf<T extends string, D, S, N = S, R = object> =
  Evolver<T, D, S, N> | (Shape & R & { readonly evolve: Evolver<T, D, S, N> });

/** A definition for each event of a part; a new one without its definition does not compile. */
export type EventsOf<M, S, N = S, R = object> = { readonly [T in keyof M & string]: EventOf<T, M[T], S, N, R> };

/** The same with its data and its state forgotten. */
export type AnyEvent<R = object> = AnyEvolver | (Shape & R & { readonly evolve: AnyEvolver });
type AnyEvolver = (state: never, event: never) => unknown;

/** Writes the events of a part: its own, and those of the parts below it that its commands cause. */
export const factsOf =
  <M>() =>
  <T extends keyof M & string>(type: T, data: M[T]): Fact<MessageOf<M, T>> =>
    ({ type, data }) as Fact<MessageOf<M, T>>;

export interface InStatuses<K extends string> {
  readonly in: readonly K[];
}

/**
 * The parts of an aggregate whose state is a union of statuses. Each has its commands `C` and the events `E` that they cause, its own and
 * those of the parts below it. `command` names each once, so that the types of its data and of the states it is possible in follow.
 */
export const partsByStatus =
  <S extends { readonly status: string }, X extends Context, R extends object = object>() =>
  <C, E>() => ({
    command: <T extends keyof C & string, K extends S['status']>(
      _name: T,
      definition: CommandOf<C[T], Extract<S, { readonly status: K }>, X, MessagesOf<E>, R & InStatuses<K>>,
    ): AnyCommand<X, MessagesOf<E>, R & InStatuses<S['status']>> => definition,
    fact: factsOf<E>(),
  });

/** Decides a command whose name and state have been matched: what is so already, then what holds it back, then the command itself. */
export function decided<X extends Context, E extends Message>(
  { done, heldBack, decide }: AnyCommand<X, E>,
  data: object,
  state: object,
  context: X,
): Decision<Fact<E>> {
  if (done?.(state as never, context) === true) return nothing;
  return heldBack?.(state as never, context) ?? decide(data as never, state as never, context);
}

/** Whether this person may be offered a command whose state has been matched, whatever its content will be. */
export const isOffered = <X extends Context, E extends Message>(
  { by, done, heldBack }: AnyCommand<X, E>,
  state: object,
  asking: Asking<X> & Pick<X, 'actor'>,
): boolean =>
  by.includes(asking.actor.role) && done?.(state as never, asking) !== true && heldBack?.(state as never, asking) === undefined;

/** Folds an event into a state by its definition; the state that it may come in has been matched. */
export const evolvedBy = <N>(events: Readonly<Record<string, AnyEvent>>, state: unknown, event: Dated<Message>): N => {
  const definition = events[event.type] as AnyEvent;
  const evolve = typeof definition === 'function' ? definition : definition.evolve;
  return evolve(state as never, event as never) as N;
};

/** The papers that an event causes, by the ids of their forms. */
export interface ToldInWriting {
  readonly papers?: readonly string[];
}

export const papersOf = (events: Readonly<Record<string, AnyEvent<ToldInWriting>>>) =>
  Object.entries(events).flatMap(([type, definition]) =>
    (typeof definition === 'function' ? [] : (definition.papers ?? [])).map((paper) => [paper, type] as const),
  );

export const shapesOf = (events: Readonly<Record<string, AnyEvent>>) =>
  Object.entries(events).map(([type, definition]) => {
    const { version = 1, upcast } = typeof definition === 'function' ? ({} as Shape) : definition;
    return { type, version, ...(upcast && { upcast }) };
  });

/** What each command needs of elsewhere, and those that say nothing of it `usually`. */
export const needsOf = (commands: Readonly<Record<string, { readonly needs?: string }>>, usually?: string) =>
  Object.fromEntries(
    Object.entries(commands).flatMap(([name, { needs = usually }]) => (needs === undefined ? [] : [[name, needs] as const])),
  );

/** An event as it is read back once the command is recorded. All have the same fields in the same order: a copy by spread takes ten times as long. */
export const datedIn = <E extends Message>({ type, data, effectiveAt, actor }: Fact<E>, context: Context): Dated<E> =>
  ({
    type,
    data,
    recordedAt: context.now,
    effectiveAt: effectiveAt ?? context.now,
    actor: actor ?? context.actor,
  }) as Dated<E>;
