import type { Database } from 'better-sqlite3';
import { StoreUnfitError } from '../errors.js';

/** Kept in `user_version`. A change of the tables below raises it and adds a step to `prepareSchema`. */
export const SCHEMA_VERSION = 1;

/**
 * Small on disk: ids as 16 bytes, and every text that repeats (event type, actor, policy version) once in `strings`.
 * The revision of a stream is that of its last event and is stored nowhere else.
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

/** Makes the tables in a new file. Throws StoreUnfitError for a file of a newer program. */
export function prepareSchema(database: Database, file: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION)
    throw new StoreUnfitError(
      file,
      `it has schema version ${version}, this program knows ${SCHEMA_VERSION}; use the newer program`,
    );
  if (version === SCHEMA_VERSION) return;
  database
    .transaction(() => {
      database.exec(TABLES);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
}
