import { readFileSync } from 'node:fs';
import { localDate, type LocalDate } from '#kernel';
import { createPolicyBook, parsePolicyPack, PolicyBookError, PolicyUnknown, type OverlayPack, type PolicyPack } from './index.js';

const shipped = (id: string): PolicyPack =>
  parsePolicyPack(JSON.parse(readFileSync(new URL(`../../data/policy/packs/${id}.json`, import.meta.url), 'utf8')), id);
const [law2015, law2019, law2021, review2023] = ['CMA-2015', 'CMA-2019', 'CMA-2021', 'REV-2023'].map(shipped) as [
  PolicyPack,
  PolicyPack,
  PolicyPack,
  PolicyPack,
];
const others = ['REV-2016', 'ENV-2018', 'ENV-2025', 'YDYK-2026'].map(shipped);
const book = createPolicyBook([review2023, law2021, law2015, law2019, ...others]);
const day = (text: string): LocalDate => localDate(text);

test.each([
  ['2015-07-31', undefined],
  ['2015-08-01', 'CMA-2015/1'],
  ['2016-05-30', 'CMA-2015/1'],
  ['2016-05-31', 'CMA-2015/1+REV-2016/1'],
  ['2019-04-30', 'CMA-2015/1+REV-2016/1'],
  ['2019-05-01', 'CMA-2015/1+REV-2016/1+ENV-2018/1'],
  ['2019-11-30', 'CMA-2015/1+REV-2016/1+ENV-2018/1'],
  ['2019-12-01', 'CMA-2019/1+REV-2016/1+ENV-2018/1'],
  ['2021-05-31', 'CMA-2019/1+REV-2016/1+ENV-2018/1'],
  ['2021-06-01', 'CMA-2021/1+REV-2016/1+ENV-2018/1'],
  ['2023-11-30', 'CMA-2021/1+REV-2016/1+ENV-2018/1'],
  ['2023-12-01', 'CMA-2021/1+ENV-2018/1+REV-2023/1'],
  ['2025-12-31', 'CMA-2021/1+ENV-2018/1+REV-2023/1'],
  ['2026-01-01', 'CMA-2021/1+REV-2023/1+ENV-2025/1'],
  ['2026-05-31', 'CMA-2021/1+REV-2023/1+ENV-2025/1'],
  ['2026-06-01', 'CMA-2021/1+REV-2023/1+ENV-2025/1+YDYK-2026/1'],
])('on %s %s is in force', (date, label) => {
  expect(book.findInForce(day(date))?.versionLabel).toBe(label);
});

test.each([
  ['CMA-2021', '2025-03-02', 'CMA-2021/1+ENV-2018/1+REV-2023/1'],
  ['CMA-2021', '2026-03-02', 'CMA-2021/1+REV-2023/1+ENV-2025/1'],
  ['CMA-2021', '2022-03-02', 'CMA-2021/1+REV-2016/1+ENV-2018/1'],
  ['CMA-2015', '2026-03-02', 'CMA-2015/1'],
  ['CMA-2019', '2016-03-02', 'CMA-2019/1'],
])('%s on %s, in force or not, is %s', (id, date, label) => {
  expect(book.find(id, day(date))?.versionLabel).toBe(label);
  expect(book.get(id, day(date)).id).toBe(id);
});

test.each(['CMA-2020', 'REV-2023', 'CMA-2021/1', ''])('"%s" is no base pack', (id) => {
  expect(book.find(id, day('2026-03-02'))).toBeUndefined();
  expect(() => book.get(id, day('2026-03-02'))).toThrow(PolicyUnknown);
});

describe('a label', () => {
  test('leads back to the same policy', () => {
    for (const date of ['2016-01-01', '2020-01-01', '2022-01-01', '2026-01-01']) {
      const policy = book.findInForce(day(date));
      expect(book.byLabel(policy?.versionLabel ?? '')).toBe(policy);
    }
  });

  test('works before its policy was ever asked for', () => {
    expect(createPolicyBook([law2021, review2023]).byLabel('CMA-2021/1+REV-2023/1').limit('T14').n).toBe(5);
  });

  test.each(['CMA-2021/2', 'CMA-2021', 'REV-2023/1', 'CMA-2021/1+CMA-2019/1', 'CMA-2021/1+', ''])('"%s" is a fault', (label) => {
    expect(() => book.byLabel(label)).toThrow(new PolicyUnknown(label));
  });
});

describe('an overlay', () => {
  const before = book.byLabel('CMA-2021/1');
  const after = book.byLabel('CMA-2021/1+REV-2023/1');

  test('adds limits in their place and leaves the others', () => {
    expect(before.findLimit('T14')).toBeUndefined();
    expect(after.limits.map(({ id }) => id)).toEqual([...before.limits.map(({ id }) => id), 'T12', 'T14', 'T53'].sort());
    expect(after.limit('T11')).toBe(before.limit('T11'));
  });

  test('replaces rows of the same name', () => {
    const byForm = (pack: PolicyPack) => pack.reviewForms.map(({ form, verified }) => [form, verified]);
    expect(byForm(law2021)).toContainEqual(['REMOTE', 'inferred']);
    expect(byForm(review2023)).toContainEqual(['REMOTE', 'verified']);
    expect(after.reviewForms).toEqual(before.reviewForms);
    expect(after.team.basis).toContain('评审准则 附件1 3.2.1');
    expect(after.values).toEqual(before.values);
  });

  test('may change values, the later overlay last', () => {
    const fee = { ...before.values.feeYuan, value: 100 };
    const overlay = (policy: string, from: string, value: number): PolicyPack =>
      ({
        ...review2023,
        policy,
        effectiveFrom: day(from),
        limits: [],
        steps: [],
        values: { feeYuan: { ...fee, value } },
      }) as PolicyPack;
    const charged = createPolicyBook([overlay('FEE-2025', '2025-01-01', 200), overlay('FEE-2024', '2024-01-01', 100), law2021]);
    const feeOn = (date: string) => charged.findInForce(day(date))?.values.feeYuan.value;
    expect([feeOn('2023-12-31'), feeOn('2024-06-01'), feeOn('2025-06-01')]).toEqual([0, 100, 200]);
    expect(charged.findInForce(day('2025-06-01'))?.versionLabel).toBe('CMA-2021/1+FEE-2024/1+FEE-2025/1');
  });
});

describe('limits by event', () => {
  const policy = book.byLabel('CMA-2021/1+REV-2023/1');
  const ids = (limits: readonly { id: string }[]) => limits.map(({ id }) => id);

  test.each([
    ['ApplicationReceived', ['T01'], ['T01']],
    ['CorrectionRequested', ['T03'], ['T01', 'T03', 'T25', 'T50']],
    ['ApplicationAccepted', ['T11', 'T23', 'T41'], ['T01', 'T03', 'T04', 'T11', 'T23', 'T25', 'T41']],
    ['RectificationOrdered', ['T13'], ['T11', 'T13', 'T14', 'T25']],
    ['RectificationSubmitted', ['T14'], ['T11', 'T13', 'T14', 'T25']],
    ['DocumentReviewPassed', ['T22'], ['T11', 'T22']],
    ['DecisionExtended', [], ['T22', 'T23']],
    ['HearingRequested', ['T61'], ['T22', 'T23', 'T25', 'T50', 'T60', 'T61']],
    ['HearingClosed', [], ['T22', 'T23', 'T25', 'T50']],
    ['RefusalSetAside', ['T25'], ['T25']],
    ['QualificationGranted', ['T31'], ['T05', 'T22', 'T23', 'T25', 'T31', 'T41', 'T50', 'T60', 'T61']],
    ['CertificateDelivered', [], ['T31']],
    ['SomethingElse', [], []],
  ])('%s starts %j and touches %j; limits that are no clocks are left out', (event, started, touched) => {
    expect(ids(policy.limitsStartedBy(event))).toEqual(started);
    expect(ids(policy.limitsTouchedBy(event))).toEqual(touched);
  });
});

test('a limit that the policy lacks is a fault for limit, nothing for findLimit', () => {
  const policy = book.byLabel('CMA-2021/1');
  expect(() => policy.limit('T10')).toThrow('policy CMA-2021/1 has no limit T10');
  expect(policy.findLimit('T10')).toBeUndefined();
});

describe('a book', () => {
  test('refuses base packs in force on the same day and names both', () => {
    const longer: PolicyPack = { ...law2019, effectiveTo: day('2021-06-01') };
    expect(() => createPolicyBook([law2021, longer])).toThrow(
      new PolicyBookError(
        'CMA-2019/1 (2019-12-01 to 2021-06-01) and CMA-2021/1 (2021-06-01 to open) are in force on the same day',
      ),
    );
  });

  test('refuses the same version twice', () => {
    expect(() => createPolicyBook([law2021, { ...law2021 }])).toThrow('policy pack CMA-2021/1 is there twice');
  });

  test('puts the highest version in force and still serves the label of an older one', () => {
    const corrected: PolicyPack = { ...law2021, version: 10, title: { zh: '更正', en: 'corrected' } };
    const both = createPolicyBook([corrected, law2021, { ...law2021, version: 9 }]);
    expect(both.findInForce(day('2022-01-01'))?.versionLabel).toBe('CMA-2021/10');
    expect(both.byLabel('CMA-2021/1').title).toEqual(law2021.title);
  });

  test('tells a day by the versions that were published by then', () => {
    const [second, ended] = [
      { ...law2021, version: 2 },
      { ...law2021, version: 3, effectiveTo: day('2026-12-31') },
    ];
    const next = { ...law2021, policy: 'CMA-2027', version: 1, effectiveFrom: day('2027-01-01') };
    const all = createPolicyBook([law2019, law2021, second, ended, next, review2023, { ...review2023, version: 2 }]);
    const told = (date: string, ...without: readonly string[]) =>
      all.findAsPublished(day(date), ({ policy, version }) => !without.includes(`${policy}/${version}`))?.versionLabel;

    expect(told('2022-01-01')).toBe('CMA-2021/3');
    expect(told('2022-01-01', 'CMA-2021/3', 'CMA-2027/1')).toBe('CMA-2021/2');
    expect(told('2024-01-01', 'CMA-2021/3', 'CMA-2021/2', 'CMA-2027/1', 'REV-2023/2')).toBe('CMA-2021/1+REV-2023/1');
    expect(told('2027-01-01', 'CMA-2021/3', 'CMA-2027/1')).toBe('CMA-2021/2+REV-2023/2');
    expect(told('2027-01-01')).toBe('CMA-2027/1+REV-2023/2');
    expect(told('2015-01-01')).toBeUndefined();
  });

  test.each<[string, (overlay: OverlayPack) => object, string]>([
    [
      'names a limit that none of them has',
      ({ steps = [] }) => ({ limits: [], steps }),
      'CMA-2021/1+REV-2023/1: $.steps.review.limits[1] there is no limit "T12" here',
    ],
    [
      'waits for a step that waits for its own',
      ({ steps = [] }) => ({
        steps: steps.map((step) => (step.id === 'document-review' ? { ...step, after: ['decide'] } : step)),
      }),
      'CMA-2021/1+REV-2023/1: $.steps.decide.after[4] closes a circle of steps: document-review after decide after document-review',
    ],
    [
      'lets a kind be applied for by nobody known',
      () => ({ kinds: law2021.kinds.slice(0, 1).map((kind) => ({ ...kind, who: 'anybody' })) }),
      'CMA-2021/1+REV-2023/1: $.kinds.INITIAL.who there is no row "anybody" among the applicants',
    ],
  ])('refuses an overlay that %s', (_what, change, problem) => {
    const overlay = { ...review2023, ...change(review2023 as OverlayPack) };
    expect(() => createPolicyBook([law2021, overlay])).toThrow(PolicyBookError);
    expect(() => createPolicyBook([law2021, overlay])).toThrow(problem);
  });

  test('looks at an overlay beside every base pack that it joins, from its first day on', () => {
    const early: PolicyPack = { ...review2023, effectiveFrom: day('2018-01-01') };
    expect(() => createPolicyBook([law2015, law2019, law2021, early])).toThrow(
      'CMA-2015/1+REV-2023/1: $.steps.review.limits[0] there is no limit "T11" here',
    );
  });

  test('may be empty: then nothing is in force', () => {
    expect(createPolicyBook([]).findInForce(day('2026-01-01'))).toBeUndefined();
  });
});
