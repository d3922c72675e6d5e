import type { Database } from 'better-sqlite3';
import { StoreFaultedError } from '../errors.js';
import type { Incoming } from '../incoming.js';
import { runOnCommit } from '../on-commit.js';
import type { AppendResult, OnCommit } from '../port.js';
import type { LogHead } from './log-head.js';
import type { Reader } from './reader.js';
import { sqliteCode } from './sqlite-code.js';
import type { Writer } from './writer.js';

/** The disk takes no more, or not any more. */
const DISK_FAILED = /^SQLITE_(FULL|IOERR)/;
const SYNC_FAILED = /^SQLITE_IOERR_(DIR_)?FSYNC$/;

export interface Transaction {
  commit(group: readonly Incoming[]): readonly AppendResult[];
  /** SQLite's code of the fault of the disk by which the last write failed; undefined where it succeeded. */
  diskFault(): string | undefined;
  /** What is written beside the events. Fails with the disk without a word, and is not tried after a failed sync. */
  beside(write: () => void): void;
}

/**
 * One transaction over a group of appends and the rows of the screens. Returns after the commit is on the disk; throws where
 * nothing was stored. After a failed sync it throws StoreFaultedError for ever: the kernel may have dropped the pages,
 * and a second sync would report success for them.
 */
export function createTransaction(
  database: Database,
  writer: Writer,
  reader: Reader,
  head: Pick<LogHead, 'movedTo'>,
  forget: () => void,
  onCommit: OnCommit | undefined,
): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  let faulted: StoreFaultedError | undefined;
  let diskFault: string | undefined;

  function run(group: readonly Incoming[]): readonly AppendResult[] {
    const results = group.map(writer.write);
    const events = results.flatMap((result) => (result.outcome === 'appended' ? result.events : []));
    const last = events.at(-1);
    if (last === undefined) return results;
    head.movedTo(last.position);
    runOnCommit(onCommit, events, reader.stream);
    return results;
  }

  function carryOut(group: readonly Incoming[]): readonly AppendResult[] {
    if (faulted !== undefined) throw faulted;
    if (database.inTransaction) throw new Error('somebody left a transaction open on the connection of the event store');
    begin.run();
    try {
      const results = run(group);
      commit.run();
      if (results.some(({ outcome }) => outcome === 'appended')) diskFault = undefined;
      return results;
    } catch (fault) {
      forget();
      // On some faults SQLite has rolled back by itself.
      if (database.inTransaction) rollback.run();
      if (DISK_FAILED.test(sqliteCode(fault))) diskFault = sqliteCode(fault);
      if (!SYNC_FAILED.test(sqliteCode(fault))) throw fault;
      faulted = new StoreFaultedError(database.name, fault);
      throw faulted;
    }
  }

  function beside(write: () => void): void {
    if (faulted !== undefined) return;
    try {
      write();
    } catch (fault) {
      if (!DISK_FAILED.test(sqliteCode(fault))) throw fault;
    }
  }

  return { commit: carryOut, diskFault: () => diskFault, beside };
}
