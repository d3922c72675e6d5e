import { categoryOf, type Database, type Folded, type States, type StreamOfEvents } from '#event-store';
import type { Certificate } from '#issuance';

export interface StreamFault {
  readonly stream: string;
  readonly what: string;
}

/** Folds every stream, and holds the keys that no two may hold against their table. */
export function createStreamCheck(database: Database, states: States) {
  const holder = database
    .prepare<[string], string>('SELECT s.name FROM unique_keys k JOIN streams s ON s.id = k.stream WHERE k.key = ?')
    .pluck();
  const held = new Set<string>();

  function problemOf(stream: string, { state }: Folded): string | undefined {
    for (const key of states.decider(stream).uniqueKeys?.(state) ?? []) {
      held.add(key);
      const by = holder.get(key);
      if (by !== stream) return `it holds the unique key ${key}, by the table ${by ?? 'nobody'} does`;
    }
    if (categoryOf(stream) !== 'certificate') return undefined;
    const { number } = state as Certificate;
    return stream === `certificate-${number}` ? undefined : `it is about the certificate ${number}`;
  }

  return {
    /** The state of the stream, or what is wrong with it. */
    fold({ stream, events }: StreamOfEvents): Folded | StreamFault {
      try {
        const folded = states.foldRecorded(stream, events);
        const what = problemOf(stream, folded);
        return what === undefined ? folded : { stream, what };
      } catch (fault) {
        return { stream, what: `it cannot be folded: ${fault instanceof Error ? fault.message : String(fault)}` };
      }
    },

    /** After the last stream: keys that no stream holds. */
    rest(): StreamFault | undefined {
      const rows = database
        .prepare<[], { key: string; stream: string }>(
          'SELECT k.key, s.name AS stream FROM unique_keys k JOIN streams s ON s.id = k.stream ORDER BY k.key',
        )
        .all();
      const stray = rows.find(({ key }) => !held.has(key));
      return (
        stray && { stream: stray.stream, what: `by the table it holds the unique key ${stray.key}, by its events it does not` }
      );
    },
  };
}
