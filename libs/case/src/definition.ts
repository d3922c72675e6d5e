import {
  partsByStatus,
  type ToldInWriting,
  type AnyCommand,
  type AnyEvent,
  type CommandsOf,
  type Context,
  type EventOf,
  type Evolver,
  type Shape,
  type InStatuses,
  type Message,
  type MessagesOf,
} from '#kernel';
import type { Calendar, ClockEvent, Custody, Law, Policy } from '#law';
import type { OnRecord } from './file/on-record.js';
import type { CaseFile, CaseState, CaseStatus, In, OpenCase } from './file/state.js';

export interface CaseContext extends Context {
  readonly law: Law;
  /** The policy pinned at receipt; for a submission the one in force on that day. */
  readonly policy: Policy;
  /** The calendar version pinned in the file; for a submission the one in force. */
  readonly calendar: Calendar;
  readonly record: OnRecord | undefined;
}

/**
 * Of elsewhere: the streams of the body and of the certificate, for every command of a case that is under way; of one that is applied
 * for, what the authority holds already; of a signature, the hash of the text that it is put to.
 */
export type CaseNeed = 'record' | 'held-already' | 'hash-of-the-text';

/** The list of all commands is the one table that answers "what may be done now?" for the server and for the buttons. */
interface When extends InStatuses<CaseStatus>, OfCases {}

interface OfCases {
  /** Whether a case has any use for it, whoever asks; left out: every case in those statuses. `decide` turns it down with the reason. */
  readonly fits?: (file: CaseFile, policy: Policy) => boolean;
  /** Whether it is worth naming to whoever is turned down; left out: wherever the case has a use for it. */
  readonly worthNaming?: (state: OpenCase, context: Pick<CaseContext, 'law' | 'now'>) => boolean;
  /** What it needs of elsewhere; left out: what is on record. */
  readonly needs?: CaseNeed;
  /** In which statuses it is the step that is awaited, unless the facts of the case ask for another. */
  readonly nextIn?: readonly CaseStatus[];
  readonly limit?: string;
}

export type AnyDefinition<E extends Message> = AnyCommand<CaseContext, E, When>;
export type DefinitionsOf<C, E> = CommandsOf<C, CaseContext, MessagesOf<E>, When>;

/** What else is said of an event of a case. */
interface Happening<D> extends ToldInWriting {
  /** In which statuses it comes about; left out: in all of them. */
  readonly in?: readonly CaseStatus[];
  /** In whose hands it puts the case; left out where it stays where it was. */
  readonly custody?: Held | ((data: D, before: readonly ClockEvent[]) => Held | undefined);
}
type Held = Custody | 'closed';

export type EventsOf<E> = { readonly [T in keyof E & string]: EventOf<T, E[T], OpenCase, CaseState, Happening<E[T]>> };
export type AnyCaseEvent = AnyEvent<Happening<never>>;

const byStatus = partsByStatus<CaseState, CaseContext, OfCases>();

export const casePart = <C, E>() => ({
  ...byStatus<C, E>(),
  /** An event that comes about in some statuses only: its evolver knows them, and a log has it nowhere else. */
  event: <T extends keyof E & string, K extends OpenCase['status']>(
    _name: T,
    definition: Happening<E[T]> & Shape & InStatuses<K> & { readonly evolve: Evolver<T, E[T], In<K>, CaseState> },
  ) => definition as unknown as EventOf<T, E[T], OpenCase, CaseState, Happening<E[T]>>,
});
