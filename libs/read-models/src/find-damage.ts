import { withFewPages } from '#event-store';
import type { Database } from 'better-sqlite3';
import { keyColumn, type Screen } from './screen.js';

/**
 * What a look at the start finds wrong between screens and log without folding anything: rows of streams that are not there, streams
 * without their row, rows of another revision. What is written in a row is compared by `npm run verify`.
 */
export const findScreenDamage = (database: Database, screens: readonly Screen[]): string | undefined =>
  withFewPages(database, () => firstDamage(database, screens));

function firstDamage(database: Database, screens: readonly Screen[]): string | undefined {
  for (const screen of screens) {
    const damage = strayRow(database, screen) ?? missingRow(database, screen) ?? oldRow(database, screen);
    if (damage !== undefined) return damage;
  }
  return undefined;
}

function strayRow(database: Database, screen: Screen): string | undefined {
  const { table, streamOf } = screen;
  const rows = `SELECT ${keyColumn(screen)} AS key, ${streamOf} AS stream FROM ${table}`;
  // A key without a value gives a stream without one, which is neither in a list nor not in it.
  const unknown = `stream IS NULL OR NOT EXISTS (SELECT 1 FROM streams WHERE name = row.stream)`;
  const key = first(database, `SELECT coalesce(key, 'NULL') FROM (${rows}) row WHERE ${unknown} LIMIT 1`);
  return key && `the screen ${table} has a row ${key} of which the log knows nothing`;
}

function missingRow(database: Database, { table, streamOf, category, showsAll }: Screen): string | undefined {
  if (showsAll !== true) return undefined;
  for (const one of typeof category === 'string' ? [category] : category) {
    // "." follows on "-": the names between are those of the category.
    const ofCategory = `name > '${one}-' AND name < '${one}.'`;
    const sql = `SELECT name FROM streams WHERE ${ofCategory} AND name NOT IN (SELECT stream FROM (SELECT ${streamOf} AS stream FROM ${table}) WHERE stream IS NOT NULL) LIMIT 1`;
    const stream = first(database, sql);
    if (stream !== undefined) return `the screen ${table} has no row of ${stream}`;
  }
  return undefined;
}

function oldRow(database: Database, screen: Screen): string | undefined {
  const { table, streamOf, columns } = screen;
  if (!('revision' in columns)) return undefined;
  const last = '(SELECT max(e.revision) FROM events e WHERE e.stream = (SELECT s.id FROM streams s WHERE s.name = row.stream))';
  const key = first(
    database,
    `SELECT key FROM (SELECT ${keyColumn(screen)} AS key, ${streamOf} AS stream, revision FROM ${table}) row
       WHERE revision IS NOT ${last} LIMIT 1`,
  );
  return key && `the screen ${table} shows ${key} as it was at another revision than its last`;
}

const first = (database: Database, sql: string): string | undefined => database.prepare<[], string>(sql).pluck().get();
