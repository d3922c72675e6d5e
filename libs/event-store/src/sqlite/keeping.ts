import type { Database } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import type { Checkpoints } from '../port.js';

/** The places of the processes, beside the log that they read. */
export function openCheckpoints(database: Database): Checkpoints {
  database.exec('CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID');
  const find = database.prepare<[string], string>('SELECT position FROM checkpoints WHERE name = ?').pluck();
  const save = database.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position');
  return { find: (name) => find.get(name), save: (name, position) => void save.run(name, position) };
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
