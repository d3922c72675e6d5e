import { createHash } from 'node:crypto';
import type { CommandRequest, RecordedEvent, States, StreamName } from '#event-store';
import { CALENDAR_STREAM, POLICY_STREAM, type CalendarPublicationState, type LawBook, type PolicyPublicationState } from '#law';

export const LAW_STREAMS: readonly StreamName[] = [POLICY_STREAM, CALENDAR_STREAM];

/** Puts what was published into the book: at start, and after every publication. Doing it twice changes nothing. */
export function takeLaw(law: LawBook, states: States, stream: StreamName, events: readonly RecordedEvent[]): void {
  const { state } = states.foldRecorded(stream, events);
  if (stream === POLICY_STREAM) law.publishPacks((state as PolicyPublicationState).published.map(({ pack }) => pack));
  if (stream === CALENDAR_STREAM) law.publishYears((state as CalendarPublicationState).published);
}

/** A publication with the SHA-256 of what is published: whoever holds the event can compute it again. */
export function completePublication(request: CommandRequest): CommandRequest {
  const { type, data } = request.command;
  const { pack, year } = data as { pack?: unknown; year?: unknown };
  return { ...request, command: { type, data: { ...data, sha256: sha256Of(request.stream === POLICY_STREAM ? pack : year) } } };
}

/** Of the JSON without white space and with its keys in order, in UTF-8: the same for every spelling of a file. */
export const sha256Of = (json: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(inOrder(json)) ?? '')
    .digest('hex');

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOrder(one)]));
}
