import { LRUCache } from 'lru-cache';
import type { Dated, Decider, Message } from '#kernel';
import type { RecordedEvent, StreamName } from './port.js';

export interface Folded<S = unknown> {
  /** -1 where the stream does not exist. */
  readonly revision: number;
  readonly state: S;
}

export interface StreamChange {
  readonly stream: StreamName;
  readonly before: Folded;
  readonly after: Folded;
  readonly events: readonly RecordedEvent[];
}

export type AnyDecider = Decider<unknown, Message, Message>;

/** Which decider folds a stream, by its category (the part of its name before the first dash). */
export type Deciders = Readonly<Record<string, AnyDecider>>;

export const categoryOf = (stream: StreamName): string => stream.slice(0, stream.indexOf('-'));

/**
 * The folded state of streams: what is at hand is not read again. A state enters only when its events are durable;
 * `staged` holds the outcome of an append under way, so that the commit need not fold it a second time.
 */
export class States {
  private readonly cache: LRUCache<StreamName, Folded>;
  private readonly staged = new Map<StreamName, Folded>();

  constructor(
    private readonly deciders: Deciders,
    max = 5_000,
  ) {
    const sizeCalculation = ({ state }: Folded, stream: StreamName) => this.decider(stream).weight?.(state) ?? 1;
    this.cache = new LRUCache({ max, maxSize: max, sizeCalculation });
  }

  decider(stream: StreamName): AnyDecider {
    const decider = this.deciders[categoryOf(stream)];
    if (decider === undefined) throw new Error(`no decider for stream ${stream}`);
    return decider;
  }

  initial(stream: StreamName): Folded {
    return { revision: -1, state: this.decider(stream).initial };
  }

  /** The state after `events`, which follow on `from`. */
  fold(stream: StreamName, from: Folded, events: readonly FoldableEvent[]): Folded {
    const { evolve } = this.decider(stream);
    let { state } = from;
    for (const event of events) state = evolve(state, event);
    return { revision: from.revision + events.length, state };
  }

  /** A whole stream as the store gives it. */
  foldRecorded(stream: StreamName, events: readonly RecordedEvent[]): Folded {
    return this.fold(stream, this.initial(stream), events);
  }

  find(stream: StreamName): Folded | undefined {
    return this.cache.get(stream);
  }

  put(stream: StreamName, folded: Folded): void {
    this.staged.delete(stream);
    this.cache.set(stream, folded);
  }

  stage(stream: StreamName, folded: Folded): void {
    this.staged.set(stream, folded);
  }

  /** Forgets a stream: somebody else wrote to it, or an append failed. */
  drop(stream: StreamName): void {
    this.staged.delete(stream);
    this.cache.delete(stream);
  }

  changes(events: readonly RecordedEvent[], readStream: (stream: StreamName) => readonly RecordedEvent[]): StreamChange[] {
    const byStream = new Map<StreamName, RecordedEvent[]>();
    for (const event of events) {
      const known = byStream.get(event.stream);
      if (known === undefined) byStream.set(event.stream, [event]);
      else known.push(event);
    }
    return [...byStream].map(([stream, own]) => {
      const first = own[0]?.revision ?? 0;
      const cached = first === 0 ? this.initial(stream) : this.cache.get(stream);
      const before = cached?.revision === first - 1 ? cached : this.foldRecorded(stream, readStream(stream).slice(0, first));
      const staged = this.staged.get(stream);
      const after = staged?.revision === before.revision + own.length ? staged : this.fold(stream, before, own);
      return { stream, before, after, events: own };
    });
  }
}

export type FoldableEvent = Dated<Message>;
