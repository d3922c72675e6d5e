import type { Database } from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { DuplicateEventError } from '../errors.js';
import { revisionMeant, type Incoming } from '../incoming.js';
import type { Append, AppendResult, NewEvent, RecordedEvent, StreamName } from '../port.js';
import { positionOf } from '../position.js';
import { sqliteCode } from './sqlite-code.js';
import type { Strings } from './strings.js';

const CACHED_STREAMS = 10_000;
const HEXADECIMAL = /^([0-9a-f]{2})+$/;

export interface Writer {
  /** Inside a transaction. Either stores the whole append, or answers why not and stores nothing. Throws DuplicateEventError. */
  write(incoming: Incoming): AppendResult;
  /** After a rollback: what was cached may never have been stored. */
  forget(): void;
}

interface Stream {
  readonly id: number;
  revision: number;
}

/** The cache of revisions is safe because the file is locked for this connection: nobody else appends. */
export function openWriter(database: Database, strings: Strings): Writer {
  const findStream = database.prepare<[string], Stream>(
    'SELECT id, (SELECT max(revision) FROM events WHERE stream = streams.id) revision FROM streams WHERE name = ?',
  );
  const addStream = database.prepare<[string]>('INSERT INTO streams (name) VALUES (?)');
  const holder = database
    .prepare<[string], StreamName>('SELECT s.name FROM unique_keys k JOIN streams s ON s.id = k.stream WHERE k.key = ?')
    .pluck();
  const freeKey = database.prepare<[string, number]>('DELETE FROM unique_keys WHERE key = ? AND stream = ?');
  const takeKey = database.prepare<[string, number]>(
    'INSERT INTO unique_keys (key, stream) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const insert = database.prepare(`
    INSERT INTO events (stream, revision, id, type, version, recorded_at, effective_at, actor, causation, correlation, policy, command_hash, data)
    VALUES (?, ?, unhex(?, '-'), ?, ?, ?, ?, ?, unhex(?, '-'), unhex(?, '-'), ?, ?, ?)`);
  const cache = new LRUCache<StreamName, Stream>({ max: CACHED_STREAMS });

  function find(name: StreamName): Stream | undefined {
    const cached = cache.get(name);
    if (cached !== undefined) return cached;
    const found = findStream.get(name);
    if (found !== undefined) cache.set(name, found);
    return found;
  }

  function add(name: StreamName): Stream {
    const added = { id: Number(addStream.run(name).lastInsertRowid), revision: -1 };
    cache.set(name, added);
    return added;
  }

  function refusal(append: Append, actual: number): AppendResult | undefined {
    if (actual !== revisionMeant(append.expectedRevision)) return { outcome: 'wrong-revision', actual };
    for (const key of append.takeKeys ?? []) {
      const heldBy = holder.get(key);
      if (heldBy !== undefined && heldBy !== append.stream) return { outcome: 'key-taken', key, heldBy };
    }
    return undefined;
  }

  /** The unique index tells an id that is stored already; the transaction is then rolled back as a whole. */
  function inserted(id: string, row: unknown[]): number | bigint {
    try {
      return insert.run(...row).lastInsertRowid;
    } catch (fault) {
      throw sqliteCode(fault) === 'SQLITE_CONSTRAINT_UNIQUE' ? new DuplicateEventError(id) : fault;
    }
  }

  function store(name: StreamName, stream: Stream, event: NewEvent, json: string): RecordedEvent {
    const {
      id,
      type,
      version,
      recordedAt,
      effectiveAt = recordedAt,
      causationId,
      correlationId,
      policyVersion,
      commandHash,
    } = event;
    const revision = stream.revision + 1;
    const actor = strings.idOf(JSON.stringify(event.actor));
    const lastInsertRowid = inserted(id, [
      stream.id,
      revision,
      id,
      strings.idOf(type),
      version,
      recordedAt,
      effectiveAt === recordedAt ? null : effectiveAt,
      actor,
      causationId,
      correlationId === causationId ? null : correlationId,
      policyVersion === undefined ? null : strings.idOf(policyVersion),
      commandHash === undefined ? null : HEXADECIMAL.test(commandHash) ? Buffer.from(commandHash, 'hex') : commandHash,
      json,
    ]);
    stream.revision = revision;
    return {
      id,
      type,
      version,
      // As it will be read back, whatever the caller put in.
      data: JSON.parse(json) as object,
      recordedAt,
      effectiveAt,
      actor: strings.actorOf(actor),
      causationId,
      correlationId,
      ...(policyVersion !== undefined && { policyVersion }),
      ...(commandHash !== undefined && { commandHash }),
      stream: name,
      revision,
      position: positionOf(Number(lastInsertRowid)),
    };
  }

  return {
    write({ append, json }) {
      const existing = find(append.stream);
      const refused = refusal(append, existing?.revision ?? -1);
      if (refused !== undefined) return refused;
      const stream = existing ?? add(append.stream);
      const events = append.events.map((event, index) => store(append.stream, stream, event, json[index] ?? ''));
      for (const key of append.freeKeys ?? []) freeKey.run(key, stream.id);
      for (const key of append.takeKeys ?? []) takeKey.run(key, stream.id);
      return { outcome: 'appended', events };
    },
    forget: () => cache.clear(),
  };
}
