import { eventId, type RecordedEvent, type SqliteStore } from '#event-store';
import { formatInstant, instant, type Instant } from '#kernel';

export interface EventFault {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly what: string;
}

/** Nothing on record is older than the oldest law, and nothing lies beyond what a clock can be trusted to say. */
const EARLIEST = instant('2015-01-01T00:00:00+08:00');
const LATEST = instant('2200-01-01T00:00:00+08:00');

interface Command {
  readonly stream: string;
  readonly causationId: string;
  readonly recordedAt: Instant;
  events: number;
}

/** Looks at the events in the order of the log: dates, and ids that follow from their command. */
export function createEventCheck(
  store: SqliteStore,
  remark: (line: string) => void,
): (event: RecordedEvent) => EventFault | undefined {
  const adopted = store.database.prepare<[], number>('SELECT adopted FROM log_head').pluck().get() ?? 0;
  let last: { readonly recordedAt: Instant } | undefined;
  let command: Command | undefined;
  let backwards = 0;

  function problemOf(event: RecordedEvent): string | undefined {
    const { recordedAt, effectiveAt, actor, causationId, commandHash, stream } = event;
    for (const at of [recordedAt, effectiveAt])
      if (!(at >= EARLIEST && at < LATEST)) return `it is dated ${at}, which no clock has shown`;
    if (last !== undefined && recordedAt < last.recordedAt) {
      // A clock that was set back could once do that.
      if (Number(event.position) > adopted)
        return `it was recorded at ${formatInstant(recordedAt)}, before the event that it follows`;
      backwards += 1;
      if (backwards === 1)
        remark(`position ${event.position} was recorded before the one that it follows: the clock had been set back`);
    }
    if (typeof actor.id !== 'string' || typeof actor.role !== 'string') return 'nobody did it';
    // Several events of one command lie side by side.
    const goesOn = command?.stream === stream && command.causationId === causationId;
    const index = goesOn ? (command?.events ?? 0) : 0;
    if (event.id !== eventId(causationId, index)) return 'its id does not follow from its command';
    if (index === 0 && commandHash === undefined) return 'it lacks the fingerprint of its command';
    if (index > 0 && commandHash !== undefined) return 'it has a fingerprint, though it is not the first of its command';
    if (index > 0 && recordedAt !== command?.recordedAt) return 'it was recorded at another time than the rest of its command';
    command = { stream, causationId, recordedAt, events: index + 1 };
    return undefined;
  }

  return (event) => {
    const what = problemOf(event);
    last = event;
    const { stream, revision, position } = event;
    return what === undefined ? undefined : { stream, revision, position, what };
  };
}
