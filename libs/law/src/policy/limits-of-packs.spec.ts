import type { LimitRule } from './index.js';
import { packs, policyOf } from './packs.testing.js';

/** Verification of a commitment: three months, ten days where it is to be prompt. Revocation: sixty days, five for a statement. */
const AFTER_THE_GRANT = { T51: 3, T52: 10, T70: 60, T71: 5 };

test.each([
  ['CMA-2015', { T01: 5, T04: 5, T10: 45, T13: 30, T15: 30, T20: 20, T23: 20, T25: 20, T30: 10, T41: 0, T60: 5, T61: 20 }],
  [
    'CMA-2019',
    {
      T01: 5,
      T04: 5,
      T10: 45,
      T13: 30,
      T15: 30,
      T21: 15,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T60: 5,
      T61: 20,
      T51: 3,
      T70: 60,
      T71: 5,
    },
  ],
  [
    'CMA-2021',
    {
      T01: 5,
      T04: 5,
      T11: 30,
      T13: 30,
      T15: 30,
      T22: 10,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T60: 5,
      T61: 20,
      ...AFTER_THE_GRANT,
    },
  ],
  [
    'CMA-2021/2+REV-2023',
    {
      T01: 5,
      T04: 5,
      T11: 30,
      T13: 30,
      T14: 5,
      T15: 30,
      T22: 10,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T53: 30,
      T60: 5,
      T61: 20,
      ...AFTER_THE_GRANT,
    },
  ],
  [
    'CMA-2021/2+REV-2023/2+CHECK-2027',
    {
      T01: 5,
      T04: 5,
      T11: 30,
      T12: 5,
      T13: 30,
      T14: 5,
      T15: 30,
      T22: 10,
      T23: 20,
      T25: 20,
      T31: 7,
      T41: 0,
      T50: 0,
      T53: 30,
      T60: 5,
      T61: 20,
      ...AFTER_THE_GRANT,
    },
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

test('limits that are only shown, with the days from which they hold', () => {
  const shown = (id: string, limit: string) => policyOf(id).findLimit(limit);
  expect(shown('CMA-2015', 'T62')).toMatchObject({ n: 45, unit: 'wd', tracked: false });
  expect(shown('CMA-2015', 'T80')).toMatchObject({ n: 60, unit: 'cd', party: 'applicant' });
  expect(['T90', 'T91'].filter((limit) => shown('CMA-2015', limit) !== undefined)).toEqual([]);
  expect([shown('CMA-2019', 'T90'), shown('CMA-2019', 'T91')?.n]).toEqual([undefined, 7]);
  expect([shown('CMA-2021', 'T90')?.n, shown('CMA-2021', 'T91')?.n]).toEqual([20, 7]);
  expect(policyOf('CMA-2021').number('hearing-notice')).toMatchObject({ value: 7, unit: 'wd', basis: ['许可法48(一)'] });
});
