import { categoryOf, type Database, type Folded, type States, type StreamOfEvents } from '#event-store';
import { CALENDAR_STREAM, POLICY_STREAM } from '#law';
import { CLOCK_STREAM } from '../clock/clock-confirmation.js';

export interface StreamFault {
  readonly stream: string;
  readonly what: string;
}

/** Which field of the first event a stream is named after, by its category. */
const NAMED_AFTER: Readonly<Record<string, string>> = {
  case: 'caseId',
  inspection: 'caseId',
  certificate: 'number',
  institution: 'uscc',
  shared: 'uscc',
};
/** Of these there is one each. */
const ONLY: readonly string[] = [POLICY_STREAM, CALENDAR_STREAM, CLOCK_STREAM];

export function createStreamCheck(database: Database, states: States) {
  const holder = database
    .prepare<[string], string>('SELECT s.name FROM unique_keys k JOIN streams s ON s.id = k.stream WHERE k.key = ?')
    .pluck();
  const held = new Set<string>();

  function keyProblem(stream: string, { state }: Folded): string | undefined {
    for (const key of states.decider(stream).uniqueKeys?.(state) ?? []) {
      held.add(key);
      const by = holder.get(key);
      if (by !== stream) return `it holds the unique key ${key}, by the table ${by ?? 'nobody'} does`;
    }
    return undefined;
  }

  return {
    /** The state of the stream, or what is wrong with it. */
    fold({ stream, events }: StreamOfEvents): Folded | StreamFault {
      try {
        const folded = states.foldRecorded(stream, events);
        const what = nameProblem({ stream, events }) ?? keyProblem(stream, folded);
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

/** The first event says whom or what the stream is about. */
export function nameProblem({ stream, events: [first] }: StreamOfEvents): string | undefined {
  const category = categoryOf(stream);
  const field = NAMED_AFTER[category];
  if (field === undefined) return ONLY.includes(stream) ? undefined : 'there is no stream of that name';
  const said = (first?.data as Readonly<Record<string, unknown>> | undefined)?.[field];
  return stream === `${category}-${String(said)}` ? undefined : `it is about ${category}-${String(said)}`;
}
