import type { Database } from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DamageError, StoreClosedError } from '../errors.js';
import { createFeed } from '../feed.js';
import { incoming } from '../incoming.js';
import { comparePositions } from '../position.js';
import type {
  Checkpoints,
  Decode,
  EventsOf,
  EventStore,
  OnCommit,
  OpenErrands,
  Position,
  RecordedEvent,
  StreamName,
} from '../port.js';
import { createGroupCommit } from './group-commit.js';
import { findDamage } from './find-damage.js';
import { openCheckpoints, openErrands, openStoreId } from './keeping.js';
import { nameKeys } from './key-version.js';
import { createLogHead } from './log-head.js';
import { asDamage, openDatabase, type Synchronous } from './open-database.js';
import { openReader, type Reader, type StreamOfEvents } from './reader.js';
import { prepareSchema } from './schema.js';
import { openSearch } from './search.js';
import { sqliteCode } from './sqlite-code.js';
import { openStrings } from './strings.js';
import { createTransaction } from './transaction.js';
import { openWriter } from './writer.js';

export type { StreamOfEvents } from './reader.js';

const MAX_GROUP = 128;
const asStored: Decode = (event) => event;

export interface SqliteOptions {
  readonly file: string;
  /**
   * May write to `database` only, and must let its faults through: it runs again, with fewer events, where a commit had to be
   * split. A throw rejects the appends at fault.
   */
  readonly onCommit?: OnCommit;
  /** Older versions of events are read through it; as they were stored where left out. */
  readonly decode?: Decode;
  /** Most appends in one commit. */
  readonly maxGroup?: number;
  /** NORMAL loses acknowledged events in a power cut; it is there so that the fault tests can show that they would notice. */
  readonly synchronous?: Synchronous;
  readonly despiteDamage?: boolean;
}

export interface SqliteStore extends EventStore {
  /**
   * The one connection. Rows written in `onCommit` are part of the commit. Elsewhere: end every statement and transaction
   * within the same turn of the event loop, or appends are rejected meanwhile.
   */
  readonly database: Database;
  readonly checkpoints: Checkpoints;
  readonly openErrands: OpenErrands;
  readonly eventsOf: EventsOf;
  readonly damage: string | undefined;
  /** SQLite's code of the fault of the disk by which the last append failed; undefined where it was stored. */
  diskFault(): string | undefined;
  /** Tells this log from every other. */
  readonly id: string;
  readStreamSync(stream: StreamName, fromRevision?: number): readonly RecordedEvent[];
  readAllSync(after: Position | undefined, limit: number): readonly RecordedEvent[];
  /** Every stream as the log stood at the first step, in order of its first event; one stream in memory at a time. Appends may go on. */
  scanStreams(): Iterable<StreamOfEvents>;
  /**
   * Keys of another naming are taken anew, each by the first stream that holds it; nothing happens where they have this version. To be
   * called before the first append.
   */
  nameKeys(version: number, keysOf: (stream: StreamOfEvents) => readonly string[]): void;
}

/**
 * The embedded store: one file, one process, one writer; appends that arrive together share one commit.
 * Throws StoreLockedError where another process has the file, StoreUnfitError where it cannot be relied on, DamageError.
 */
export function openSqliteStore(options: SqliteOptions): SqliteStore {
  const { file, synchronous = 'FULL' } = options;
  const database = openDatabase(file, synchronous, (opened) => prepareSchema(opened, file));
  try {
    return storeOn(database, options);
  } catch (fault) {
    database.close();
    // Of a file that calls itself an event log: its tables are not what they were.
    throw sqliteCode(fault) === 'SQLITE_ERROR'
      ? new DamageError(file, (fault as Error).message, { cause: fault })
      : asDamage(file, fault);
  }
}

function storeOn(database: Database, options: SqliteOptions): SqliteStore {
  const checkpoints = openCheckpoints(database);
  const errands = openErrands(database);
  const id = openStoreId(database);
  const damage = findDamage(database);
  if (damage !== undefined && options.despiteDamage !== true) throw new DamageError(options.file, damage);
  if (damage !== undefined) database.pragma('query_only = ON');
  const strings = openStrings(database);
  const reader = openReader(database, strings, options.decode ?? asStored);
  const writer = openWriter(database, strings);
  const head = createLogHead(database);
  const forget = () => {
    strings.forget();
    writer.forget();
    head.forget();
  };
  const feed = createFeed(reader.all);
  const transaction = createTransaction(database, writer, reader, head, forget, options.onCommit);
  const commits = createGroupCommit(transaction.commit, options.maxGroup ?? MAX_GROUP, (results) =>
    feed.committed(results.flatMap((result) => (result.outcome === 'appended' ? result.events : []))),
  );
  let closing: Promise<void> | undefined;
  const readOnly = (): boolean => database.pragma('query_only', { simple: true }) === 1;

  const open = (): Reader => {
    if (closing !== undefined) throw new StoreClosedError();
    return reader;
  };

  async function close(): Promise<void> {
    await nextTurn();
    commits.drain();
    feed.end();
    try {
      if (!readOnly()) transaction.beside(head.settle);
    } finally {
      database.close();
    }
  }

  return {
    database,
    checkpoints,
    openErrands: errands,
    eventsOf: openSearch(database, reader),
    damage,
    id,
    diskFault: transaction.diskFault,
    async append(append) {
      open();
      return commits.submit(incoming(append));
    },
    readStreamSync: (stream, fromRevision) => open().stream(stream, fromRevision),
    readAllSync: (after, limit) => open().all(after, limit),
    scanStreams: () => open().scan(),
    nameKeys: (version, keysOf) => nameKeys(database, version, open().scan(), keysOf),
    async readStream(stream, fromRevision) {
      return open().stream(stream, fromRevision);
    },
    async readAll(after, limit) {
      return open().all(after, limit);
    },
    subscribeAll: feed.follow,
    async findEvent(id) {
      return open().find(id);
    },
    async streamsFrom(prefix) {
      return open().streamsFrom(prefix);
    },
    async head() {
      return open().head();
    },
    comparePositions,
    close: () => (closing ??= close()),
  };
}
