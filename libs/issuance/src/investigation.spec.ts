import { ENGINE, localDate } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  applicant,
  clocksOf,
  decisionMaker,
  given,
  head,
  holder,
  number,
  on,
  opened,
  POLICY,
  registered,
  statement,
  supervisor,
} from './certificates.testing.js';

describe('an investigation', () => {
  test('程序暂行规定44, 45: sixty days for the decision, five for a statement', () => {
    const { state, then } = given(registered).when(
      'OpenRevocation',
      { ground: 'fraud', source: '甘市监核〔2026〕1号', fraud: true },
      supervisor,
      '2026-03-02',
    );
    then({ type: 'RevocationOpened', data: { number, policy: `${POLICY}+ENV-2025/1`, ground: 'fraud' } });
    expect(state.status).toBe('VALID');
    // T71: 3, 4, 5, 6, 9. T70: March 21 (3–6, 9–13, 16–20, 23–27, 30, 31), April 21 (42), May 18 with the 9th to the 28th: 60.
    expect(clocksOf(state, '2026-03-02')).toMatchObject({ T70: { due: '2026-05-28' }, T71: { due: '2026-03-09' } });
  });

  test('is opened once for one source; a second one waits', () => {
    const again = { ground: 'fraud', source: 'inspection-c1' } as const;
    given(registered, opened).when('OpenRevocation', again, ENGINE, '2026-03-03').then();
    given(registered, opened)
      .when('OpenRevocation', { ...again, source: '另案' }, supervisor, '2026-03-03')
      .thenRejected('revocation-open');
  });

  test('评审准则19: one into items names them', () => {
    const proposal = { ground: 'other-by-law', source: '监督检查', scope: 'items' } as const;
    for (const left of [proposal, { ...proposal, items: [] }])
      given(registered)
        .when('OpenRevocation', left, supervisor, '2026-03-02')
        .thenRejected('revoked-items-missing', '评审准则19');
    given(registered)
      .when('OpenRevocation', { ...proposal, items: ['水质'] }, supervisor, '2026-03-02')
      .then({ type: 'RevocationOpened', data: { scope: 'items', items: ['水质'] } });
  });

  test('程序暂行规定44, 45: a statement says something, and more time has a reason', () => {
    const { when } = given(registered, opened);
    when('RecordStatement', { statement: ' \n' }, applicant, '2026-03-04').thenRejected('statement-missing', '程序暂行规定44');
    when('ExtendRevocation', { reason: ' ' }, head, '2026-03-04').thenRejected('extension-reason-missing', '程序暂行规定45');
  });

  test('程序暂行规定44: the holder is heard; silence waives it', () => {
    const open = given(registered, opened);
    open.when('RecordStatement', { statement: '甲' }, applicant, '2026-03-09T23:59:59').then('StatementRecorded');
    open
      .when('RecordStatement', { statement: '甲' }, { ...applicant, uscc: '12620000438012348J' }, '2026-03-04')
      .thenRejected('certificate-not-found');
    open.when('RecordStatement', { statement: '甲' }, applicant, '2026-03-10T00:00:00').thenRejected('statement-given');
    const { state, then } = open.when(
      'ExpireCertificateLimit',
      { limit: 'T71', run: 1, version: 1 },
      ENGINE,
      '2026-03-10T00:00:00',
    );
    then({ type: 'StatementWaived', data: { limit: 'T71', run: 1, due: '2026-03-09' } });
    expect(clocksOf(state, '2026-03-11')).toMatchObject({ T71: { state: 'lapsed' }, T70: { state: 'running' } });
    given(registered, opened, statement)
      .when('RecordStatement', { statement: '乙' }, applicant, '2026-03-05')
      .thenRejected('statement-given');
  });

  test('程序暂行规定45: extended once, by the head; suspended for a hearing', () => {
    const { state, then } = given(registered, opened).when('ExtendRevocation', { reason: '案情复杂' }, head, '2026-03-03');
    then({ type: 'RevocationExtended', data: { byWorkingDays: 20 } });
    // T71 is over by the 29th of June; twenty more working days after 28 May: 29 (1), June 21 without the 19th: 26 June.
    expect(clocksOf(state, '2026-03-03')).toMatchObject({ T70: { extended: 20, due: '2026-06-26' } });
    const extended = on('2026-03-03', 'RevocationExtended', { reason: '甲', byWorkingDays: 20 }, head);
    given(registered, opened, extended)
      .when('ExtendRevocation', { reason: '乙' }, head, '2026-03-04')
      .thenRejected('already-extended');
    given(registered, opened).when('ExtendRevocation', { reason: '迟' }, head, '2026-05-29').thenRejected('nothing-to-extend');

    const suspended = on('2026-03-05', 'RevocationSuspended', { reason: '听证' }, supervisor);
    given(registered, opened).when('SuspendRevocation', { reason: '听证' }, supervisor, '2026-03-05').then('RevocationSuspended');
    given(registered, opened, suspended)
      .when('SuspendRevocation', { reason: '鉴定' }, supervisor, '2026-03-06')
      .thenRejected('revocation-suspended');
    given(registered, opened).when('ResumeRevocation', {}, supervisor, '2026-03-06').thenRejected('revocation-not-suspended');
    const resumed = given(registered, opened, suspended).when('ResumeRevocation', {}, supervisor, '2026-03-09');
    resumed.then('RevocationResumed');
    // 6 and 9 March do not count: 28 May and two more, 29 May and 1 June.
    expect(clocksOf(resumed.state, '2026-03-09')).toMatchObject({ T70: { stopped: 2, due: '2026-06-01' } });
  });

  test('an overrun is a breach; the decision still counts', () => {
    const { state, then } = given(registered, opened, statement).when(
      'RevokeCertificate',
      { scope: 'whole', publicSafety: false, reasons: ['甲'] },
      decisionMaker,
      '2026-06-01',
    );
    then({ type: 'TimeLimitBreached', data: { limit: 'T70', run: 1, due: '2026-05-28' } }, 'CertificateRevoked');
    expect(state.status).toBe('REVOKED');
    expect(clocksOf(state, '2026-06-02')).toMatchObject({ T70: { state: 'breached', ended: '2026-06-01' } });
  });
});

test.each<[string, object, readonly string[]]>([
  ['of the certificate alone', { ground: 'agency-error' }, ['CertificateCancelled', 'RevocationClosed']],
  ['of what was not put right', { ground: 'unrectified-commitment' }, ['CertificateCancelled', 'RevocationClosed']],
  ['of fraud', { ground: 'fraud' }, ['CertificateCancelled']],
  ['of a false commitment', { ground: 'false-commitment' }, ['CertificateCancelled']],
  ['on another ground, with fraud', { ground: 'other-by-law', fraud: true }, ['CertificateCancelled']],
])('许可法69, 70, 79; 评审准则19: an investigation %s when the certificate is cancelled', (_what, about, events) => {
  const investigated = on('2026-12-01', 'RevocationOpened', {
    ...{ number, source: '监督检查', policy: POLICY, calendar: law.calendar.version, ground: 'other-by-law' },
    ...about,
  });
  const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
  const { state, then } = given(registered, investigated, expired).when(
    'CancelCertificate',
    { number, ground: 'expired' },
    ENGINE,
    '2027-01-01',
  );
  then('StatementWaived', ...(events as never[]));
  expect(clocksOf(state, '2027-01-05')['T70']?.state).toBe(events.length > 1 ? 'met' : 'running');
});

test('办法32: what is opened for fraud is about fraud unless whoever opens says otherwise', () => {
  const open = { ground: 'fraud', source: '甘市监核〔2026〕1号' } as const;
  given(registered)
    .when('OpenRevocation', open, supervisor, '2026-03-02')
    .then({ type: 'RevocationOpened', data: { fraud: true } });
  given(registered)
    .when('OpenRevocation', { ...open, fraud: false }, supervisor, '2026-03-02')
    .then({ type: 'RevocationOpened', data: { fraud: false } });
});
