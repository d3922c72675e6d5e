import type { Database } from 'better-sqlite3';
import type { States, StreamOfEvents } from '#event-store';
import type { Law } from '#law';
import type { Screen } from './screen.js';
import { versionOf } from './versions.js';
import { createIndexes, createTables, createWriter } from './writer.js';

const NEW = '__new';

/**
 * Delete and replay: folds the log stream by stream into new tables, then switches in one transaction. Rows depend on nothing but
 * the events and the law, so the result is the same, byte for byte, as what was written live.
 */
export function rebuild(
  database: Database,
  screens: readonly Screen[],
  law: Law,
  states: States,
  source: { scanStreams(): Iterable<StreamOfEvents> },
): { events: number; streams: number } {
  for (const { table } of screens) database.exec(`DROP TABLE IF EXISTS ${table}${NEW}`);
  createTables(database, screens, NEW);
  const write = createWriter(database, screens, law, NEW);
  let events = 0;
  let streams = 0;
  database
    .transaction(() => {
      for (const { stream, events: recorded } of source.scanStreams()) {
        write({ stream, before: states.initial(stream), after: states.foldRecorded(stream, recorded), events: recorded });
        events += recorded.length;
        streams += 1;
      }
      for (const { table } of screens) {
        database.exec(`DROP TABLE ${table}; ALTER TABLE ${table}${NEW} RENAME TO ${table}`);
      }
      createIndexes(database, screens);
      const keep = database.prepare('INSERT INTO screens VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version');
      for (const screen of screens) keep.run(screen.table, versionOf(screen));
    })
    .immediate();
  return { events, streams };
}
