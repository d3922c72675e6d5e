import { DuplicateEventError } from './errors.js';
import { isUuid } from './event-id.js';
import type { Append, NewEvent } from './port.js';

/** An append as it was at the moment of the call: checked, and its data already text, so that later changes cannot reach it. */
export interface Incoming {
  readonly append: Append;
  readonly json: readonly string[];
}

/**
 * Throws RangeError for an append without events or an id that is not a UUID, TypeError for data that JSON cannot hold,
 * DuplicateEventError for an id that is in it twice.
 */
export function incoming(append: Append): Incoming {
  if (append.events.length === 0) throw new RangeError(`an append to ${append.stream} without events`);
  for (const event of append.events) {
    checkUuid('id', event.id);
    checkUuid('causationId', event.causationId);
    if (event.correlationId !== event.causationId) checkUuid('correlationId', event.correlationId);
  }
  const events = append.events.map(inLowerCase);
  const twice = events.find(({ id }, index) => events.findIndex((event) => event.id === id) < index);
  if (twice !== undefined) throw new DuplicateEventError(twice.id);
  return { append: { ...append, events }, json: events.map(dataAsJson) };
}

function checkUuid(field: string, value: string): void {
  if (!isUuid(value)) throw new RangeError(`${field} is not a UUID: ${value}`);
}

const isLower = (text: string): boolean => text === text.toLowerCase();

function inLowerCase(event: NewEvent): NewEvent {
  const { id, causationId, correlationId } = event;
  if (isLower(id) && isLower(causationId) && isLower(correlationId)) return event;
  return {
    ...event,
    id: id.toLowerCase(),
    causationId: causationId.toLowerCase(),
    correlationId: correlationId.toLowerCase(),
  };
}

function dataAsJson(event: NewEvent): string {
  const json: string | undefined = JSON.stringify(event.data);
  if (json === undefined) throw new TypeError(`${event.type} has data that JSON cannot hold`);
  return json;
}

/** The revision that an expectation means: -1 for a stream that does not exist. */
export const revisionMeant = (expected: Append['expectedRevision']): number => (expected === 'none' ? -1 : expected);
