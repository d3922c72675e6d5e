import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { addDays, localDate } from '#kernel';
import { packLabel, POLICY_PACK_SCHEMA } from './index.js';
import { packs, policyOf, versionOf } from './packs.testing.js';

const DATA = new URL('../../data/policy/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
const files = readdirSync(new URL('packs/', DATA)).sort();

test('the schema file is the schema that packs are read by (UPDATE_SCHEMA=1 writes it)', () => {
  const file = 'policy-pack.schema.json';
  if (process.env['UPDATE_SCHEMA'] !== undefined)
    writeFileSync(new URL(file, DATA), JSON.stringify(POLICY_PACK_SCHEMA, null, 2) + '\n');
  expect(read(file)).toEqual(POLICY_PACK_SCHEMA);
});

test('each pack is in the file of its name, a later version in one of its own', () => {
  expect(files).toEqual(packs.map(({ policy, version }) => (version === 1 ? `${policy}.json` : `${policy}.${version}.json`)));
  expect(packs.map(packLabel).sort()).toEqual([
    'CHECK-2027/1',
    'CMA-2015/1',
    'CMA-2015/2',
    'CMA-2019/1',
    'CMA-2019/2',
    'CMA-2021/1',
    'CMA-2021/2',
    'ENV-2018/1',
    'ENV-2025/1',
    'REV-2016/1',
    'REV-2023/1',
    'REV-2023/2',
    'YDYK-2026/1',
  ]);
});

test('the base packs follow one another without gap or overlap from 2015-08-01 on', () => {
  const bases = packs.filter(({ policy, version, overlay }) => !overlay && version === versionOf(policy));
  expect(bases[0]?.effectiveFrom).toBe('2015-08-01');
  expect(bases.at(-1)?.effectiveTo).toBeNull();
  for (const [index, { effectiveTo }] of bases.slice(0, -1).entries()) {
    expect(bases[index + 1]?.effectiveFrom).toBe(addDays(localDate(effectiveTo ?? ''), 1));
  }
});

test.each([
  ['REV-2016', '2016-05-31', '2023-11-30', 'second-hand'],
  ['REV-2023', '2023-12-01', null, 'verified'],
  ['ENV-2018', '2019-05-01', '2025-12-31', 'second-hand'],
  ['ENV-2025', '2026-01-01', null, 'verified'],
  ['YDYK-2026', '2026-06-01', null, 'second-hand'],
  ['CHECK-2027', '2027-01-01', null, 'inferred'],
])('the overlay %s is in force from %s to %s, %s', (id, effectiveFrom, effectiveTo, verified) => {
  expect(packs.find(({ policy }) => policy === id)).toMatchObject({ effectiveFrom, effectiveTo, verified, overlay: true });
});

describe.each(['CMA-2015', 'CMA-2019', 'CMA-2021', 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026'])('%s', (id) => {
  const policy = policyOf(id);
  const routes = policy.kinds.flatMap(({ kind, procedures }) => procedures.map((procedure) => [kind, procedure] as const));

  test.each(routes)('%s, %s: has its steps, materials and limits', (kind, procedure) => {
    const steps = policy.stepsFor(kind, procedure);
    expect(steps.filter(({ when }) => when === undefined).map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['acceptance', 'decision', 'issue']),
    );
    expect(policy.materialsFor(kind).some(({ requirement }) => requirement === 'M')).toBe(true);
    const limits = policy.limitsFor(kind, procedure).map((limit) => limit.id);
    expect(limits).toContain('T01');
    // A clock that a step starts belongs to a step.
    const clocks = policy
      .limitsFor(kind, procedure)
      .filter(({ tracked, start }) => tracked && steps.some(({ done }) => done.some((event) => start.includes(event))));
    const forms = procedure === 'COMMITMENT' ? [undefined] : [undefined, ...(policy.kind(kind).otherForms ?? [])];
    const named = forms.flatMap((form) => policy.stepsFor(kind, procedure, form).flatMap((step) => step.limits));
    expect(clocks.filter((limit) => !named.includes(limit.id))).toEqual([]);
    expect([policy.feeFor(kind).value, policy.tripsFor(kind).value <= 1]).toEqual([0, true]);
  });

  test('every row says where it comes from', () => {
    const rows = [
      ...[...policy.limits, ...policy.kinds, ...policy.materials, ...policy.reviewFormRules, ...policy.steps],
      ...[...policy.applicants, ...policy.results, ...policy.checklists, ...policy.numbers, ...Object.values(policy.values)],
    ] as { basis: readonly string[]; source: string; verified: string }[];
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter(({ basis, source, verified }) => basis.length === 0 || source === '' || verified === undefined)).toEqual(
      [],
    );
  });
});
