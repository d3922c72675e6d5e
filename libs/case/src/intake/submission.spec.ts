import { ENGINE, localDate } from '#kernel';
import { APPLICATION_KINDS } from '#law';
import { PAYLOADS, received, renewal, REACHED, submission } from '../cases.testing.js';
import { applicant, clerk, given, law, stranger, time, USCC } from '../given.testing.js';
import type { CaseCommands } from '../index.js';

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
