import type { Database, Statement } from 'better-sqlite3';
import type { Law } from '#case';
import { categoryOf, type StreamChange } from '#event-store';
import { keyColumn, type Row, type Screen, type Value } from './screen.js';

/** Rows of one screen that one commit wrote and removed. */
export interface Written {
  readonly put: readonly Row[];
  readonly removed: readonly Row[];
}

interface Writing {
  readonly screen: Screen;
  readonly key: string;
  readonly put: Statement<Value[]>;
  readonly remove: Statement<[Value]>;
}

export function createTables(database: Database, screens: readonly Screen[], suffix = ''): void {
  for (const screen of screens) {
    const columns = Object.entries(screen.columns).map(([name, type]) => `${name} ${type}`);
    database.exec(`CREATE TABLE IF NOT EXISTS ${screen.table}${suffix} (${columns.join(', ')}) STRICT, WITHOUT ROWID`);
  }
}

export function createIndexes(database: Database, screens: readonly Screen[]): void {
  for (const { table, indexes } of screens) {
    for (const columns of indexes) {
      database.exec(`CREATE INDEX IF NOT EXISTS ${table}_by_${columns.join('_')} ON ${table} (${columns.join(', ')})`);
    }
  }
}

/** Writes what the screens show of a stream, inside whatever transaction is open. Only rows that differ are written. */
export function createWriter(database: Database, screens: readonly Screen[], law: Law, suffix = '') {
  const writings = screens.map((screen): Writing => {
    const key = keyColumn(screen);
    const names = Object.keys(screen.columns);
    const marks = names.map(() => '?').join(', ');
    const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
    return {
      screen,
      key,
      put: database.prepare(
        `INSERT INTO ${screen.table}${suffix} (${names.join(', ')}) VALUES (${marks}) ON CONFLICT DO UPDATE SET ${updates.join(', ')}`,
      ),
      remove: database.prepare(`DELETE FROM ${screen.table}${suffix} WHERE ${key} = ?`),
    };
  });

  return (change: StreamChange): ReadonlyMap<Screen, Written> => {
    const category = categoryOf(change.stream);
    const written = new Map<Screen, Written>();
    for (const { screen, key, put, remove } of writings) {
      if (!shows(screen, category)) continue;
      const rows = screen.rows(change, law);
      const old = change.before.revision < 0 ? [] : screen.rows({ ...change, after: change.before }, law);
      const isNew = (row: Row): boolean => !old.some((one) => one[key] === row[key] && sameRow(one, row));
      const fresh = rows.filter(isNew);
      const gone = old.filter((row) => !rows.some((one) => one[key] === row[key]));
      for (const row of fresh) put.run(...Object.values(row));
      for (const row of gone) remove.run(row[key] ?? null);
      if (fresh.length > 0 || gone.length > 0) written.set(screen, { put: fresh, removed: gone });
    }
    return written;
  };
}

const shows = ({ category: shown }: Screen, category: string): boolean =>
  typeof shown === 'string' ? shown === category : shown.includes(category);

const sameRow = (a: Row, b: Row): boolean => Object.keys(a).every((name) => a[name] === b[name]);
