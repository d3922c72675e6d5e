import type Sqlite from 'better-sqlite3';
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DamageError, StoreLockedError, StoreUnfitError } from '../errors.js';
import { Database } from './driver.js';
import { sqliteCode } from './sqlite-code.js';

export type Synchronous = 'FULL' | 'NORMAL';
const LEVEL: Record<Synchronous, number> = { NORMAL: 1, FULL: 2 };

/** Pages of 4 KiB in the write-ahead log before a commit copies them into the file: 15 ms in a small file, 45 ms from a million events. */
const CHECKPOINT_PAGES = 4000;
const LOG_LIMIT_BYTES = 64 * 1024 * 1024;
const BUSY = /^SQLITE_(BUSY|LOCKED)/;
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/;

/**
 * Opens the file (made with its folder where missing) for this process alone and for as long as it lives. `prepare` makes its tables.
 * Within the process nothing else may open and close the file, not even to copy it: POSIX would drop the lock.
 * Throws StoreLockedError, StoreUnfitError and DamageError.
 */
export function openDatabase(
  file: string,
  synchronous: Synchronous,
  prepare: (database: Sqlite.Database) => void,
): Sqlite.Database {
  makeFolder(dirname(resolve(file)));
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    // Only now: switching to WAL silently lowers it to NORMAL, which loses acknowledged commits in a power cut.
    database.pragma(`synchronous = ${synchronous}`);
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.pragma(`journal_size_limit = ${LOG_LIMIT_BYTES}`);
    prepare(database);
    emptyLog(database);
    syncFolder(dirname(resolve(file)));
    // Read back last: after a failed sync SQLite answers "wal" to the switch and goes on without.
    const expected = { journal_mode: 'wal', synchronous: LEVEL[synchronous], locking_mode: 'exclusive' };
    for (const [setting, value] of Object.entries(expected)) {
      const actual = database.pragma(setting, { simple: true });
      if (actual !== value) throw new StoreUnfitError(file, `${setting} is ${String(actual)}, not ${value}`);
    }
    return database;
  } catch (fault) {
    database.close();
    throw BUSY.test(sqliteCode(fault)) ? new StoreLockedError(file, fault) : asDamage(file, fault);
  }
}

/** What SQLite says of a file that it cannot make sense of, as a DamageError; any other fault as it is. */
export const asDamage = (file: string, fault: unknown): unknown =>
  DAMAGED.test(sqliteCode(fault)) ? new DamageError(file, (fault as Error).message, { cause: fault }) : fault;

export function findBadPage(database: Sqlite.Database): string | undefined {
  const found = String(database.pragma('quick_check(1)', { simple: true }));
  return found === 'ok' ? undefined : found;
}

/**
 * What an earlier process wrote but could not sync must be safely in the file before anything is stored behind it.
 * A full disk may put that off: reading must still be possible.
 */
function emptyLog(database: Sqlite.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (fault) {
    if (sqliteCode(fault) !== 'SQLITE_FULL') throw fault;
  }
}

function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** A new name in a folder survives a power cut only when the folder is synced too. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
