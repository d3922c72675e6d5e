import type { Database } from 'better-sqlite3';
import type { EventsOf, RecordedEvent } from '../port.js';
import { numberOf, positionOf } from '../position.js';
import type { Reader } from './reader.js';

/** Finds events by their types: one pass over the log, of which only what is found is read in full. */
export function openSearch(database: Database, reader: Pick<Reader, 'at'>): EventsOf {
  const typeId = database.prepare<[string], number>('SELECT id FROM strings WHERE text = ?').pluck();

  return async ({ types, after, upTo, unlessFollowedBy, orIf = () => false }) => {
    const ids = types.flatMap((type) => typeId.get(type) ?? []);
    const follower = unlessFollowedBy === undefined ? undefined : typeId.get(unlessFollowedBy);
    if (ids.length === 0) return [];
    const followed =
      follower === undefined
        ? '0'
        : `EXISTS (SELECT 1 FROM events f WHERE f.stream = e.stream AND f.revision > e.revision AND f.type = ${follower})`;
    const found = database
      .prepare<[object], [position: number, followed: number]>(
        `SELECT e.position, ${followed} FROM events e
         WHERE e.position > @after AND e.position <= @upTo AND e.type IN (${ids.join()}) ORDER BY e.position`,
      )
      .raw()
      .all({ after: numberOf(after), upTo: numberOf(upTo) });
    return found.flatMap(([position, isFollowed]) => {
      const event: RecordedEvent | undefined = reader.at(positionOf(position));
      return event !== undefined && (isFollowed === 0 || orIf(event)) ? [event] : [];
    });
  };
}
