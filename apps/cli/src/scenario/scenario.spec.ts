import { readdirSync, readFileSync } from 'node:fs';
import { loadLaw } from '#engine';
import { addDays, findInstant, localDate } from '#kernel';
import { runScenarioFile } from './run-file.js';
import { runScenario } from './run-scenario.js';
import { parseScenario } from './scenario-file.js';

/** Worked out by hand: `why` in each file says how. */
interface Expected {
  readonly why: readonly string[];
  readonly status: string;
  /** `<recordedAt> <type> by <role>`, and `, effective <effectiveAt>` where that is another moment; Shanghai time. */
  readonly events: readonly string[];
  readonly rejections: readonly object[];
  readonly clocks: readonly object[];
  readonly ledger: { readonly counted: number } | null;
  readonly certificates: readonly object[];
}

/** The fields that docs/scenario.md promises. */
interface Result {
  readonly status: string;
  readonly events: readonly { n: number; type: string; recordedAt: string; effectiveAt: string; by: string; person: string }[];
  readonly rejections: readonly { step: number; code: string; message: string }[];
  readonly clocks: readonly {
    limit: string;
    state: string;
    started: string;
    due: string | null;
    ended: string | null;
    counted: number;
    stopped: number;
    extended: number;
    basis: readonly string[];
  }[];
  readonly ledger: null | {
    from: string;
    to: string;
    authority: number;
    applicant: number;
    expert: number;
    law: number;
    days: readonly { date: string; counted: boolean; owner: string; why: string; basis: string }[];
  };
  readonly reductions: Readonly<Record<string, { baseline: number; actual: number } | string>> | null;
  readonly certificates: readonly { number: string; validTo: string; status: string }[];
}

const FOLDER = new URL('../../../../test/scenarios/', import.meta.url);
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.endsWith('.expect.json'))
  .map((file) => file.slice(0, -'.json'.length));
const law = loadLaw();
const run = async (name: string) => (await runScenarioFile(new URL(`${name}.json`, FOLDER).pathname, law)) as Result;
const expectedOf = (name: string) => JSON.parse(readFileSync(new URL(`${name}.expect.json`, FOLDER), 'utf8')) as Expected;

const spell = ({ type, recordedAt, effectiveAt, by }: Result['events'][number]): string => {
  const [recorded, effective] = [recordedAt, effectiveAt].map((text) => text.replace('+08:00', ''));
  return `${recorded} ${type} by ${by}${recorded === effective ? '' : `, effective ${effective}`}`;
};

describe.each(names)('%s', (name) => {
  let result: Result;
  const expected = expectedOf(name);
  beforeAll(async () => {
    result = await run(name);
  });

  test('ends as worked out by hand', () => {
    expect(result.status).toBe(expected.status);
    expect(result.events.map(spell)).toEqual(expected.events);
    expect(result.rejections.map(({ step, code }) => ({ step, code }))).toEqual(expected.rejections);
    expect(result.certificates).toEqual(expected.certificates);
  });

  test('its clocks', () => {
    const shown = result.clocks.map(({ limit, state, started, due, ended, counted, stopped, extended }) => {
      return { limit, state, started, due, ended, counted, stopped, extended };
    });
    expect(shown).toEqual(expected.clocks);
    expect(result.clocks.every(({ basis }) => basis.length > 0)).toBe(true);
  });

  test('its ledger', () => {
    if (expected.ledger === null) return expect(result.ledger).toBeNull();
    const { days = [], ...sums } = result.ledger ?? {};
    expect({ ...sums, counted: days.filter(({ counted }) => counted).length }).toEqual(expected.ledger);
  });

  test('in the promised form', () => {
    expect(result.events.map(({ n }) => n)).toEqual(result.events.map((_, i) => i));
    for (const { recordedAt, effectiveAt } of result.events) {
      expect([recordedAt, effectiveAt].every((text) => text.endsWith('+08:00') && findInstant(text) !== undefined)).toBe(true);
    }
    expect(result.rejections.every(({ message }) => message !== '')).toBe(true);
    if (result.ledger === null) return;
    const { from, to, days, authority, applicant, expert, law: off } = result.ledger;
    expect(days.map(({ date }) => date)).toEqual(days.map((_, i) => addDays(localDate(from), i)));
    expect(days.at(-1)?.date).toBe(to);
    expect(days[0]).toEqual({ date: from, counted: false, owner: 'authority', why: 'start-day', basis: '民法典201' });
    expect(authority + applicant + expert + off).toBe(days.length);
    expect(days.every(({ why, basis }) => why !== '' && basis !== '')).toBe(true);
    for (const figure of ['procedures', 'steps', 'workingDays', 'fee', 'materials', 'trips']) {
      expect(result.reductions?.[figure]).toEqual({
        baseline: expect.any(Number) as number,
        actual: expect.any(Number) as number,
      });
    }
  });
});

test.each(['second-rectification', 'postponed-review'])('whoever is commissioned does the review: %s', async (name) => {
  const path = new URL(`${name}.json`, FOLDER).pathname;
  const scenario = parseScenario(JSON.parse(readFileSync(path, 'utf8')), path);
  const others = { team: ['甲', { id: '乙', leader: true }] };
  const steps = scenario.steps.map((step) => (step.do === 'CommissionReview' ? { ...step, with: others } : step));
  const result = (await runScenario({ ...scenario, steps }, law, path)) as Result;
  expect(result.events.map(spell)).toEqual(expectedOf(name).events);
  expect(result.events.filter(({ type }) => type.startsWith('Review')).map(({ person }) => person)).toContain('乙');
});

test('a step that the engine takes by itself changes nothing', async () => {
  const path = new URL('postponed-review.json', FOLDER).pathname;
  const scenario = parseScenario(JSON.parse(readFileSync(path, 'utf8')), path);
  const woken = ['ApplyReductions', 'ExpireTimeLimit'].map((name) => ({ at: '2026-03-31T10:00:00+08:00', do: name }));
  const longer = parseScenario({ ...scenario, steps: [...scenario.steps, ...woken] }, path);
  expect(await runScenario(longer, law, path)).toEqual(await runScenario(scenario, law, path));
});

test('the same scenario gives the same answer', async () => {
  expect(JSON.stringify(await run('first-application'))).toBe(JSON.stringify(await run('first-application')));
});
