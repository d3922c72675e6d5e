import { localDate } from '#kernel';
import { submission, renewal } from '../cases.testing.js';
import { given, law } from '../given.testing.js';
import { commitmentEligibility, openProcedures, type CommitmentFacts, type Standing } from '../index.js';

const policy = law.policies.byLabel('CMA-2021/2+REV-2023/2');
const clean = submission().standing;
const rulesAgainst = (facts: Partial<CommitmentFacts>, under = policy) =>
  commitmentEligibility({ kind: 'RENEWAL', field: '20', standing: clean, ...facts }, under).map(({ rule }) => rule);
const standing = (more: Partial<Standing>): Standing => ({ ...clean, ...more });

test('a clean body may choose it for the four kinds of the rule (办法10, 12)', () => {
  for (const kind of ['INITIAL', 'RENEWAL', 'SCOPE_EXT', 'CHG_SITE'] as const) expect(rulesAgainst({ kind })).toEqual([]);
});

test.each<[string, Partial<CommitmentFacts>, string, string]>([
  ['another kind', { kind: 'CHG_NAME' }, 'kind-not-open', '办法10'],
  ['another kind that travels with it', { kind: 'CHG_SITE', alsoKinds: ['CHG_NAME'] }, 'kind-not-open', '办法12'],
  ['medical devices', { field: '15' }, 'special-food-or-medical-devices', '告知承诺实施办法3'],
  ['food, without a word about special food', { field: '00' }, 'special-food-or-medical-devices', '告知承诺实施办法3'],
  ['special food', { field: '00', specialFood: true }, 'special-food-or-medical-devices', '告知承诺实施办法3'],
  ['special food in another field', { specialFood: true }, 'special-food-or-medical-devices', '告知承诺实施办法3'],
  [
    'a punishment within two years',
    { standing: standing({ punishedWithin2Years: true }) },
    'punished-within-two-years',
    '告知承诺实施办法',
  ],
  [
    'a false commitment before',
    { standing: standing({ commitmentBarred: 'false-commitment' }) },
    'earlier-false-commitment',
    '评审准则19',
  ],
  [
    'a withdrawn commitment before',
    { standing: standing({ commitmentBarred: 'withdrawn-commitment' }) },
    'earlier-withdrawn-commitment',
    '办法12',
  ],
  ['a list of dishonest bodies', { standing: standing({ badCreditList: true }) }, 'on-bad-credit-list', '告知承诺实施办法'],
])('not with %s', (_what, facts, rule, article) => {
  expect(rulesAgainst(facts)).toEqual([rule]);
  const [reason] = commitmentEligibility({ kind: 'RENEWAL', field: '20', standing: clean, ...facts }, policy);
  expect(reason?.basis).toContain(article);
  expect([reason?.zh, reason?.en]).not.toContain('');
});

test('food without special food is open; a field that is not known yet closes nothing', () => {
  expect(rulesAgainst({ field: '00', specialFood: false })).toEqual([]);
  const { field: _field, ...unknown } = { kind: 'RENEWAL', field: '00', standing: clean } as const;
  expect(commitmentEligibility(unknown, policy)).toEqual([]);
});

test('a punishment does not count against a first-time applicant (告知承诺实施办法)', () => {
  const punished = standing({ punishedWithin2Years: true });
  expect(rulesAgainst({ kind: 'INITIAL', standing: punished })).toEqual([]);
  expect(rulesAgainst({ kind: 'INITIAL', standing: { ...punished, firstTime: false } })).toEqual(['punished-within-two-years']);
  expect(rulesAgainst({ standing: { ...punished, firstTime: true } })).toEqual([]);
});

test('every reason is told, not only the first', () => {
  const against = { field: '15', standing: standing({ commitmentBarred: 'false-commitment', badCreditList: true }) } as const;
  expect(rulesAgainst(against)).toEqual(['special-food-or-medical-devices', 'earlier-false-commitment', 'on-bad-credit-list']);
});

test('the law of 2015 knew one procedure', () => {
  expect(rulesAgainst({ kind: 'INITIAL' }, law.policies.byLabel('CMA-2015/2'))).toEqual(['kind-not-open']);
});

describe('a submission', () => {
  const submit = (more: object) =>
    given().when('SubmitApplication', submission({ procedure: 'COMMITMENT', ...more }), { at: '2026-03-02' });

  test('on a commitment that is not open is turned down with the reason (办法12, 告知承诺实施办法3)', () => {
    submit({ field: '15' }).thenRejected('commitment-not-eligible', '告知承诺实施办法3');
    submit({ standing: standing({ commitmentBarred: 'withdrawn-commitment' }) }).thenRejected(
      'commitment-not-eligible',
      '办法12',
    );
    submit({ ...renewal('2026-12-31'), standing: standing({ punishedWithin2Years: true }) }).thenRejected(
      'commitment-not-eligible',
      '告知承诺实施办法',
    );
  });

  test('the same body may always go the general way', () => {
    submit({ procedure: 'GENERAL', standing: standing({ commitmentBarred: 'false-commitment' }) }).then('ApplicationReceived');
  });

  test.each(['GENERAL', 'COMMITMENT'] as const)(
    'of a banned body is turned down up to the last day of the ban (办法32, 33; 许可法78): %s',
    (procedure) => {
      const until = (day: string) => ({ procedure, standing: standing({ bannedUntil: localDate(day), banBasis: '许可法78' }) });
      const last = submit(until('2026-03-02'));
      last.thenRejected('body-banned', '许可法78');
      // What the ban rests on, and nothing else.
      const banned = (banBasis: string) =>
        submit({ ...until('2026-03-02'), standing: standing({ bannedUntil: localDate('2026-03-02'), banBasis }) });
      expect(banned('办法33、许可法78').decision).toMatchObject({ basis: ['办法33', '许可法78'] });
      expect(banned('办法32、许可法79').decision).toMatchObject({ basis: ['办法32', '许可法79'] });
      submit(until('2027-03-01')).thenRejected('body-banned');
      expect(submit(until('2026-03-01')).state.status).toBe('received');
    },
  );

  test('hints are told to whoever handles it, and stop nothing', () => {
    const hinted = submit({
      ...renewal('2026-05-01'),
      procedure: 'GENERAL',
      standing: standing({ breachInLastTerm: true, badCreditList: true, punishedWithin2Years: true, creditClass: 'D' }),
    });
    hinted.then('ApplicationReceived');
    expect(hinted.file.warnings?.map(({ code }) => code)).toEqual([
      'late-renewal',
      'breach-in-last-term',
      'bad-credit-list',
      'punished-within-two-years',
      'credit-risk',
    ]);
    expect(submit({ procedure: 'GENERAL', standing: standing({ creditClass: 'B' }) }).file.warnings).toBeUndefined();
  });
});

describe('what a body may choose', () => {
  const facts = { kind: 'INITIAL', field: '12', standing: clean } as const;

  test('both procedures on a clean record', () => {
    expect(openProcedures(facts, policy, localDate('2026-03-02'))).toEqual([
      { procedure: 'GENERAL', open: true, reasons: [] },
      { procedure: 'COMMITMENT', open: true, reasons: [] },
    ]);
  });

  test('none under a ban, and again from the day after it (办法33)', () => {
    const banned = { ...facts, standing: standing({ bannedUntil: localDate('2026-03-02') }) };
    const rules = (day: string) =>
      openProcedures(banned, policy, localDate(day)).map(({ reasons }) => reasons.map(({ rule }) => rule));
    expect(rules('2026-03-02')).toEqual([['body-banned'], ['body-banned']]);
    expect(rules('2026-03-03')).toEqual([[], []]);
  });
});
