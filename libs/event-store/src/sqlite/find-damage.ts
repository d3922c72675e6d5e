import type { Database } from 'better-sqlite3';
import { withFewPages } from './few-pages.js';
import { UNNOTED_MOST } from './log-head.js';
import { findBadPage } from './open-database.js';

/** Each looks over the whole log and answers the first thing that is wrong, in words; together under a second for 200,000 events. */
type Check = (database: Database) => string | undefined;

const ID_BYTES = 16;

/** Of the JSON of an actor. */
const NOBODY = `json_type(s.text, '$.id') IS NOT 'text' OR json_type(s.text, '$.role') IS NOT 'text'
  OR ifnull(json_type(s.text, '$.uscc'), 'text') <> 'text'`;

/** What a look at the start finds without folding anything: pages, order, ends, references, ids, JSON, who did it. */
export const findDamage = (database: Database): string | undefined => withFewPages(database, () => firstDamage(database));

function firstDamage(database: Database): string | undefined {
  for (const check of CHECKS) {
    const damage = check(database);
    if (damage !== undefined) return damage;
  }
  return undefined;
}

/** Every kind and version of event in the log, for whoever knows which there are. */
export const storedTypes = (database: Database): { readonly type: string; readonly version: number }[] =>
  database
    .prepare<[], { type: string; version: number }>(
      `SELECT s.text AS type, e.version FROM (SELECT DISTINCT type, version FROM events) e LEFT JOIN strings s ON s.id = e.type`,
    )
    .all();

const CHECKS: readonly Check[] = [
  findBadPage,

  (database) => {
    const { count, end } = row<{ count: number; end: number }>(
      database,
      'SELECT count(*) AS count, ifnull(max(position), 0) AS end FROM events',
    );
    const { position, open } = row<{ position?: number; open?: 0 | 1 }>(database, 'SELECT position, open FROM log_head');
    if (position === undefined) return 'where the log ends is not kept in it any more';
    if (end < position) return `the log ends at position ${end}, it once ended at ${position}: the last events are gone`;
    if (end > position + (open === 1 ? UNNOTED_MOST : 0))
      return `the log has events up to position ${end}, it was last written at ${position}`;
    return count === end ? undefined : missingPosition(database, end);
  },

  (database) =>
    first(
      database,
      `SELECT s.name, g.most FROM
         (SELECT stream, count(*) AS n, min(revision) AS least, max(revision) AS most FROM events GROUP BY stream) g
         LEFT JOIN streams s ON s.id = g.stream WHERE g.least <> 0 OR g.n <> g.most + 1 OR s.name IS NULL LIMIT 1`,
      (stream, most) => `the revisions of ${stream || 'a stream without a name'} do not run from 0 to ${most}`,
    ),

  (database) =>
    first(
      database,
      `SELECT s.name, revision FROM
         (SELECT stream, revision, position, lag(position) OVER (PARTITION BY stream ORDER BY revision) AS before FROM events)
         JOIN streams s ON s.id = stream WHERE before > position LIMIT 1`,
      (stream, revision) => `revision ${revision} of ${stream} lies before revision ${Number(revision) - 1} in the log`,
    ),

  (database) =>
    first(
      database,
      'SELECT name FROM streams WHERE id NOT IN (SELECT stream FROM events) LIMIT 1',
      (stream) => `${stream} has no events`,
    ),

  (database) =>
    first(
      database,
      'SELECT key FROM unique_keys WHERE stream NOT IN (SELECT id FROM streams) LIMIT 1',
      (key) => `the unique key ${key} is held by a stream that is not there`,
    ),

  (database) =>
    first(
      database,
      "SELECT name, position FROM checkpoints WHERE position < '0' OR position <> CAST(CAST(position AS INTEGER) AS TEXT) LIMIT 1",
      (name, position) => `the checkpoint ${name} is at ${JSON.stringify(position)}, which is no position`,
    ),

  (database) =>
    first(
      database,
      'SELECT name, position FROM checkpoints WHERE CAST(position AS INTEGER) > (SELECT ifnull(max(position), 0) FROM events) LIMIT 1',
      (name, position) => `the checkpoint ${name} is at position ${position}, beyond the end of the log`,
    ),

  (database) =>
    first(
      database,
      `SELECT position, json_valid(data) FROM events
         WHERE NOT json_valid(data) OR length(id) <> ${ID_BYTES} OR length(causation) <> ${ID_BYTES} OR length(correlation) <> ${ID_BYTES} LIMIT 1`,
      (position, isJson) =>
        isJson === '1'
          ? `an id of the event at position ${position}, or of what caused it, is none`
          : `the data of the event at position ${position} are not JSON`,
    ),

  (database) =>
    first(
      database,
      `SELECT e.actor FROM (SELECT DISTINCT actor FROM events) e LEFT JOIN strings s ON s.id = e.actor
         WHERE iif(json_valid(s.text), ${NOBODY}, true) LIMIT 1`,
      (actor) => `string ${actor} is nobody, though events name it as who did them`,
    ),
];

const row = <R>(database: Database, sql: string): R => database.prepare<[], R>(sql).get() ?? ({} as R);

function first(database: Database, sql: string, say: (one: string, other: string) => string): string | undefined {
  const found = database.prepare<[], (string | number | null)[]>(sql).raw().get();
  return found && say(String(found[0] ?? ''), String(found[1] ?? ''));
}

/** The positions are those of a log without gaps; how many there are says where to look. */
function missingPosition(database: Database, end: number): string {
  const upTo = database.prepare<[number], number>('SELECT count(*) FROM events WHERE position <= ?').pluck();
  let low = 1;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo.get(middle) ?? 0) < middle) high = middle;
    else low = middle + 1;
  }
  return `there is no event at position ${low}, though the log goes on to ${end}`;
}
