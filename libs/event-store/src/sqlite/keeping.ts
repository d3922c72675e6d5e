import type { Database } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import type { Checkpoints, OpenErrand, OpenErrands } from '../port.js';

export function openCheckpoints(database: Database): Checkpoints {
  database.exec('CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID');
  const find = database.prepare<[string], string>('SELECT position FROM checkpoints WHERE name = ?').pluck();
  const save = database.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position');
  return {
    find: async (name) => find.get(name),
    save: async (name, position) => void save.run(name, position),
  };
}

export function openErrands(database: Database): OpenErrands {
  database.exec(
    `CREATE TABLE IF NOT EXISTS open_errands (
       id TEXT PRIMARY KEY, event TEXT NOT NULL, name TEXT NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL,
       detail TEXT NOT NULL, attempts INTEGER NOT NULL, since INTEGER NOT NULL, next_try INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
  );
  const all = database.prepare<[], OpenErrand>(
    'SELECT id, event, name, stream, type, reason, detail, attempts, since, next_try AS nextTry FROM open_errands ORDER BY since, id',
  );
  const put = database.prepare<[OpenErrand]>(
    `INSERT INTO open_errands VALUES (@id, @event, @name, @stream, @type, @reason, @detail, @attempts, @since, @nextTry)
     ON CONFLICT DO UPDATE SET reason = excluded.reason, detail = excluded.detail, attempts = excluded.attempts, next_try = excluded.next_try`,
  );
  const remove = database.prepare<[string]>('DELETE FROM open_errands WHERE id = ?');
  return {
    all: async () => all.all(),
    put: async (errand) => void put.run(errand),
    remove: async (id) => void remove.run(id),
  };
}

const ID_LENGTH = 8;

/** Given once to every log, so that two of them may share one Redis without taking each other's alarms. */
export function openStoreId(database: Database): string {
  database.exec('CREATE TABLE IF NOT EXISTS store_id (id TEXT NOT NULL) STRICT');
  const known = database.prepare<[], string>('SELECT id FROM store_id').pluck().get();
  if (known !== undefined) return known;
  const id = randomUUID().slice(0, ID_LENGTH);
  database.prepare('INSERT INTO store_id VALUES (?)').run(id);
  return id;
}
