import type { Database, Statement } from 'better-sqlite3';
import { categoryOf, type StreamChange } from '#event-store';
import type { Law } from '#law';
import { keyColumn, shownOf, type Row, type Screen, type Value } from './screen.js';
import { columnsOf } from './versions.js';

/** Rows of one screen that one commit wrote and removed. */
export interface Written {
  readonly put: readonly Row[];
  readonly removed: readonly Row[];
}

interface Writing {
  readonly screen: Screen;
  readonly key: string;
  readonly columns: readonly string[];
  readonly indexed: readonly string[];
  readonly unindexed: readonly string[];
  readonly put: Statement<Value[]>;
  /** Of a row whose indexed columns stay as they are: the indexes then need not be touched. */
  readonly change: Statement<Value[]>;
  readonly remove: Statement<[Value]>;
}

export function createTables(database: Database, screens: readonly Screen[], suffix = ''): void {
  for (const screen of screens) {
    database.exec(`CREATE TABLE IF NOT EXISTS ${screen.table}${suffix} (${columnsOf(screen)}) STRICT, WITHOUT ROWID`);
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
    const indexed = screen.indexes.flat();
    const unindexed = names.slice(1).filter((name) => !indexed.includes(name));
    return {
      screen,
      key,
      columns: names,
      indexed,
      unindexed,
      put: database.prepare(
        `INSERT INTO ${screen.table}${suffix} (${names.join(', ')}) VALUES (${marks}) ON CONFLICT DO UPDATE SET ${updates.join(', ')}`,
      ),
      change: database.prepare(
        `UPDATE ${screen.table}${suffix} SET ${unindexed.map((name) => `${name} = ?`).join(', ')} WHERE ${key} = ?`,
      ),
      remove: database.prepare(`DELETE FROM ${screen.table}${suffix} WHERE ${key} = ?`),
    };
  });

  function write({ key, columns, indexed, unindexed, put, change }: Writing, row: Row, before: Row | undefined): void {
    const of = (name: string): Value => row[name] ?? null;
    if (same(before, row, indexed)) change.run(...unindexed.map(of), of(key));
    else put.run(...columns.map(of));
  }

  return (change: StreamChange): ReadonlyMap<Screen, Written> => {
    const category = categoryOf(change.stream);
    const written = new Map<Screen, Written>();
    const shown = shownOf(change, law);
    const shownBefore = shownOf({ ...change, after: change.before }, law);
    for (const writing of writings) {
      const { screen, key, remove } = writing;
      if (!shows(screen, category)) continue;
      const rows = screen.rows(shown, law);
      const old = change.before.revision < 0 ? [] : screen.rows(shownBefore, law);
      const before = (row: Row): Row | undefined => old.find((one) => one[key] === row[key]);
      const fresh = rows.filter((row) => !same(before(row), row, Object.keys(row)));
      const gone = old.filter((row) => !rows.some((one) => one[key] === row[key]));
      for (const row of fresh) write(writing, row, before(row));
      for (const row of gone) remove.run(row[key] ?? null);
      if (fresh.length > 0 || gone.length > 0) written.set(screen, { put: fresh, removed: gone });
    }
    return written;
  };
}

export const shows = ({ category: shown }: Screen, category: string): boolean =>
  typeof shown === 'string' ? shown === category : shown.includes(category);

const same = (a: Row | undefined, b: Row, names: readonly string[]): boolean =>
  a === b || (a !== undefined && names.every((name) => a[name] === b[name]));
