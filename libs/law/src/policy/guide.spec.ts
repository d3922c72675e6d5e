import { readFileSync } from 'node:fs';
import { localDate } from '#kernel';
import { APPLICATION_KINDS, guideEntries, guideFor, MATERIAL_CONDITIONS, packLabel, type Guide, type Policy } from './index.js';
import { book, promising } from './packs.testing.js';
import { SUPPLEMENT } from './supplement.js';

const inForce = (date: string): Policy => book.findInForce(localDate(date))!;
const now = inForce('2026-11-02');
const DAYS = ['2015-08-01', '2018-07-31', '2020-06-01', '2022-06-01', '2024-06-01', '2026-03-02', '2026-11-02'];

function* texts(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* texts(part);
}

test.each(DAYS)(
  'on %s there is a guide for every kind, and nothing in it is from anywhere but the packs and their supplement',
  (day) => {
    const policy = inForce(day);
    const known = new Set([
      ...texts(policy.packs),
      ...texts(SUPPLEMENT),
      ...texts(MATERIAL_CONDITIONS),
      ...Object.keys(MATERIAL_CONDITIONS),
    ]);
    expect(guideEntries(policy).map(({ kind }) => kind)).toEqual(APPLICATION_KINDS);
    const labels = new Set([policy.versionLabel, ...policy.packs.map(packLabel)]);
    for (const kind of APPLICATION_KINDS) {
      const foreign = [...texts(guideFor(policy, kind))].filter((text) => !known.has(text) && !labels.has(text));
      expect(foreign.filter((text) => !(APPLICATION_KINDS as readonly string[]).includes(text))).toEqual([]);
    }
  },
);

test('the code of the guide holds no text of the law', () => {
  for (const file of ['guide.ts', 'stage-times.ts', 'steps.ts']) {
    const code = readFileSync(new URL(file, import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(code).not.toMatch(/\p{Script=Han}/u);
  }
});

test.each(DAYS)('on %s every kind and way has its steps, its materials, its limits, who applies and what comes of it', (day) => {
  for (const kind of APPLICATION_KINDS) {
    const { who, results, ways, materials, limits, remedies, fee, trips } = guideFor(inForce(day), kind);
    expect(who.zh).not.toBe('');
    expect(results.length).toBeGreaterThan(1);
    expect(materials.some(({ requirement }) => requirement === 'M')).toBe(true);
    expect(materials.filter(({ requirement, condition }) => (requirement === 'C') !== (condition !== undefined))).toEqual([]);
    expect(limits.map(({ id }) => id)).toContain('T01');
    expect([fee, trips, remedies.reconsiderationDays, remedies.litigationMonths].every(({ basis }) => basis.length > 0)).toBe(
      true,
    );
    expect(ways.filter(({ usual }) => usual)).toHaveLength(1);
    for (const { procedure, reviewForm, steps, stages, workingDays } of ways) {
      const ids = steps.map(({ id }) => id);
      expect(ids[0]).toBe('apply');
      for (const [index, { after }] of steps.entries()) {
        expect(after.every((before) => ids.indexOf(before) >= 0 && ids.indexOf(before) < index)).toBe(true);
      }
      expect(stages.map(({ stage }) => stage)).toEqual([
        'acceptance',
        ...(reviewForm === 'NONE' ? [] : ['review']),
        'decision',
        'issue',
      ]);
      expect(steps.flatMap((step) => step.limits).filter((id) => !limits.some((limit) => limit.id === id))).toEqual([]);
      expect(workingDays.promised).toBe(workingDays.legal);
      expect(procedure === 'COMMITMENT' ? ids.includes('verify-commitment') : !ids.includes('sign-commitment')).toBe(true);
    }
  }
});

describe('a first application', () => {
  const guide = guideFor(now, 'INITIAL');

  test('general, then by commitment', () => {
    expect(
      guide.ways.map(({ procedure, reviewForm, usual, workingDays }) => [procedure, reviewForm, usual, workingDays.legal]),
    ).toEqual([
      ['GENERAL', 'ON_SITE', true, 5 + 30 + 10 + 7],
      ['COMMITMENT', 'NONE', false, 5 + 0 + 7],
    ]);
  });

  test('its steps with their limits', () => {
    const steps = (index: number) =>
      guide.ways[index]?.steps.map(({ id, limits, when }) => [id, limits.join(' '), when !== undefined]);
    expect(steps(0)).toEqual([
      ['apply', '', false],
      ['correct', 'T02', true],
      ['supply', 'T03', true],
      ['accept', 'T01 T04', false],
      ['supply-outstanding', 'T05', true],
      ['commission', 'T11', false],
      ['review', 'T11 T12', false],
      ['rectify', 'T13', true],
      ['verify-rectification', 'T14', true],
      ['hear', 'T60 T61', true],
      ['decide', 'T22', false],
      ['deliver', 'T31', false],
    ]);
    expect(steps(1)).toEqual([
      ['apply', '', false],
      ['correct', 'T02', true],
      ['supply', 'T03', true],
      ['sign-commitment', '', false],
      ['accept', 'T01 T04', false],
      ['hear', 'T60 T61', true],
      ['decide-on-the-spot', 'T50', false],
      ['deliver', 'T31', false],
      ['verify-commitment', 'T51 T52', false],
      ['rectify-commitment', 'T53', true],
    ]);
  });

  test('who may choose the commitment, in words', () => {
    expect(guide.ways[1]?.conditions.map(({ id }) => id)).toEqual([
      'commitment-eligibility',
      'commitment-told',
      'commitment-points',
      'verification-verdicts',
    ]);
    expect(guide.ways[1]?.conditions[0]?.items.map(({ id }) => id)).toContain('withdrawn-commitment');
  });

  test('materials say when they are needed, whether they are a form, and how sure that is', () => {
    const material = (id: string) => guide.materials.find((one) => one.id === id);
    expect(material('M20')).toMatchObject({
      requirement: 'C',
      condition: { id: 'environment-field', zh: '从事生态环境监测的', fields: ['12', '13'] },
      basis: ['国市监检测规〔2025〕4号'],
      verified: 'verified',
    });
    expect(material('M01')).toMatchObject({ requirement: 'M', form: true });
    expect(material('M10')).toMatchObject({ form: false, tolerated: { verified: 'inferred' } });
    expect(material('M02')).toMatchObject({ requirement: 'S' });
    expect(material('M02')).not.toHaveProperty('condition');
  });

  test('no fee, no trip, further conditions, remedies', () => {
    expect([guide.fee.value, guide.trips.value]).toEqual([0, 0]);
    expect(guide.conditions.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'application-conditions',
        'starred-clauses',
        'key-persons',
        'environment-conditions',
        'library-statuses',
      ]),
    );
    expect(guide.remedies.reconsiderationDays.value).toBe(60);
    expect(guide.furtherLimits.map(({ id }) => id)).toEqual(expect.arrayContaining(['T24', 'T42', 'T80']));
  });
});

test('a renewal may go by documents alone, and says when', () => {
  const { ways } = guideFor(now, 'RENEWAL');
  expect(ways.map(({ procedure, reviewForm }) => `${procedure} ${reviewForm}`)).toEqual([
    'GENERAL ON_SITE',
    'GENERAL WRITTEN',
    'GENERAL REMOTE',
    'COMMITMENT NONE',
  ]);
  expect(ways[1]?.conditions.map(({ id }) => id)).toEqual(['written-review-conditions', 'document-integrity']);
  expect(ways[1]?.conclusions).toEqual(['符合', '不符合']);
});

test('a cancellation ends in no certificate and has no limit for its issue', () => {
  const guide: Guide = guideFor(now, 'CANCEL');
  expect(guide.ways[0]?.stages).toContainEqual({ stage: 'issue', limit: null, legal: 0, promised: 0 });
  expect(guide.results[0]?.id).toBe('cancellation');
});

test('what was promised stands beside the law', () => {
  const policy = promising.findInForce(localDate('2026-11-02'))!;
  const promisedFor = (guide: Guide) => guide.limits.flatMap(({ id, n, promise }) => (promise ? [[id, n, promise.n]] : []));
  const first = guideFor(policy, 'INITIAL');
  expect(promisedFor(first)).toEqual([
    ['T01', 5, 3],
    ['T11', 30, 20],
    ['T22', 10, 7],
    ['T31', 7, 7],
  ]);
  expect(first.ways[0]?.workingDays).toEqual({ legal: 52, promised: 37 });
  expect(promisedFor(guideFor(policy, 'RENEWAL')).map(([id]) => id)).toEqual(['T01', 'T22', 'T31']);
});
