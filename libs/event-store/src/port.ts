import type { Actor, Instant } from '#kernel';

/** `<category>-<id>`, for example `case-20260302-7K3F9QXM2A` or `certificate-262800010001`. */
export type StreamName = string;
/** A place in the whole log. Opaque: compare only with `comparePositions` of the store that gave it. */
export type Position = string;
/** Revision of the last event of a stream, counted from 0; 'none' where the stream must not exist yet. */
type ExpectedRevision = number | 'none';

/** An event on its way into the store: already encoded by the codec in its current version, with every circumstance fixed. */
export interface NewEvent {
  /** UUIDv5(commandId, index): the same command always gives the same ids. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: object;
  readonly recordedAt: Instant;
  /** Legal time, where it differs from `recordedAt`. */
  readonly effectiveAt?: Instant;
  readonly actor: Actor;
  /** The command that caused it (a UUID). */
  readonly causationId: string;
  /** The first command of the chain (a UUID); equal to causationId unless a process or an alarm acted. */
  readonly correlationId: string;
  /** Policy pack and version under which it was decided, for example `CMA-2021/1`. */
  readonly policyVersion?: string;
  /** Fingerprint of the command's content, on its first event: tells a retry from a reused id. */
  readonly commandHash?: string;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: Position;
  readonly effectiveAt: Instant;
}

/** An event as the current program writes it, from one of any version. Applied to whatever is read; what is stored stays as it is. */
export type Decode = (event: RecordedEvent) => RecordedEvent;

export interface Append {
  readonly stream: StreamName;
  readonly expectedRevision: ExpectedRevision;
  /** At least one. */
  readonly events: readonly NewEvent[];
  /** Unique keys that this stream takes and frees in the same commit (for example one open case per body and kind). */
  readonly takeKeys?: readonly string[];
  readonly freeKeys?: readonly string[];
}

export type AppendResult =
  | { readonly outcome: 'appended'; readonly events: readonly RecordedEvent[] }
  /** `actual` is the last revision of the stream, -1 where it does not exist. */
  | { readonly outcome: 'wrong-revision'; readonly actual: number }
  | { readonly outcome: 'key-taken'; readonly key: string; readonly heldBy: StreamName };

/**
 * Where events live. Every adapter passes the contract in contract.ts. A fault (disk full, closed store) is thrown;
 * when `append` resolves with 'appended', the events are durable.
 */
export interface EventStore {
  append(append: Append): Promise<AppendResult>;
  /** In order, from `fromRevision` (default 0); empty for an unknown stream. */
  readStream(stream: StreamName, fromRevision?: number): Promise<readonly RecordedEvent[]>;
  /** In log order, after `after` (exclusive; from the beginning where left out), at most `limit`. */
  readAll(after: Position | undefined, limit: number): Promise<readonly RecordedEvent[]>;
  /** Live after catching up; ends when `signal` aborts. Batches of one or more events, each event once, in log order. */
  subscribeAll(after: Position | undefined, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]>;
  findEvent(id: string): Promise<RecordedEvent | undefined>;
  streamsFrom(prefix: string): Promise<readonly StreamName[]>;
  /** Position of the last event; undefined for an empty log. */
  head(): Promise<Position | undefined>;
  comparePositions(a: Position, b: Position): number;
  close(): Promise<void>;
}

/**
 * Called inside the very transaction that stores the events, once a commit: the rows of the screens are written here.
 * `events` are those of the commit in log order; `readStream` sees the log as it is with them.
 */
export type OnCommit = (events: readonly RecordedEvent[], readStream: (stream: StreamName) => readonly RecordedEvent[]) => void;

/** Where a reader of the log has got to. One that lags behind is harmless: what follows from an event happens once. */
export interface Checkpoints {
  find(name: string): Promise<Position | undefined>;
  /** Rejects where it could not be written; whoever depends on the place is then told the same events again. */
  save(name: string, position: Position): Promise<void>;
}

/** What an event called for and could not be done yet. */
export interface OpenErrand {
  readonly id: string;
  readonly event: string;
  readonly name: string;
  readonly stream: StreamName;
  readonly type: string;
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly since: Instant;
  /** Epoch milliseconds. */
  readonly nextTry: number;
}

/** The errands that are behind the checkpoints and not done. Written only when one fails, and when it is done after all. */
export interface OpenErrands {
  all(): Promise<readonly OpenErrand[]>;
  put(errand: OpenErrand): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * The events of these types after `after`, up to `upTo`, in log order; without those that have one of type `unlessFollowedBy` behind
 * them in their stream, except those of which `orIf` is true.
 */
export type EventsOf = (ask: {
  readonly types: readonly string[];
  readonly after: Position | undefined;
  readonly upTo: Position;
  readonly unlessFollowedBy?: string;
  readonly orIf?: (event: RecordedEvent) => boolean;
}) => Promise<readonly RecordedEvent[]>;
