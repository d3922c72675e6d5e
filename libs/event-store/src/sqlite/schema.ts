import type { Database } from 'better-sqlite3';
import { DamageError, StoreUnfitError } from '../errors.js';
import { sqliteCode } from './sqlite-code.js';

/** Kept in `user_version`. A change of the tables below raises it and adds a step to `prepareSchema`. */
const SCHEMA_VERSION = 3;

/**
 * Small on disk: ids as 16 bytes, and every text that repeats (event type, actor, policy version) once in `strings`.
 * The revision of a stream is that of its last event and is stored nowhere else. Positions follow without a gap, from 1.
 */
const TABLES = `
  CREATE TABLE strings (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position     INTEGER PRIMARY KEY,
    stream       INTEGER NOT NULL,  -- streams.id
    revision     INTEGER NOT NULL,
    id           BLOB NOT NULL UNIQUE,
    type         INTEGER NOT NULL,  -- strings.id
    version      INTEGER NOT NULL,
    recorded_at  INTEGER NOT NULL,  -- epoch milliseconds
    effective_at INTEGER,           -- NULL: as recorded_at
    actor        INTEGER NOT NULL,  -- strings.id, JSON
    causation    BLOB NOT NULL,
    correlation  BLOB,              -- NULL: as causation
    policy       INTEGER,           -- strings.id
    command_hash ANY,               -- a hexadecimal one as BLOB, any other as TEXT
    data         TEXT NOT NULL,     -- JSON
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TABLE unique_keys (key TEXT PRIMARY KEY, stream INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * Where the log ends: a log whose last events are gone ends before it. `adopted` is where it ended when this was first kept; what lies
 * before was stored by programs that kept less order.
 */
const HEAD = `
  CREATE TABLE log_head (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, adopted INTEGER NOT NULL) STRICT;
  INSERT INTO log_head SELECT 1, end, end FROM (SELECT ifnull(max(position), 0) AS end FROM events);
`;

/** 1 from the first commit of a program until it closes the log: the end may then have moved on. */
const OPEN = 'ALTER TABLE log_head ADD COLUMN open INTEGER NOT NULL DEFAULT 0;';

const iso = (milliseconds: string): string =>
  `strftime('%Y-%m-%dT%H:%M:%f', ${milliseconds} / 1000.0 + 8 * 3600, 'unixepoch') || '+08:00'`;
const uuid = (bytes: string): string =>
  `lower(${[1, 9, 13, 17, 21].map((at, i) => `substr(hex(${bytes}), ${at}, ${[8, 4, 4, 4, 12][i] ?? 0})`).join(" || '-' || ")})`;

/** For auditors: every event in words, in the order in which they were recorded, times in Beijing time. Described in docs/operations.md. */
const VIEW = `
  DROP VIEW IF EXISTS event_log;
  CREATE VIEW event_log AS SELECT
    e.position,
    s.name AS stream,
    e.revision,
    t.text AS type,
    e.version,
    ${iso('e.recorded_at')} AS recorded_at,
    ${iso('ifnull(e.effective_at, e.recorded_at)')} AS effective_at,
    a.text ->> '$.id' AS actor,
    a.text ->> '$.role' AS role,
    a.text AS actor_json,
    p.text AS policy,
    e.data,
    ${uuid('e.id')} AS id,
    ${uuid('e.causation')} AS causation,
    ${uuid('ifnull(e.correlation, e.causation)')} AS correlation
  FROM events e
    JOIN streams s ON s.id = e.stream
    JOIN strings t ON t.id = e.type
    JOIN strings a ON a.id = e.actor
    LEFT JOIN strings p ON p.id = e.policy
  ORDER BY e.position;
`;

const STEPS: readonly string[] = [TABLES, HEAD, OPEN + VIEW];

/**
 * Makes the tables in a new file, or what an older one lacks. Throws StoreUnfitError for a file of a newer program, DamageError for
 * a database of something else.
 */
export function prepareSchema(database: Database, file: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION)
    throw new StoreUnfitError(
      file,
      `it has schema version ${version}, this program knows ${SCHEMA_VERSION}; use the newer program`,
    );
  if (version === SCHEMA_VERSION) return;
  if (version === 0 && tablesIn(database) > 0) throw new DamageError(file, 'it is no event log, but another database');
  try {
    database
      .transaction(() => {
        database.exec(STEPS.slice(version).join(''));
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
      })
      .immediate();
  } catch (fault) {
    throw sqliteCode(fault) === 'SQLITE_ERROR'
      ? new DamageError(file, `its tables are not those of schema version ${version}, which it says it has`, { cause: fault })
      : fault;
  }
}

const tablesIn = (database: Database): number =>
  database.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get() ?? 0;
