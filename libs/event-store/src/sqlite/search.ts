import type { Database } from 'better-sqlite3';
import type { EventsOf, RecordedEvent } from '../port.js';
import { numberOf, positionOf } from '../position.js';
import type { Reader } from './reader.js';

/** Finds events by their types: one pass over the log, of which only what is found is read in full. */
export function openSearch(database: Database, reader: Pick<Reader, 'at'>): EventsOf {
  const typeId = database.prepare<[string], number>('SELECT id FROM strings WHERE text = ?').pluck();

  return ({ types, after, upTo, unlessFollowedBy, orHolding = '' }) => {
    const ids = types.flatMap((type) => typeId.get(type) ?? []);
    const follower = unlessFollowedBy === undefined ? undefined : typeId.get(unlessFollowedBy);
    if (ids.length === 0) return [];
    const unfollowed =
      follower === undefined
        ? ''
        : `AND (instr(e.data, @holding) > 0 OR NOT EXISTS (
             SELECT 1 FROM events f WHERE f.stream = e.stream AND f.revision > e.revision AND f.type = ${follower}))`;
    const positions = database
      .prepare<[object], number>(
        `SELECT e.position FROM events e
         WHERE e.position > @after AND e.position <= @upTo AND e.type IN (${ids.join()}) ${unfollowed} ORDER BY e.position`,
      )
      .pluck()
      .all({ after: numberOf(after), upTo: numberOf(upTo), ...(follower === undefined ? {} : { holding: orHolding }) });
    return positions
      .map((position) => reader.at(positionOf(position)))
      .filter((event): event is RecordedEvent => event !== undefined);
  };
}
