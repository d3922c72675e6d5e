import { DuplicateEventError, StoreClosedError } from './errors.js';
import { createFeed } from './feed.js';
import { incoming, revisionMeant, type Incoming } from './incoming.js';
import { runOnCommit } from './on-commit.js';
import type { Append, AppendResult, Decode, EventStore, OnCommit, RecordedEvent, StreamName } from './port.js';
import { checkLimit, comparePositions, numberOf, positionOf } from './position.js';

/**
 * A store that forgets everything at the end of the process: for tests and the scenario runner. Each append is a commit of its own.
 * Events are kept as text, so nobody can change one that was stored.
 */
export function createMemoryStore(options: { onCommit?: OnCommit; decode?: Decode } = {}): EventStore {
  const { decode = (event) => event } = options;
  const log: string[] = [];
  const streams = new Map<StreamName, number[]>();
  const ids = new Map<string, number>();
  const keys = new Map<string, StreamName>();
  let closed = false;

  const eventAt = (index: number) => decode(JSON.parse(log[index] ?? '') as RecordedEvent);
  const eventsOf = (stream: StreamName, from = 0) => (streams.get(stream) ?? []).slice(from).map(eventAt);
  const eventsAfter = (after: string | undefined, limit: number) => {
    const first = numberOf(after);
    return log.slice(first, first + checkLimit(limit)).map((_, index) => eventAt(first + index));
  };
  const feed = createFeed(eventsAfter);

  function recorded({ append, json }: Incoming): string[] {
    const next = streams.get(append.stream)?.length ?? 0;
    return append.events.map((event, index) => {
      const stored: RecordedEvent = {
        ...event,
        data: JSON.parse(json[index] ?? '') as object,
        effectiveAt: event.effectiveAt ?? event.recordedAt,
        stream: append.stream,
        revision: next + index,
        position: positionOf(log.length + index + 1),
      };
      return JSON.stringify(stored);
    });
  }

  function commit(accepted: Incoming): AppendResult {
    const { append } = accepted;
    const actual = (streams.get(append.stream)?.length ?? 0) - 1;
    if (actual !== revisionMeant(append.expectedRevision)) return { outcome: 'wrong-revision', actual };
    for (const key of append.takeKeys ?? []) {
      const heldBy = keys.get(key);
      if (heldBy !== undefined && heldBy !== append.stream) return { outcome: 'key-taken', key, heldBy };
    }
    const twice = append.events.find(({ id }) => ids.has(id));
    if (twice !== undefined) throw new DuplicateEventError(twice.id);

    const rows = recorded(accepted);
    const events = rows.map((row) => decode(JSON.parse(row) as RecordedEvent));
    runOnCommit(options.onCommit, events, (stream) => [...eventsOf(stream), ...(stream === append.stream ? events : [])]);
    store(append, rows);
    feed.committed(events);
    return { outcome: 'appended', events };
  }

  function store(append: Append, rows: readonly string[]): void {
    const indexes = streams.get(append.stream) ?? [];
    streams.set(append.stream, indexes);
    append.events.forEach((event, index) => {
      ids.set(event.id, log.length + index);
      indexes.push(log.length + index);
    });
    log.push(...rows);
    for (const key of append.freeKeys ?? []) if (keys.get(key) === append.stream) keys.delete(key);
    for (const key of append.takeKeys ?? []) keys.set(key, append.stream);
  }

  const checkOpen = () => {
    if (closed) throw new StoreClosedError();
  };

  return {
    async append(append) {
      checkOpen();
      const accepted = incoming(append);
      // Never inside the commit of another append.
      await Promise.resolve();
      return commit(accepted);
    },
    async readStream(stream, fromRevision) {
      checkOpen();
      return eventsOf(stream, fromRevision);
    },
    async readAll(after, limit) {
      checkOpen();
      return eventsAfter(after, limit);
    },
    subscribeAll: feed.follow,
    async findEvent(id) {
      checkOpen();
      const index = ids.get(id.toLowerCase());
      return index === undefined ? undefined : eventAt(index);
    },
    async streamsFrom(prefix) {
      checkOpen();
      return [...streams.keys()].filter((name) => name.startsWith(prefix)).sort();
    },
    async head() {
      checkOpen();
      return log.length === 0 ? undefined : positionOf(log.length);
    },
    comparePositions,
    async close() {
      closed = true;
      feed.end();
    },
  };
}
