import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { States, type RecordedEvent } from '#event-store';
import { assertFrozenFixtures } from '../../event-store/src/frozen-fixtures.js';
import { EVENT_DEFINITIONS, loadLaw } from './index.js';
import { decidersUnder } from './registry.js';

const FIXTURES = new URL('../fixtures', import.meta.url).pathname;
const REPLAY = new URL('../replay/fixtures/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, REPLAY), 'utf8'));

test('every version of every event that was ever stored is still readable', () => {
  const examples = assertFrozenFixtures(EVENT_DEFINITIONS, FIXTURES);
  expect(new Set(examples.map(({ type }) => type))).toEqual(new Set(EVENT_DEFINITIONS.map(({ type }) => type)));
});

/** The same for equal states, in whatever order their fields were written. */
const hashOf = (state: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(state)))
    .digest('hex');
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
};

/** A log of 2025: fourteen streams, every type of event that there was. An empty object in the second file makes the test print what to record. */
test('the sample log of version 1 folds to the states that were recorded with it', () => {
  const log = read('sample-log.v1.json') as readonly RecordedEvent[];
  expect(new Set(log.map(({ type }) => type)).size).toBe(34);
  const states = new States(decidersUnder(loadLaw()));
  const streams = [...new Set(log.map(({ stream }) => stream))];
  const folded = streams.map((stream) => {
    const { state } = states.foldRecorded(
      stream,
      log.filter((event) => event.stream === stream),
    );
    return [stream, hashOf(state)];
  });
  expect(Object.fromEntries(folded)).toEqual(read('sample-states.v1.json'));
});
