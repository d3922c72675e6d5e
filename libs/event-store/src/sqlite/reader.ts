import type { Instant } from '#kernel';
import type { Database } from 'better-sqlite3';
import { DamageError } from '../errors.js';
import { uuidOf } from '../event-id.js';
import { checkLimit, numberOf, positionOf } from '../position.js';
import type { Decode, Position, RecordedEvent, StreamName } from '../port.js';
import type { Strings } from './strings.js';

export interface StreamOfEvents {
  readonly stream: StreamName;
  readonly events: readonly RecordedEvent[];
}

export interface Reader {
  stream(name: StreamName, fromRevision?: number): RecordedEvent[];
  all(after: Position | undefined, limit: number): RecordedEvent[];
  find(id: string): RecordedEvent | undefined;
  at(position: Position): RecordedEvent | undefined;
  streamsFrom(prefix: string): StreamName[];
  head(): Position | undefined;
  scan(): Generator<StreamOfEvents, void, undefined>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The columns of `COLUMNS`. */
type Row = [
  position: number,
  stream: StreamName,
  revision: number,
  ids: string,
  type: number,
  version: number,
  recordedAt: Instant,
  effectiveAt: Instant | null,
  actor: number,
  policy: number | null,
  commandHash: string | null,
  data: string,
];

// The ids as one hexadecimal text: a Buffer for each takes twice the time. CROSS JOIN keeps the tables in the order written.
const COLUMNS = `e.position, s.name, e.revision, lower(hex(e.id || e.causation || ifnull(e.correlation, ''))), e.type, e.version,
  e.recorded_at, e.effective_at, e.actor, e.policy,
  iif(typeof(e.command_hash) = 'blob', lower(hex(e.command_hash)), e.command_hash), e.data`;
const BY_EVENT = `SELECT ${COLUMNS} FROM events e CROSS JOIN streams s ON s.id = e.stream`;
const BY_STREAM = `SELECT ${COLUMNS} FROM streams s CROSS JOIN events e ON e.stream = s.id`;

export function openReader(database: Database, strings: Strings, decode: Decode): Reader {
  const prepare = <P extends unknown[]>(sql: string) => database.prepare<P, Row>(sql).raw();
  const ofStream = prepare<[string, number]>(`${BY_STREAM} WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision`);
  const after = prepare<[number, number]>(`${BY_EVENT} WHERE e.position > ? ORDER BY e.position LIMIT ?`);
  const byPosition = prepare<[number]>(`${BY_EVENT} WHERE e.position = ?`);
  const byId = prepare<[string]>(`${BY_EVENT} WHERE e.id = unhex(?, '-')`);
  const upTo = prepare<[number, number]>(`${BY_STREAM} WHERE s.id = ? AND e.position <= ? ORDER BY e.revision`);
  const beginning = database
    .prepare<[string, string], StreamName>('SELECT name FROM streams WHERE name >= ? AND name < ? ORDER BY name')
    .pluck();
  const last = database.prepare<[], number | null>('SELECT max(position) FROM events').pluck();
  const nextStream = database.prepare<[number], [number, StreamName]>('SELECT id, name FROM streams WHERE id > ? LIMIT 1').raw();

  function event(row: Row): RecordedEvent {
    const [position, stream, revision, ids, type, version, recordedAt, effectiveAt, actor, policy, commandHash, data] = row;
    const causationId = uuidOf(ids.slice(32, 64));
    const recorded: Mutable<RecordedEvent> = {
      id: uuidOf(ids.slice(0, 32)),
      type: strings.textOf(type),
      version,
      data: parsed(data, position),
      recordedAt,
      effectiveAt: effectiveAt ?? recordedAt,
      actor: strings.actorOf(actor),
      causationId,
      correlationId: ids.length === 64 ? causationId : uuidOf(ids.slice(64)),
      stream,
      revision,
      position: positionOf(position),
    };
    if (policy !== null) recorded.policyVersion = strings.textOf(policy);
    if (commandHash !== null) recorded.commandHash = commandHash;
    return current(recorded);
  }

  /** Throws DamageError for one that no version of this program has written. */
  function current(event: RecordedEvent): RecordedEvent {
    try {
      return decode(event);
    } catch (fault) {
      const { position, revision, stream } = event;
      const why = fault instanceof Error ? fault.message : String(fault);
      const what = `the event at position ${position}, revision ${revision} of ${stream}, cannot be read: ${why}`;
      throw new DamageError(database.name, what, { cause: fault });
    }
  }

  function parsed(data: string, position: number): object {
    try {
      return JSON.parse(data) as object;
    } catch (fault) {
      throw new DamageError(database.name, `the data of the event at position ${position} are not JSON`, { cause: fault });
    }
  }

  return {
    stream: (name, fromRevision = 0) => ofStream.all(name, fromRevision).map(event),
    all: (position, limit) => after.all(numberOf(position), checkLimit(limit)).map(event),
    find(id) {
      const row = byId.get(id);
      return row && event(row);
    },
    at(position) {
      const row = byPosition.get(numberOf(position));
      return row && event(row);
    },
    streamsFrom: (prefix) => beginning.all(prefix, `${prefix}\u{10ffff}`),
    head() {
      const position = last.get() ?? null;
      return position === null ? undefined : positionOf(position);
    },
    *scan() {
      const end = last.get() ?? 0;
      let next = nextStream.get(0);
      while (next !== undefined) {
        const [id, stream] = next;
        // Whole streams at a time, so no cursor stays open: SQLite refuses writes while one is.
        const events = upTo.all(id, end).map(event);
        if (events.length > 0) yield { stream, events };
        next = nextStream.get(id);
      }
    },
  };
}
