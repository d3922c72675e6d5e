import type { Database } from 'better-sqlite3';
import type { Screen } from './screen.js';

export function createVersions(database: Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS screens (name TEXT PRIMARY KEY, version TEXT NOT NULL) STRICT, WITHOUT ROWID');
}

/** Rows follow from the events and from the versions of law that these name, so only another layout makes them old. */
export const versionOf = (screen: Screen): string => String(screen.version);
