import { readdirSync, readFileSync } from 'node:fs';
import { EVENT_DEFINITIONS, loadLaw } from '#engine';
import type { EventStore } from '#event-store';
import { runScenario } from './run-scenario.js';
import { parseScenario } from './scenario-file.js';

const SCENARIOS = new URL('../../../../test/scenarios/', import.meta.url);
const JOURNEYS = new URL('../../../../test/acceptance/', import.meta.url);

/** What one case with nobody around it cannot bring about, with the journey over HTTP that does, and looks for it by name. */
const OVER_HTTP: Readonly<Record<string, string>> = {
  ReductionsApplied: 'reductions',
  DataSourceSilent: 'reductions',
  MaterialSupplied: 'reductions',
  SharedMaterialRecorded: 'reductions',
  CalendarApplied: 'published-calendar',
  CalendarPublished: 'published-calendar',
  PolicyPublished: 'published-policy',
  ApplicationDeemedRefused: 'refused-by-rule',
  CreditClassRecorded: 'record-of-a-body',
  CommitmentReopened: 'record-of-a-body',
  ClockConfirmed: 'clock',
};

/** What nothing records any more, with the reason: it is read from old logs, and its example is folded (libs/engine/fixtures). */
const ONLY_IN_OLD_LOGS: Readonly<Record<string, string>> = {};

const law = loadLaw();
const recorded = new Set<string>();

const noting = (store: EventStore): EventStore =>
  new Proxy(store, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (name !== 'append') return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      return (append: Parameters<EventStore['append']>[0]) => {
        for (const { type } of append.events) recorded.add(type);
        return target.append(append);
      };
    },
  });

beforeAll(async () => {
  const files = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  for (const file of files.filter((name) => !name.endsWith('.expect.json'))) {
    const path = new URL(file, SCENARIOS).pathname;
    await runScenario(parseScenario(JSON.parse(readFileSync(path, 'utf8')), path), law, path, { through: noting });
  }
});

test('every type of event comes about: in a scenario, in a journey over HTTP, or only in logs of before', () => {
  const elsewhere = [...Object.keys(OVER_HTTP), ...Object.keys(ONLY_IN_OLD_LOGS)];
  const types = EVENT_DEFINITIONS.map(({ type }) => type);
  expect(types.filter((type) => !recorded.has(type) && !elsewhere.includes(type))).toEqual([]);
  // A list that says more than it must would hide what is lost.
  expect(elsewhere.filter((type) => recorded.has(type) || !types.includes(type))).toEqual([]);
});

test.each(Object.entries(OVER_HTTP))('%s is looked for in the journey %s', (type, journey) => {
  expect(readFileSync(new URL(`${journey}.spec.ts`, JOURNEYS), 'utf8')).toMatch(new RegExp(`\\b${type}\\b`));
});
