import type { Database } from 'better-sqlite3';
import { categoryOf, type StreamChange } from '#event-store';
import type { Law } from '#law';
import { keyColumn, shownOf, type Row, type Screen, type Value } from './screen.js';
import { shows } from './writer.js';

/** The first thing that a screen shows otherwise than the log says. */
export interface ScreenFault {
  readonly screen: string;
  readonly row: string;
  readonly what: string;
}

interface Comparing {
  readonly screen: Screen;
  readonly key: string;
  readonly seen: Set<unknown>;
  find(key: unknown): Row | undefined;
}

/** A key that a hand has put into the file may be nothing, or no text. */
const nameOf = (key: Value | undefined): string => (key === null || key === undefined ? 'NULL' : String(key));

/** Holds the rows of the screens against those that the folded streams give; nothing is written. */
export function createComparison(database: Database, screens: readonly Screen[], law: Law) {
  const comparing = screens.map((screen): Comparing => {
    const key = keyColumn(screen);
    const find = database.prepare<[unknown], Row>(`SELECT * FROM ${screen.table} WHERE ${key} = ?`);
    return { screen, key, seen: new Set(), find: (value) => find.get(value) };
  });

  function compare({ screen, key, seen, find }: Comparing, expected: Row, stream: string): ScreenFault | undefined {
    seen.add(expected[key]);
    const row = expected[key] === undefined ? `of ${stream}` : nameOf(expected[key]);
    const found = find(expected[key]);
    if (found === undefined) return { screen: screen.table, row, what: 'is not there, though the log says so' };
    const column = Object.keys(screen.columns).find((name) => found[name] !== (expected[name] ?? null));
    if (column === undefined) return undefined;
    const what = `${column} is ${JSON.stringify(found[column])}, by the log ${JSON.stringify(expected[column] ?? null)}`;
    return { screen: screen.table, row, what };
  }

  return {
    stream(change: Pick<StreamChange, 'stream' | 'after' | 'events'>): ScreenFault | undefined {
      const category = categoryOf(change.stream);
      const shown = shownOf(change, law);
      for (const one of comparing) {
        if (!shows(one.screen, category)) continue;
        for (const row of one.screen.rows(shown, law)) {
          const fault = compare(one, row, change.stream);
          if (fault !== undefined) return fault;
        }
      }
      return undefined;
    },

    rest(): ScreenFault | undefined {
      for (const { screen, key, seen } of comparing) {
        const keys = database.prepare<[], Value>(`SELECT ${key} FROM ${screen.table}`).pluck().all();
        const stray = keys.findIndex((one) => !seen.has(one));
        if (stray >= 0)
          return { screen: screen.table, row: nameOf(keys[stray]), what: 'is there, though the log knows nothing of it' };
      }
      return undefined;
    },

    rows: (): number => comparing.reduce((sum, { seen }) => sum + seen.size, 0),
  };
}
