import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { addDays, localDate } from '#kernel';
import {
  APPLICATION_KINDS,
  createPolicyBook,
  parsePolicyPack,
  POLICY_PACK_SCHEMA,
  type ApplicationKind,
  type LimitRule,
  type Policy,
} from './index.js';

const DATA = new URL('../data/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
const files = readdirSync(new URL('packs/', DATA)).sort();
const packs = files.map((file) => parsePolicyPack(read(`packs/${file}`), file));
const book = createPolicyBook(packs);
const policyOf = (id: string): Policy => book.byLabel(`${id}/1`);

test('the schema file is the schema that packs are read by (UPDATE_SCHEMA=1 writes it)', () => {
  const file = 'policy-pack.schema.json';
  if (process.env['UPDATE_SCHEMA'] !== undefined)
    writeFileSync(new URL(file, DATA), JSON.stringify(POLICY_PACK_SCHEMA, null, 2) + '\n');
  expect(read(file)).toEqual(POLICY_PACK_SCHEMA);
});

test('each pack is in the file of its name', () => {
  expect(files).toEqual(packs.map(({ policy }) => `${policy}.json`));
  expect(packs.map(({ policy }) => policy)).toEqual(['CMA-2015', 'CMA-2019', 'CMA-2021', 'REV-2023']);
});

test('the base packs follow one another without gap or overlap from 2015-08-01 on', () => {
  const bases = packs.filter(({ overlay }) => !overlay);
  expect(bases[0]?.effectiveFrom).toBe('2015-08-01');
  expect(bases.at(-1)?.effectiveTo).toBeNull();
  for (const [index, { effectiveTo }] of bases.slice(0, -1).entries()) {
    expect(bases[index + 1]?.effectiveFrom).toBe(addDays(localDate(effectiveTo ?? ''), 1));
  }
});

/** Verification of a commitment: three months, ten days where it is to be prompt. Revocation: sixty days, five for a statement. */
const AFTER_THE_GRANT = { T51: 3, T52: 10, T70: 60, T71: 5 };

test.each([
  ['CMA-2015', { T01: 5, T04: 5, T10: 45, T13: 30, T20: 20, T23: 20, T30: 10, T41: 0 }],
  ['CMA-2019', { T01: 5, T04: 5, T10: 45, T13: 30, T21: 15, T23: 20, T31: 7, T41: 0, ...AFTER_THE_GRANT }],
  ['CMA-2021', { T01: 5, T04: 5, T11: 30, T13: 30, T22: 10, T23: 20, T31: 7, T41: 0, ...AFTER_THE_GRANT }],
  [
    'CMA-2021/1+REV-2023',
    { T01: 5, T04: 5, T11: 30, T13: 30, T14: 5, T22: 10, T23: 20, T31: 7, T41: 0, T53: 30, ...AFTER_THE_GRANT },
  ],
])('%s: the numbers of the limits that are clocks', (id, numbers) => {
  const clocks = policyOf(id).limits.filter(({ tracked, setBy }) => tracked && (setBy === undefined || setBy.max !== null));
  expect(Object.fromEntries(clocks.map((limit) => [limit.id, limit.n]))).toEqual(numbers);
});

test.each(['CMA-2015', 'CMA-2019', 'CMA-2021'])(
  '%s: six years of validity, renewal three months before, remedies in 60 days or 6 months',
  (id) => {
    const policy = policyOf(id);
    expect(policy.limit('T42')).toMatchObject({ n: 6, unit: 'cy', tracked: false });
    expect(policy.limit('T40')).toMatchObject({ n: 3, unit: 'cm', anchor: 'certificate.validTo', tracked: false });
    expect(policy.values.reconsiderationDays.value).toBe(60);
    expect(policy.values.litigationMonths.value).toBe(6);
    expect(policy.values.certificateOrgan.value).toBe('28');
    expect(Object.keys(policy.values.certificateFields.value)).toHaveLength(22);
    expect(Object.keys(policy.values.certificateSectors.value)).toHaveLength(35);
    expect(policy.team.min).toBe(2);
  },
);

test.each([
  ['CMA-2015', ['ON_SITE', 'WRITTEN'], true, []],
  ['CMA-2019', ['ON_SITE', 'WRITTEN'], true, ['INITIAL', 'RENEWAL', 'SCOPE_EXT', 'CHG_SITE']],
  ['CMA-2021', ['ON_SITE', 'WRITTEN', 'REMOTE'], false, ['INITIAL', 'RENEWAL', 'SCOPE_EXT', 'CHG_SITE']],
])('%s: forms of review %j, time told in writing: %s, commitment for %j', (id, forms, inWriting, commitment) => {
  const policy = policyOf(id);
  expect(policy.reviewForms).toEqual(forms);
  expect(policy.conclusionsFor('ON_SITE')).toEqual(['符合', '基本符合', '不符合']);
  expect(policy.conclusionsFor('WRITTEN')).toEqual(['符合', '不符合']);
  expect(policy.values.reviewTimeToldInWriting.value).toBe(inWriting);
  expect(policy.kinds.filter(({ procedures }) => procedures.includes('COMMITMENT')).map(({ kind }) => kind)).toEqual(commitment);
  expect(policy.kinds.map(({ kind }) => kind)).toEqual(APPLICATION_KINDS);
});

test.each([
  ['INITIAL', 'M01 M04 M05 M06 M07 M08 M09 M10 M11 M13', 'M02'],
  ['RENEWAL', 'M01 M04 M05 M06 M07 M08 M10 M11 M13', 'M02 M18'],
  ['SCOPE_EXT', 'M01 M05 M06 M10 M12 M13', 'M02 M18'],
  ['CHG_SITE', 'M01 M04 M05 M06 M13', 'M02 M18'],
  ['CHG_NAME', 'M01 M13', 'M02 M18 M19'],
  ['CHG_LEGAL_REP', 'M01 M08 M09 M13', 'M02 M18 M19'],
  ['CHG_TECH_LEAD', 'M01 M08 M09 M13', 'M02 M18'],
  ['CHG_SIGNATORY', 'M01 M07 M13', 'M18'],
  ['CHG_STANDARD', 'M01 M05 M12 M13', 'M18'],
  ['CHG_DROP_ITEMS', 'M01 M05 M13', 'M18'],
  ['CANCEL', 'M01', 'M02 M18'],
])('materials for %s: must %s; shared %s', (kind, must, shared) => {
  const materials = policyOf('CMA-2021').materialsFor(kind as ApplicationKind);
  const withMark = (mark: string) =>
    materials
      .filter(({ requirement }) => requirement === mark)
      .map(({ id }) => id)
      .join(' ');
  expect([withMark('M'), withMark('S')]).toEqual([must, shared]);
});

/** What starts a clock of a verification or of a certificate. */
const AFTER_THE_CASE = /^(Verification|Revocation)/;

describe.each(packs.map((pack) => [pack.policy, pack] as const))('%s', (_id, pack) => {
  const tracked: readonly LimitRule[] = pack.limits.filter((limit) => limit.tracked);

  test('only acceptance and renewal are ever granted by silence', () => {
    for (const { onExpiry, start, anchor, kinds } of tracked) {
      if (onExpiry === 'deem-accepted') expect([['ApplicationReceived'], ['CorrectionSupplied']]).toContainEqual(start);
      if (onExpiry === 'deem-renewed') expect([anchor, kinds]).toEqual(['certificate.validTo', ['RENEWAL']]);
    }
  });

  test('every clock but that of the certificate ends when the applicant withdraws', () => {
    const open = tracked.filter(({ stop }) => !stop.includes('ApplicationWithdrawn'));
    const ofTheCase = open.filter(({ start }) => !start.some((event) => AFTER_THE_CASE.test(event)));
    expect(ofTheCase.filter(({ start }) => !start.includes('QualificationGranted'))).toEqual([]);
  });
});

test.each(['CMA-2015', 'CMA-2019', 'CMA-2021'])('%s: what concludes the review starts the decision', (id) => {
  const [review] = policyOf(id).limits.filter(({ id: limit }) => ['T10', 'T11'].includes(limit));
  const [decision] = policyOf(id).limits.filter(({ id: limit }) => ['T20', 'T21', 'T22'].includes(limit));
  const ends = ['ApplicationWithdrawn', 'ApplicationDeemedWithdrawn', 'RenewalDeemedGranted'];
  expect(decision?.start).toEqual(review?.stop.filter((event) => !ends.includes(event)));
});
