import { ENGINE, localDate } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import {
  alarm,
  clocksOf,
  decisionMaker,
  given,
  head,
  holder,
  number,
  on,
  opened,
  openedOn,
  POLICY,
  registered,
  statement,
  supervisor,
} from './certificates.testing.js';

describe('the decision', () => {
  const heard = given(registered, opened, statement);
  const revoke = { scope: 'whole', publicSafety: false, reasons: ['承诺严重不实'] } as const;

  test('许可法79: after a false commitment it says whether public safety is at stake', () => {
    const answered = (publicSafety?: boolean) =>
      heard.when(
        'RevokeCertificate',
        { scope: 'whole', reasons: ['承诺严重不实'], ...(publicSafety === undefined ? {} : { publicSafety }) },
        decisionMaker,
        '2026-03-05',
      );
    answered().thenRejected('public-safety-unanswered', '许可法79');
    for (const publicSafety of [true, false]) answered(publicSafety).then({ type: 'CertificateRevoked', data: { publicSafety } });
  });

  test('许可法38, 69: with reasons and remedies; the whole certificate', () => {
    const { state, then } = heard.when('RevokeCertificate', revoke, decisionMaker, '2026-03-05');
    then({
      type: 'CertificateRevoked',
      data: {
        ...{ number, uscc: holder.uscc, ground: 'false-commitment', scope: 'whole', fraud: false, caseId: 'c1' },
        remedies: { reconsideration: expect.stringContaining('60'), litigation: expect.stringContaining('6') },
      },
    });
    expect(state).toMatchObject({ status: 'REVOKED', revoked: [{ on: '2026-03-05', scope: 'whole' }] });
    expect(state.investigations?.open).toBeUndefined();
    expect(clocksOf(state, '2026-03-06')).toMatchObject({ T70: { state: 'met' }, T71: { state: 'met' } });
    for (const reasons of [[], [' ', '']])
      heard
        .when('RevokeCertificate', { ...revoke, reasons }, decisionMaker, '2026-03-05')
        .thenRejected('reasons-missing', '许可法38');
  });

  test('评审准则19: or the items at fault; what is left lives on, is renewed and expires', () => {
    const { state } = heard.when('RevokeCertificate', { ...revoke, scope: 'items', items: ['水质'] }, head, '2026-03-05');
    expect(state).toMatchObject({ status: 'REVOKED_PARTIAL', revokedItems: ['水质'] });
    heard.when('RevokeCertificate', { ...revoke, scope: 'items' }, head, '2026-03-05').thenRejected('revoked-items-missing');
    const partial = on('2026-03-05', 'CertificateRevoked', {
      ...{ number, uscc: holder.uscc, holder: holder.name, ground: 'false-commitment', scope: 'items', items: ['水质'] },
      ...{ fraud: false, reasons: ['甲'], remedies: { reconsideration: '甲', litigation: '乙' } },
    });
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    expect(
      given(registered, opened, statement, partial).when('RenewCertificate', renewal, ENGINE, '2026-10-01').state,
    ).toMatchObject({
      ...{ status: 'REVOKED_PARTIAL', validTo: '2032-12-31' },
    });
    given(registered, opened, statement, partial)
      .when('ExpireCertificateLimit', alarm, ENGINE, '2027-01-01T00:00:00')
      .then('CertificateExpired');
  });

  test('程序暂行规定44: nothing beyond what the holder was told and heard on', () => {
    const decide = (proposal: Parameters<typeof openedOn>[0], data: object) =>
      given(registered, openedOn(proposal), statement).when('RevokeCertificate', { ...revoke, ...data }, head, '2026-03-05');
    const items = { scope: 'items', items: ['水质', '土壤'] } as const;
    decide(items, {}).thenRejected('beyond-proposal', '程序暂行规定44');
    decide(items, { scope: 'items', items: ['水质', '噪声'] }).thenRejected('beyond-proposal', '程序暂行规定44');
    decide(items, { scope: 'items', items: ['水质'] }).then('CertificateRevoked');
    decide({ scope: 'whole' }, { scope: 'items', items: ['噪声'] }).then('CertificateRevoked');
    decide(items, { ...items, fraud: true }).thenRejected('fraud-not-told', '程序暂行规定44', '办法32');
    decide({ ...items, fraud: true }, items).then({ type: 'CertificateRevoked', data: { fraud: true } });
    const fraud = on(
      '2026-03-02',
      'RevocationOpened',
      { ground: 'fraud', source: '甲', number, policy: POLICY, calendar: law.calendar.version },
      supervisor,
    );
    given(registered, fraud, statement)
      .when('RevokeCertificate', { ...revoke, fraud: true }, head, '2026-03-05')
      .then('CertificateRevoked');
  });

  test('程序暂行规定45: not while the investigation stands still', () => {
    const suspended = on('2026-03-05', 'RevocationSuspended', { reason: '鉴定' }, supervisor);
    given(registered, opened, statement, suspended)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-06')
      .thenRejected('revocation-suspended', '程序暂行规定45');
    const resumed = on('2026-03-09', 'RevocationResumed', {}, supervisor);
    given(registered, opened, statement, suspended, resumed)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-10')
      .then('CertificateRevoked');
  });

  test('程序暂行规定44: not before the holder was heard', () => {
    given(registered, opened)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-05')
      .thenRejected('statement-awaited', '程序暂行规定44');
    given(registered, opened)
      .when('RevokeCertificate', revoke, decisionMaker, '2026-03-10')
      .then('StatementWaived', 'CertificateRevoked');
  });

  test('许可法34, 办法29: not by an inspector of the case, nor by whoever opened it', () => {
    for (const id of ['expert-1', 'expert-2', ENGINE.id])
      heard.when('RevokeCertificate', revoke, { ...decisionMaker, id }, '2026-03-05').thenRejected('four-eyes', '许可法34');
    const own = on(
      '2026-03-02',
      'RevocationOpened',
      { ground: 'fraud', source: '甲', number, policy: POLICY },
      { ...supervisor, id: 'both' },
    );
    given(registered, own, statement)
      .when('CloseRevocation', { reasons: ['甲'] }, { ...decisionMaker, id: 'both' }, '2026-03-05')
      .thenRejected('four-eyes');
  });

  test('or not to revoke, with reasons', () => {
    const { state, then } = heard.when('CloseRevocation', { reasons: ['事实不成立'] }, decisionMaker, '2026-03-05');
    then('RevocationClosed');
    expect(state.status).toBe('VALID');
    for (const reasons of [[], ['\u3000']])
      heard.when('CloseRevocation', { reasons }, decisionMaker, '2026-03-05').thenRejected('reasons-missing');
    const closed = on('2026-03-05', 'RevocationClosed', { reasons: ['甲'] }, decisionMaker);
    given(registered, opened, statement, closed)
      .when('RevokeCertificate', revoke, head, '2026-03-06')
      .thenRejected('no-revocation-open', '程序暂行规定44', '程序暂行规定45');
    const second = given(registered, opened, statement, closed).when(
      'OpenRevocation',
      { ground: 'fraud', source: '乙' },
      supervisor,
      '2026-04-01',
    );
    second.then('RevocationOpened');
    expect(Object.keys(clocksOf(second.state, '2026-04-01'))).toEqual(['T70', 'T71', 'T70/2', 'T71/2']);
  });

  test('办法32: fraud is revoked although the certificate has ended meanwhile', () => {
    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = on('2027-01-01', 'CertificateCancelled', { number, ground: 'expired' });
    const told = openedOn({ scope: 'whole', fraud: true });
    const { state, then } = given(registered, expired, cancelled, told, statement).when(
      'RevokeCertificate',
      { ...revoke, fraud: true },
      decisionMaker,
      '2027-01-05',
    );
    then({ type: 'TimeLimitBreached' }, { type: 'CertificateRevoked', data: { fraud: true } });
    expect(state.status).toBe('REVOKED');
    const revoked = given(registered, opened, statement).when('RevokeCertificate', revoke, decisionMaker, '2026-03-05');
    expect(revoked.state.status).toBe('REVOKED');
  });
});
