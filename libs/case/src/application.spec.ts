import { ENGINE, localDate } from '#kernel';
import { APPLICATION_KINDS } from '#law';
import { PAYLOADS, received, renewal, REACHED, submission } from './cases.testing.js';
import { applicant, clerk, given, law, on, stranger, time, USCC } from './given.testing.js';
import type { CaseCommands } from './index.js';

describe('SubmitApplication', () => {
  const submit = (more: Partial<CaseCommands['SubmitApplication']> = {}, at = '2026-03-02') =>
    given().when('SubmitApplication', submission(more, at.slice(0, 10)), { at });

  test('is received, under the policy and the calendar of the day', () => {
    const { policy: _policy, ...application } = submission();
    const data = { ...application, late: false, policy: 'CMA-2021/2+REV-2023/2+ENV-2025/1', calendar: law.calendar.version };
    submit().then({ type: 'ApplicationReceived', data });
    expect(submit().state).toMatchObject({
      status: 'received',
      file: { receivedAt: time('2026-03-02'), applicant: 'applicant' },
    });
  });

  test.each(APPLICATION_KINDS)('%s', (kind) => {
    const about = law.policies.get('CMA-2021', localDate('2026-03-02')).kind(kind).needsCertificate ? renewal('2026-12-31') : {};
    submit({ ...about, kind }).then('ApplicationReceived');
  });

  test.each([
    ['2019-04-30', 'CMA-2015/2+REV-2016/1'],
    ['2019-05-01', 'CMA-2015/2+REV-2016/1+ENV-2018/1'],
    ['2019-11-30', 'CMA-2015/2+REV-2016/1+ENV-2018/1'],
    ['2019-12-01', 'CMA-2019/2+REV-2016/1+ENV-2018/1'],
    ['2021-05-31', 'CMA-2019/2+REV-2016/1+ENV-2018/1'],
    ['2021-06-01', 'CMA-2021/2+REV-2016/1+ENV-2018/1'],
    ['2023-11-30', 'CMA-2021/2+REV-2016/1+ENV-2018/1'],
    ['2023-12-01', 'CMA-2021/2+ENV-2018/1+REV-2023/2'],
    ['2025-12-31', 'CMA-2021/2+ENV-2018/1+REV-2023/2'],
    ['2026-01-01', 'CMA-2021/2+REV-2023/2+ENV-2025/1'],
    ['2026-06-01', 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026/1'],
  ])('on %s it comes under %s', (day, policy) => {
    submit({}, day).then({ type: 'ApplicationReceived', data: { policy } });
  });

  test.each([
    ['2026-06-02', false], // handed in three months before the day
    ['2026-06-01', true],
    ['2026-05-31', true], // expiry less three months is 28 February: the month end
  ])('a renewal of a certificate valid to %s: late %s', (validTo, late) => {
    submit(renewal(validTo)).then({ type: 'ApplicationReceived', data: { late } });
  });

  test('28 February is still in time for an expiry on 31 May', () => {
    submit(renewal('2026-05-31'), '2026-02-28').then({ type: 'ApplicationReceived', data: { late: false } });
  });

  const certificate = { number: '202820340001', validTo: localDate('2026-12-31') };
  test.each<[string, Partial<CaseCommands['SubmitApplication']>, string, ...string[]]>([
    [
      'a code with a wrong check digit',
      { institution: { uscc: '91620102MA7ABCD12C', name: '甲' } },
      'uscc-invalid',
      'GB 32100-2015',
    ],
    ['another body', { institution: { uscc: '12620000438012348J', name: '乙' } }, 'not-your-institution'],
    ['a procedure that is not open', { kind: 'BRANCH', procedure: 'COMMITMENT' }, 'procedure-not-open', '办法10'],
    ['a procedure that the law did not know', { policy: 'CMA-2015', procedure: 'COMMITMENT' }, 'procedure-not-open', '办法12'],
    ['a renewal without its certificate', { kind: 'RENEWAL' }, 'certificate-required'],
    ['a first application with one', { certificate }, 'certificate-not-wanted'],
    ['an expired certificate', renewal('2026-03-01'), 'certificate-expired', '办法13'],
    ['an unknown field', { field: '99' }, 'code-unknown'],
    ['an unknown sector', { sector: '99' }, 'code-unknown'],
    ['a material outside the list', { materials: [{ material: 'M99' }] }, 'material-not-listed', '许可法31'],
    ['a missing material', { materials: [{ material: 'M01' }] }, 'materials-missing', '许可法31'],
  ])('%s is turned down', (_what, more, code, ...basis) => {
    submit(more).thenRejected(code, ...basis);
  });

  test('before the first policy there is none to apply under', () => {
    submit({}, '2015-07-31').thenRejected('no-policy-in-force');
    submit({ policy: 'CMA-1999' }).thenRejected('no-policy-in-force');
  });

  test('a certificate may be renewed on its last day', () => {
    submit(renewal('2026-03-02')).then('ApplicationReceived');
  });
});

describe('AcceptApplication', () => {
  test.each([
    ['INITIAL', {}, 'ON_SITE', 'awaiting-commission'],
    ['CHG_NAME', {}, 'NONE', 'awaiting-decision'],
    ['CHG_SIGNATORY', {}, 'WRITTEN', 'document-review'],
    ['CHG_SIGNATORY', { affectsConditions: true }, 'ON_SITE', 'awaiting-commission'],
    ['CHG_NAME', { affectsConditions: true }, 'ON_SITE', 'awaiting-commission'],
    ['CANCEL', { affectsConditions: true }, 'NONE', 'awaiting-decision'], // nothing can be affected any more
  ] as const)('%s %j is reviewed %s', (kind, more, reviewForm, status) => {
    const outcome = given(received({ kind, ...more })).when('AcceptApplication', {}, { at: '2026-03-05' });
    outcome.then({ type: 'ApplicationAccepted', data: { reviewForm } });
    expect(outcome.state).toMatchObject({ status, file: { acceptedAt: time('2026-03-05') } });
  });

  const clean = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };
  test.each([
    [clean, false, 'WRITTEN'],
    [{ ...clean, punishedWithin2Years: true }, false, 'WRITTEN'], // that closes only the commitment procedure
    [{ ...clean, breachInLastTerm: true }, false, 'ON_SITE'],
    [{ ...clean, badCreditList: true }, false, 'ON_SITE'],
    [clean, true, 'ON_SITE'],
  ])('a renewal with %j, conditions affected %s: %s', (standing, affectsConditions, reviewForm) => {
    given(received({ ...renewal('2026-12-31'), standing, affectsConditions }))
      .when('AcceptApplication', {}, { at: '2026-03-05' })
      .then({ type: 'ApplicationAccepted', data: { reviewForm } });
  });
});

describe('DeclineApplication', () => {
  test('with reasons, and the remedies of the law', () => {
    const outcome = given(received()).when('DeclineApplication', { reasons: ['不属于职权范围'] }, { at: '2026-03-05' });
    const remedies = {
      reconsideration: expect.stringContaining('60日') as string,
      litigation: expect.stringContaining('6个月') as string,
    };
    outcome.then({ type: 'ApplicationDeclined', data: { reasons: ['不属于职权范围'], remedies } });
    expect(outcome.state).toMatchObject({ status: 'declined', remedies });
  });

  test('never without a reason', () => {
    given(received())
      .when('DeclineApplication', { reasons: [] }, { at: '2026-03-05' })
      .thenRejected('reasons-missing', '许可法38');
  });
});

describe('RequestCorrection', () => {
  const request = (more: object = {}, at = '2026-03-05') =>
    given(received()).when('RequestCorrection', { ...PAYLOADS.RequestCorrection, ...more }, { at });

  test('stops the window clock and gives the applicant theirs', () => {
    request().then('CorrectionRequested');
    expect(request().file.clocks).toMatchObject([
      { limit: 'T01', ended: '2026-03-05' },
      { limit: 'T03', started: '2026-03-05', length: 10 },
    ]);
  });

  test.each([
    ['no item', { items: [] }, 'correction-items-missing', '许可法32(四)'],
    ['a material outside the list', { items: [{ material: 'M99', reason: '多要' }] }, 'material-not-listed', '许可法31'],
    ['no time to answer', { respondWithinWorkingDays: 0 }, 'correction-time-invalid', '许可法32(四)'],
    ['half a day', { respondWithinWorkingDays: 0.5 }, 'correction-time-invalid', '许可法32(四)'],
    ['no number', { respondWithinWorkingDays: Number.NaN }, 'correction-time-invalid', '许可法32(四)'],
  ])('with %s is turned down', (_what, more, code, basis) => {
    request(more).thenRejected(code, basis);
  });

  test('a second notice is turned down while the first is open (许可法32(四), 72(四))', () => {
    given(...REACHED['awaiting-correction'])
      .when('RequestCorrection', PAYLOADS.RequestCorrection, { at: '2026-03-05' })
      .thenRejected('correction-already-requested', '许可法32(四)', '许可法72(四)');
  });

  test('what is possible meanwhile is told, and nothing else', () => {
    const { decision } = given(...REACHED['awaiting-correction']).when('RequestCorrection', PAYLOADS.RequestCorrection, {
      at: '2026-03-05',
    });
    expect(decision).toMatchObject({ allowed: ['WithdrawApplication', 'SupplyCorrection', 'RepinPolicy'] });
  });

  test('and after it was answered', () => {
    given(...REACHED['awaiting-correction'], on('2026-03-06', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant))
      .when('RequestCorrection', PAYLOADS.RequestCorrection, { at: '2026-03-09' })
      .thenRejected('correction-already-requested', '许可法32(四)', '许可法72(四)');
  });
});

describe('SupplyCorrection', () => {
  const supply = (items: CaseCommands['SupplyCorrection']['items']) =>
    given(...REACHED['awaiting-correction']).when('SupplyCorrection', { items }, { at: '2026-03-09' });

  test('puts a new material in the place of the old one where it says so', () => {
    const outcome = supply([{ material: 'M10', fileName: '新.pdf', replaces: 'M10' }]);
    outcome.then('CorrectionSupplied');
    expect(outcome.file.materials.filter(({ material }) => material === 'M10')).toEqual([
      { material: 'M10', fileName: '新.pdf', id: 'M10/2' },
    ]);
    expect(outcome.file.materials).toHaveLength(submission().materials.length);
  });

  test('all at once', () => {
    supply([{ material: 'M01' }]).thenRejected('correction-incomplete', '许可法32(五)');
  });

  test('what is replaced is named where there is no such file, before what is still missing', () => {
    const { decision } = supply([{ material: 'M01', replaces: 'M01/9' }]);
    expect(decision).toMatchObject({ code: 'file-unknown', field: 'items[0].replaces', allowed: ['M01/1', 'M01'] });
    const files = [{ material: 'M07' }, { material: 'M07' }];
    const notice = on(
      '2026-03-04',
      'CorrectionRequested',
      { items: [{ material: 'M07', file: 'M07/2', reason: '缺页' }], respondWithinWorkingDays: 10 },
      clerk,
    );
    const other = given(received({ materials: files }), notice).when(
      'SupplyCorrection',
      { items: [{ material: 'M07', replaces: 'M07/1' }] },
      { at: '2026-03-09' },
    );
    expect(other.decision).toMatchObject({
      code: 'correction-incomplete',
      field: 'items[0].replaces',
      allowed: ['M07/2'],
      zh: expect.stringMatching(/^items\[0\]\.replaces 所替换的文件不在补正要求之列；/),
    });
  });

  test('nothing outside the list', () => {
    supply([{ material: 'M10' }, { material: 'M99' }]).thenRejected('material-not-listed', '许可法31');
  });
});

test('WithdrawApplication ends every clock', () => {
  const outcome = given(...REACHED.rectification).when('WithdrawApplication', { reason: '另行申请' }, { at: '2026-03-11' });
  outcome.then({ type: 'ApplicationWithdrawn', data: { reason: '另行申请' } });
  expect(outcome.state).toMatchObject({ status: 'withdrawn', deemed: false });
  expect(outcome.file.clocks.every(({ ended }) => ended !== undefined)).toBe(true);
});

test('to others the case does not exist', () => {
  given(received()).when('WithdrawApplication', {}, { at: '2026-03-05', by: stranger }).thenRejected('case-not-found');
  given(received())
    .when('WithdrawApplication', {}, { at: '2026-03-05', by: { ...stranger, uscc: USCC } })
    .then('ApplicationWithdrawn'); // a colleague of the applicant
});

test('nobody handles their own application', () => {
  given(received())
    .when('AcceptApplication', {}, { at: '2026-03-05', by: { ...clerk, id: applicant.id } })
    .thenRejected('four-eyes', '办法29');
  given(received()).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-03-05', by: ENGINE }).then();
});
