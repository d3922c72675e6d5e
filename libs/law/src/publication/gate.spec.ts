import { readdirSync, readFileSync } from 'node:fs';
import { localDate } from '#kernel';
import { createPolicyBook, parsePolicyPack, type LimitRule, type PolicyPack } from '../policy/index.js';
import { differences, differencesBy, gate } from './gate.js';

const FOLDER = new URL('../../data/policy/packs/', import.meta.url);
const packs = readdirSync(FOLDER).map((name) => parsePolicyPack(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')), name));
const book = createPolicyBook(packs);
const CMA = packs.find(({ policy, version }) => policy === 'CMA-2021' && version === 2) as PolicyPack;
const TODAY = localDate('2026-03-04');

const successor = (change: Partial<PolicyPack>): PolicyPack => ({ ...CMA, version: 3, ...change }) as PolicyPack;
const report = (change: Partial<PolicyPack>, reasons: Readonly<Record<string, string>> = {}) => {
  const pack = successor(change);
  return gate(differencesBy(pack, book, createPolicyBook([...packs, pack]), TODAY), reasons);
};
const lines = (found: readonly { path: string; before: string | null; after: string | null }[]): string[] =>
  found.map(({ path, before, after }) => `${path}: ${before ?? '–'} → ${after ?? '–'}`);
const limit = (id: string, change: Partial<LimitRule>): Partial<PolicyPack> => ({
  limits: CMA.limits.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
const material = (id: string, kind: 'CHG_NAME', requirement: 'M' | 'C' | 'S' | undefined): Partial<PolicyPack> => ({
  materials: CMA.materials.map((one) => {
    const { [kind]: _old, ...rest } = one.required;
    return one.id === id ? { ...one, required: requirement === undefined ? rest : { ...rest, [kind]: requirement } } : one;
  }),
});

test('the same rules in a new version add and reduce nothing', () => {
  expect(report({})).toEqual({ additions: [], reductions: [], unexplained: [] });
});

describe('more is asked', () => {
  test.each<[string, Partial<PolicyPack>, string]>([
    ['a longer limit', limit('T23', { n: 25 }), 'CHG_NAME.GENERAL.limits.T23: 20 wd → 25 wd'],
    [
      'the same number of a longer unit',
      limit('T23', { unit: 'cm', n: 20, pause: [] }),
      'CHG_NAME.GENERAL.limits.T23: 20 wd → 20 cm',
    ],
    [
      'a new limit of the agency',
      {
        limits: [
          ...CMA.limits,
          { ...(CMA.limits.find(({ id }) => id === 'T23') as LimitRule), id: 'T26', name: { zh: '会审', en: 'Joint check' } },
        ],
      },
      'CHG_NAME.GENERAL.limits.T26: – → 20 wd',
    ],
    [
      'a longer extension',
      limit('T23', { extend: { on: 'DecisionExtended', n: 15, once: true } }),
      'CHG_NAME.GENERAL.limits.T23.extend: 10 wd → 15 wd',
    ],
    [
      'a new step',
      {
        steps: [
          ...(CMA.steps ?? []),
          {
            ...(CMA.steps?.find(({ id }) => id === 'accept') as NonNullable<PolicyPack['steps']>[number]),
            id: 'stamp',
            zh: '盖章',
          },
        ],
      },
      'CHG_NAME.GENERAL.steps.stamp: – → 盖章',
    ],
    [
      'a fee',
      { values: { ...CMA.values, feeYuan: { ...CMA.values.feeYuan, value: 100 } } } as Partial<PolicyPack>,
      'CHG_NAME.GENERAL.fee: 0 → 100',
    ],
    [
      'a trip',
      { values: { ...CMA.values, trips: { ...CMA.values.trips, value: 1 } } } as Partial<PolicyPack>,
      'CHG_NAME.GENERAL.trip: 0 → 1',
    ],
  ])('%s', (_what, change, line) => {
    const { additions, unexplained } = report(change);
    expect(lines(additions)).toContain(line);
    expect(unexplained).toContain(line.split(':')[0]);
  });

  test('a material that was asked of nobody, shared or conditional becomes a must', () => {
    const asked = CMA.materials.find(({ required }) => required.CHG_NAME !== 'M')?.id ?? '';
    const { additions } = report(material(asked, 'CHG_NAME', 'M'));
    expect(lines(additions)).toEqual([
      expect.stringMatching(new RegExp(`^CHG_NAME\\.GENERAL\\.materials\\.${asked}: (–|C|S) → M$`)),
    ]);
  });

  test('an earlier must becomes a shared one: less is asked', () => {
    const must = CMA.materials.find(({ required }) => required.CHG_NAME === 'M')?.id ?? '';
    const { additions, reductions } = report(material(must, 'CHG_NAME', 'S'));
    expect([lines(additions), lines(reductions)]).toEqual([[], [`CHG_NAME.GENERAL.materials.${must}: M → S`]]);
  });
});

test('a reason counts for exactly its own path, and not when it is blank', () => {
  const change = limit('T23', { n: 25 });
  const paths = report(change).unexplained;
  expect(paths.length).toBeGreaterThan(3);
  const [first = '', ...others] = paths;
  expect(report(change, { [first]: '法律修订' }).unexplained).toEqual(others);
  expect(report(change, { [first]: '  ' }).unexplained).toEqual(paths);
  expect(report(change, { '*': '法律修订', constructor: '法律修订' }).unexplained).toEqual(paths);
  const all = report(change, Object.fromEntries(paths.map((path) => [path, '法律修订'])));
  expect(all.unexplained).toEqual([]);
  expect(all.additions.every(({ reason }) => reason === '法律修订')).toBe(true);
});

test('a shorter limit, and one that is gone, are reductions', () => {
  expect(lines(report(limit('T23', { n: 15 })).reductions)).toContain('CHG_NAME.GENERAL.limits.T23: 20 wd → 15 wd');
  const gone = {
    limits: CMA.limits.filter(({ id }) => id !== 'T31'),
    steps: (CMA.steps ?? []).map((step) => ({ ...step, limits: step.limits.filter((id) => id !== 'T31') })),
  };
  expect(lines(report(gone).reductions)).toContain('CHG_NAME.GENERAL.limits.T31: 7 wd → –');
});

test('the applicant’s own time is no burden of the authority', () => {
  expect(report(limit('T13', { setBy: { field: 'withinWorkingDays', max: 40 }, n: 40 }))).toMatchObject({
    additions: [],
    reductions: [],
  });
});

test('from 2015 to 2019 the same limits have other numbers: reductions, whatever their ids', () => {
  const [old, next] = ['2019-11-30', '2019-12-01'].map((day) => book.findInForce(localDate(day)));
  if (old === undefined || next === undefined) throw new Error('no policy');
  const { additions, reductions } = gate(differences(old, next));
  expect(lines(reductions)).toEqual(
    expect.arrayContaining(['INITIAL.GENERAL.limits.T21: 20 wd → 15 wd', 'INITIAL.GENERAL.limits.T31: 10 wd → 7 wd']),
  );
  expect(additions.filter(({ burden }) => burden === 'day')).toEqual([]);
});

test('a pack that replaces a row which an overlay replaces too is held against every day that is still to come', () => {
  const rows = CMA.steps?.find(({ id }) => id === 'accept');
  const overlay = {
    ...CMA,
    policy: 'LATER-2027',
    version: 1,
    overlay: true,
    effectiveFrom: localDate('2027-01-01'),
  } as unknown as PolicyPack;
  const later = {
    ...overlay,
    limits: [],
    kinds: [],
    materials: [],
    reviewForms: [],
    steps: rows ? [{ ...rows, zh: '受理' }] : [],
    values: {},
  } as unknown as PolicyPack;
  const known = createPolicyBook([...packs, later]);
  const pack = successor({ limits: CMA.limits.map((one) => (one.id === 'T23' ? { ...one, n: 25 } : one)) });
  const days = differencesBy(pack, known, createPolicyBook([...packs, later, pack]), TODAY);
  expect(new Set(days.map(({ to }) => to.includes('LATER-2027'))).size).toBe(2);
});
