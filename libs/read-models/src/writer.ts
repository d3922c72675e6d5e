import type { Database, Statement } from 'better-sqlite3';
import { categoryOf, type StreamChange } from '#event-store';
import type { Law } from '#law';
import { keyColumn, shownOf, type Row, type Screen, type Value } from './screen.js';
import { columnsOf } from './versions.js';

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

  const ofCategory = new Map<string, readonly Writing[]>();
  const writingsOf = (category: string): readonly Writing[] => {
    const known = ofCategory.get(category);
    if (known !== undefined) return known;
    const found = writings.filter(({ screen }) => shows(screen, category));
    ofCategory.set(category, found);
    return found;
  };

  /** Runs for every screen with every commit, and most rows stay as they are: nothing is allocated for those. */
  return (change: StreamChange): ReadonlyMap<Screen, Written> => {
    const written = new Map<Screen, Written>();
    const shown = shownOf(change, law);
    const shownBefore = shownOf({ ...change, after: change.before }, law);
    for (const writing of writingsOf(categoryOf(change.stream))) {
      const { screen, key, columns, remove } = writing;
      const rows = screen.rows(shown, law);
      const old = change.before.revision < 0 ? [] : screen.rows(shownBefore, law);
      const put: Row[] = [];
      for (const row of rows) {
        const before = rowWith(old, key, row[key]);
        if (same(before, row, columns)) continue;
        write(writing, row, before);
        put.push(row);
      }
      const removed = old.filter((row) => rowWith(rows, key, row[key]) === undefined);
      for (const row of removed) remove.run(row[key] ?? null);
      if (put.length > 0 || removed.length > 0) written.set(screen, { put, removed });
    }
    return written;
  };
}

function rowWith(rows: readonly Row[], key: string, value: Value | undefined): Row | undefined {
  for (const row of rows) if (row[key] === value) return row;
  return undefined;
}

export const shows = ({ category: shown }: Screen, category: string): boolean =>
  typeof shown === 'string' ? shown === category : shown.includes(category);

function same(a: Row | undefined, b: Row, names: readonly string[]): boolean {
  if (a === b) return true;
  if (a === undefined) return false;
  for (const name of names) if (a[name] !== b[name]) return false;
  return true;
}
