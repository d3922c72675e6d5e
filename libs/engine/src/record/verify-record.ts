import { join } from 'node:path';
import { createCodec, DamageError, openSqliteStore, sqliteCode, States, type SqliteStore } from '#event-store';
import { createLawBook, type Law } from '#law';
import { createComparison, outdatedAmong, SCREENS, type ScreenFault } from '#read-models';
import { hasRecord } from './lost-log.js';
import { LAW_STREAMS, takeLaw } from '../publication/published-law.js';
import { decidersUnder, EVENT_DEFINITIONS } from '../registry.js';
import { createEventCheck, type EventFault } from './verify-events.js';
import { createStreamCheck, type StreamFault } from './verify-streams.js';

/** The first thing that is wrong with a record: of an event, of a stream, or of a row; or of the file as a whole. */
export type Fault = EventFault | StreamFault | ScreenFault | { readonly what: string };

export interface Verdict {
  readonly wrong?: Fault;
  readonly remarks: readonly string[];
  readonly events: number;
  readonly streams: number;
  readonly rows: number;
}

const PAGE = 1000;

/**
 * Computes again whatever can be computed from the log of a stopped server: pages and indexes, the order and the ids of the events, the
 * states of the streams, the rows of the screens. Nothing of it is changed. Throws StoreLockedError and StoreUnfitError.
 */
export async function verifyRecord(law: Law, folder: string, definitions = EVENT_DEFINITIONS): Promise<Verdict> {
  const file = join(folder, 'one-window.sqlite');
  const unread = (what: string): Verdict => ({ wrong: { what }, remarks: [], events: 0, streams: 0, rows: 0 });
  if (!hasRecord(folder)) return unread(`${file} is gone or empty`);
  let store: SqliteStore | undefined;
  try {
    store = openSqliteStore({ file, decode: createCodec(definitions).decode });
    return verify(law, store);
  } catch (fault) {
    if (fault instanceof DamageError) return unread(fault.damage);
    if (sqliteCode(fault) === '') throw fault;
    return unread((fault as Error).message);
  } finally {
    await store?.close();
  }
}

function verify(shipped: Law, store: SqliteStore): Verdict {
  const { database } = store;
  database.pragma('query_only = ON');
  const law = createLawBook(shipped);
  const states = new States(decidersUnder(law, shipped));
  const remarks: string[] = [];
  const counts = { events: 0, streams: 0, rows: 0 };
  const found = (wrong: Fault): Verdict => ({ wrong, remarks, ...counts });

  const pages = String(database.pragma('integrity_check(1)', { simple: true }));
  if (pages !== 'ok') return found({ what: pages });

  const events = createEventCheck(store, (remark) => remarks.push(remark));
  for (let page = store.readAllSync(undefined, PAGE); page.length > 0; page = store.readAllSync(page.at(-1)?.position, PAGE)) {
    for (const event of page) {
      const wrong = events(event);
      if (wrong !== undefined) return found(wrong);
      counts.events += 1;
    }
  }

  for (const stream of LAW_STREAMS) takeLaw(law, states, stream, store.readStreamSync(stream));
  const old = outdatedAmong(database, SCREENS);
  if (old.length > 0)
    remarks.push(`made again at the next start, and not looked at: ${old.map(({ table }) => table).join(', ')}`);
  const screens = createComparison(
    database,
    SCREENS.filter((screen) => !old.includes(screen)),
    law,
  );
  const streams = createStreamCheck(database, states);
  for (const recorded of store.scanStreams()) {
    const folded = streams.fold(recorded);
    if ('what' in folded) return found(folded);
    const wrong = screens.stream({ ...recorded, after: folded });
    if (wrong !== undefined) return found(wrong);
    counts.streams += 1;
  }
  counts.rows = screens.rows();
  const wrong = streams.rest() ?? screens.rest();
  return wrong === undefined ? { remarks, ...counts } : found(wrong);
}
