import type { Database } from 'better-sqlite3';
import type { Screen } from './screen.js';

export function createVersions(database: Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS screens (name TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT, WITHOUT ROWID');
}

/** Rows follow from the events and from the versions of law that these name, so only another layout makes them old. */
export const versionOf = (screen: Screen): string => String(screen.version);

export const columnsOf = ({ columns }: Screen): string =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

/** Screens that another program wrote: another version, or the same with other columns. */
export function outdatedAmong(database: Database, screens: readonly Screen[]): readonly Screen[] {
  const known = new Map(database.prepare<[], [string, string]>('SELECT name, version FROM screens').raw().all());
  const sqlOf = database.prepare<[string], string>("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?").pluck();
  const hasItsColumns = (screen: Screen): boolean => sqlOf.get(screen.table)?.includes(`(${columnsOf(screen)})`) === true;
  return screens.filter((screen) => known.get(screen.table) !== versionOf(screen) || !hasItsColumns(screen));
}
