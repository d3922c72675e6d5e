import { randomUUID } from 'node:crypto';
import type { Instant } from '#kernel';
import { eventId } from '../event-id.js';
import type { Append, AppendResult, EventStore, NewEvent, OnCommit, RecordedEvent } from '../port.js';

interface OpenedStore {
  readonly store: EventStore;
  readonly close: () => Promise<void>;
}

export type OpenStore = (onCommit?: OnCommit) => Promise<OpenedStore>;

export const NOW = Date.UTC(2026, 2, 2, 2) as Instant;

export function someEvents(count = 1, changes: Partial<NewEvent> = {}): NewEvent[] {
  const command = randomUUID();
  return Array.from({ length: count }, (_, index) => ({
    id: eventId(command, index),
    type: 'ApplicationReceived',
    version: 1,
    data: { step: index },
    recordedAt: NOW,
    actor: { id: 'clerk-1', role: 'clerk' },
    causationId: command,
    correlationId: command,
    ...changes,
  }));
}

export const anAppend = (
  stream: string,
  expectedRevision: Append['expectedRevision'],
  changes: Partial<Append> = {},
): Append => ({
  stream,
  expectedRevision,
  events: someEvents(),
  ...changes,
});

/** Throws where the append was refused. */
export function stored(result: AppendResult): readonly RecordedEvent[] {
  if (result.outcome !== 'appended') throw new Error(`not appended: ${JSON.stringify(result)}`);
  return result.events;
}

/** Events [from, to) of one number each, appended to `stream` one after the other. */
export async function appendNumbers(store: EventStore, stream: string, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++)
    stored(await store.append(anAppend(stream, n === 0 ? 'none' : n - 1, { events: someEvents(1, { data: { n } }) })));
}

export const wholeLog = (store: EventStore): Promise<readonly RecordedEvent[]> => store.readAll(undefined, 1_000_000);

export async function using(open: OpenStore, test: (store: EventStore) => Promise<void>, onCommit?: OnCommit): Promise<void> {
  const { store, close } = await open(onCommit);
  try {
    await test(store);
  } finally {
    await close();
  }
}
