import { openDatabase } from '#event-store';
import type { Database } from 'better-sqlite3';
import { createTables } from './tables.js';

const MOVED = ['identity_accounts', 'identity_sessions'];
const LEFT = [...MOVED, 'identity_revision'];

/**
 * Accounts and sessions used to lie in the file of the events. Moves them to one of their own, which nobody has open, and answers how many
 * accounts there were; 0 where there is nothing to move. Cut short between copy and removal it is done again, and copies nothing twice.
 */
export function moveAccounts(from: Database, file: string): number {
  if (from.prepare("SELECT 1 FROM sqlite_master WHERE name = 'identity_accounts'").get() === undefined) return 0;
  const to = openDatabase(file, 'FULL', createTables);
  try {
    to.transaction(() => {
      for (const table of MOVED) copy(from, to, table);
    }).immediate();
  } finally {
    to.close();
  }
  const moved = from.prepare<[], number>('SELECT count(*) FROM identity_accounts').pluck().get() ?? 0;
  from.transaction(() => from.exec(LEFT.map((table) => `DROP TABLE IF EXISTS ${table};`).join('\n'))).immediate();
  return moved;
}

function copy(from: Database, to: Database, table: string): void {
  const rows = from.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw();
  const places = rows.columns().map(() => '?');
  const insert = to.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${places.join(', ')})`);
  for (const row of rows.all()) insert.run(...row);
}
