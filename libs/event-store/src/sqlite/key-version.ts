import type { Database } from 'better-sqlite3';
import type { StreamOfEvents } from './reader.js';

/**
 * A key that was taken under one name would not be freed under another: where the naming has changed, all keys are taken anew from
 * what the streams hold, in one transaction.
 */
export function nameKeys(
  database: Database,
  version: number,
  streams: Iterable<StreamOfEvents>,
  keysOf: (stream: StreamOfEvents) => readonly string[],
): void {
  database.exec('CREATE TABLE IF NOT EXISTS key_version (version INTEGER NOT NULL) STRICT');
  const known = database.prepare<[], number>('SELECT version FROM key_version').pluck().get();
  if (known === version) return;
  const take = database.prepare<[string, string]>(
    'INSERT INTO unique_keys (key, stream) SELECT ?, id FROM streams WHERE name = ? ON CONFLICT DO NOTHING',
  );
  // Read before it is written: what reads the log has a statement of its own open.
  const wanted = [...pairs(streams, keysOf)];
  database.transaction(() => {
    database.exec('DELETE FROM unique_keys; DELETE FROM key_version');
    for (const [key, stream] of wanted) take.run(key, stream);
    database.prepare('INSERT INTO key_version VALUES (?)').run(version);
  })();
}

function* pairs(
  streams: Iterable<StreamOfEvents>,
  keysOf: (stream: StreamOfEvents) => readonly string[],
): Iterable<readonly [key: string, stream: string]> {
  for (const one of streams) for (const key of keysOf(one)) yield [key, one.stream];
}
