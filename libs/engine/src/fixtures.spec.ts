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

/** What states say since beyond what was recorded of them; all else is as it was. */
const GAINED: readonly string[] = ['finishedBy'];

const hashOf = (state: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(state)))
    .digest('hex');
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !GAINED.includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
};

const logIn = (name: string) => read(name) as readonly RecordedEvent[];
const SAMPLES = ['sample-log.v1.json', 'sample-log-2026.v1.json'];
const states = new States(decidersUnder(loadLaw()));

function hashesOf(log: readonly RecordedEvent[]): Readonly<Record<string, string>> {
  const streams = [...new Set(log.map(({ stream }) => stream))];
  const foldOf = (stream: string) =>
    states.foldRecorded(
      stream,
      log.filter((event) => event.stream === stream),
    );
  return Object.fromEntries(streams.map((stream) => [stream, hashOf(foldOf(stream).state)]));
}

/** A log of 2025: fourteen streams, every type of event that there was. An empty object in the second file makes the test print what to record. */
test('the sample log of version 1 folds to the states that were recorded with it', () => {
  const log = logIn('sample-log.v1.json');
  expect(new Set(log.map(({ type }) => type)).size).toBe(34);
  expect(hashesOf(log)).toEqual(read('sample-states.v1.json'));
});

/** From the demonstration and the scenarios: what came after the grant, hearings, verifications, the record of a body. */
test('the sample log of 2026 folds to the states that were recorded with it', () => {
  expect(hashesOf(logIn('sample-log-2026.v1.json'))).toEqual(read('sample-states-2026.v1.json'));
});

/** What no sample log holds is folded from its example, after an event that it may follow or at the beginning of its stream. */
const EXAMPLES: Readonly<Record<string, { readonly after: string } | { readonly begins: string }>> = {
  ApplicationDeemedRefused: { after: 'OutstandingPromised' },
  CalendarApplied: { after: 'ApplicationReceived' },
  DataSourceSilent: { after: 'ApplicationReceived' },
  LeaderCheckCompleted: { after: 'ReviewCommissioned' },
  MaterialSupplied: { after: 'ApplicationReceived' },
  PolicyRepinned: { after: 'ApplicationReceived' },
  ReviewStopped: { after: 'ReviewCommissioned' },
  RevocationSuspended: { after: 'RevocationOpened' },
  RevocationResumed: { after: 'RevocationSuspended' },
  RevocationClosed: { after: 'RevocationOpened' },
  CommitmentReopened: { after: 'CommitmentWithdrawalRecorded' },
  EntryLifted: { after: 'BanImposed' },
  RefusalSetAside: { after: 'QualificationRefused' },
  RecordNoted: { after: 'ApplicationReceived' },
  CalendarPublished: { begins: 'calendar-published' },
  ClockConfirmed: { begins: 'clock-machine' },
  PolicyPublished: { begins: 'policy-published' },
};

/** The stream up to an event of that type, itself brought about by an example where no sample holds it. */
function upTo(type: string, log: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const last = log.find((event) => event.type === type);
  if (last !== undefined) return log.filter(({ stream, revision }) => stream === last.stream && revision <= last.revision);
  const place = EXAMPLES[type];
  if (place === undefined) throw new Error(`${type} is in no sample log, and not among the examples that are folded`);
  const before = 'after' in place ? upTo(place.after, log) : [];
  const [first] = log;
  if (first === undefined) throw new Error('the log is empty');
  const like = before.at(-1) ?? { ...first, stream: 'begins' in place ? place.begins : '', revision: -1 };
  const data = JSON.parse(readFileSync(`${FIXTURES}/${type}.v1.json`, 'utf8')) as object;
  return [...before, { ...like, type, data, revision: like.revision + 1 }];
}

test('every type of event that is stored is folded: a new one is in a sample log, or among the examples', () => {
  const log = SAMPLES.flatMap(logIn);
  const held = new Set(log.map(({ type }) => type));
  for (const { type } of EVENT_DEFINITIONS) expect(upTo(type, log).at(-1)?.type).toBe(type);
  expect(Object.keys(EXAMPLES).filter((type) => held.has(type))).toEqual([]);
  expect(() => upTo('Rumour', log)).toThrow(/in no sample log/);
  const folded = Object.keys(EXAMPLES).map((type) => {
    const events = upTo(type, log);
    return [type, hashOf(states.foldRecorded(events[0]?.stream ?? '', events).state)];
  });
  expect(Object.fromEntries(folded)).toEqual(read('sample-states-examples.v1.json'));
});
