import type { Database } from 'better-sqlite3';
import type { Law } from '#case';
import type { Screen } from './screen.js';

export function createVersions(database: Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS screens (name TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT, WITHOUT ROWID');
}

/** Rows hold due days, and these depend on the calendar: a new one makes them as old as a new layout does. */
export const versionOf = (screen: Screen, { calendar }: Law): string => `${screen.version} ${calendar.version}`;
