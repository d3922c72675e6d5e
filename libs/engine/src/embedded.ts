import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Law } from '#case';
import type { Database } from 'better-sqlite3';
import { openSqliteStore, type SqliteStore } from '#event-store';
import { openReadModels, type DeadlineChanges, type ReadModels } from '#read-models';
import type { Clock } from './clock.js';
import { createEngine, type Engine } from './engine.js';
import { silent, type Log } from './log.js';
import type { Checkpoints } from './process-runner.js';

export interface Embedded {
  readonly engine: Engine;
  readonly store: SqliteStore;
  readonly readModels: ReadModels;
  /** Tells this log from every other. */
  readonly storeId: string;
}

export interface EmbeddedOptions {
  readonly law: Law;
  readonly clock: Clock;
  /** Made where missing; the file in it belongs to this process alone. */
  readonly folder: string;
  readonly log?: Log;
  /** Told of every commit, from inside it: it must neither throw nor wait. */
  readonly onDeadlines?: (changes: DeadlineChanges) => void;
  /** Only for fault tests: NORMAL must be seen to lose data. */
  readonly synchronous?: 'FULL' | 'NORMAL';
}

/**
 * The embedded profile: events, screens and checkpoints in one SQLite file, the rows of a commit written in that very commit.
 * Screens that another version of the program wrote are rebuilt first. Throws StoreLockedError and StoreUnfitError.
 */
export function openEmbedded({ law, clock, folder, onDeadlines, log = silent, synchronous = 'FULL' }: EmbeddedOptions): Embedded {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'one-window.sqlite');
  let opened: Omit<Embedded, 'engine'> | undefined;
  const engine = createEngine({
    law,
    clock,
    log,
    open(states) {
      const store = openSqliteStore({
        file,
        synchronous,
        onCommit: (events, readStream) => {
          const changes = readModels.write(states.changes(events, readStream));
          onDeadlines?.(changes);
        },
      });
      const readModels = openReadModels(store.database, law, states);
      if (readModels.outdated.length > 0) readModels.rebuild(store);
      opened = { store, readModels, storeId: storeId(store.database) };
      return { store, checkpoints: sqliteCheckpoints(store.database) };
    },
  });
  if (opened === undefined) throw new Error('the engine did not open its store');
  return { engine, ...opened };
}

function sqliteCheckpoints(database: Database): Checkpoints {
  database.exec('CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID');
  const find = database.prepare<[string], string>('SELECT position FROM checkpoints WHERE name = ?').pluck();
  const save = database.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position');
  return { find: (name) => find.get(name), save: (name, position) => void save.run(name, position) };
}

/** Given once to every log, so that two of them may share one Redis without taking each other's alarms. */
function storeId(database: Database): string {
  database.exec('CREATE TABLE IF NOT EXISTS store_id (id TEXT NOT NULL) STRICT');
  const known = database.prepare<[], string>('SELECT id FROM store_id').pluck().get();
  if (known !== undefined) return known;
  const id = randomUUID().slice(0, 8);
  database.prepare('INSERT INTO store_id VALUES (?)').run(id);
  return id;
}
