import { readFileSync } from 'node:fs';
import { categoryOf, type RecordedEvent, type StreamOfEvents } from '#event-store';
import { nameProblem } from './verify-streams.js';

const REPLAY = new URL('../../replay/fixtures/', import.meta.url);
const logIn = (name: string) => JSON.parse(readFileSync(new URL(name, REPLAY), 'utf8')) as readonly RecordedEvent[];
/** Of the second log only those that scenarios did not name after themselves. */
const LOG = [...logIn('sample-log.v1.json'), ...logIn('sample-log-2026.v1.json')].filter(
  ({ stream }) => !/scenario|-[a-z]+-[a-z]+/.test(stream),
);
const STREAMS: readonly StreamOfEvents[] = [...new Set(LOG.map(({ stream }) => stream))].map((stream) => ({
  stream,
  events: LOG.filter((event) => event.stream === stream),
}));
const CATEGORIES = [...new Set(STREAMS.map(({ stream }) => categoryOf(stream)))];

test('no stream of the sample logs has a wrong name', () => {
  expect(CATEGORIES.sort()).toEqual(['case', 'certificate', 'inspection', 'institution', 'shared']);
  expect(STREAMS.map(nameProblem).filter((problem) => problem !== undefined)).toEqual([]);
});

test.each(CATEGORIES)('a stream of %s under another name is found', (category) => {
  const [found] = STREAMS.filter(({ stream }) => categoryOf(stream) === category);
  expect(nameProblem({ events: found?.events ?? [], stream: `${category}-of-another` })).toMatch(
    new RegExp(`^it is about ${found?.stream}$`),
  );
});

test('so is another of what there is once', () => {
  expect(nameProblem({ stream: 'clock-machine', events: [] })).toBeUndefined();
  expect(nameProblem({ stream: 'clock-else', events: [] })).toBe('there is no stream of that name');
});
