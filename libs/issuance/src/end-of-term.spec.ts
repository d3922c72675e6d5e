import { ENGINE, localDate } from '#kernel';
import { statusOn, type Certificate } from './index.js';
import { alarm, fold, given, holder, number, on, registered, time } from './certificates.testing.js';

describe('the end of the term', () => {
  test('办法13: at 24:00 of the last day, once, and then cancelled (办法31)', () => {
    given(registered).when('ExpireCertificateLimit', alarm, ENGINE, '2026-12-31T23:59:59').then();
    const { state, then } = given(registered).when('ExpireCertificateLimit', alarm, ENGINE, '2027-01-01T00:00:00');
    then({ type: 'CertificateExpired', data: { number, uscc: holder.uscc }, effectiveAt: time('2027-01-01T00:00:00') });
    expect(state.status).toBe('EXPIRED');

    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = given(registered, expired).when('CancelCertificate', { number, ground: 'expired' }, ENGINE, '2027-01-01');
    cancelled.then('CertificateCancelled');
    expect(cancelled.state).toMatchObject({ status: 'CANCELLED', cancelled: { on: '2027-01-01', ground: 'expired' } });
  });

  test('许可法50: not while a renewal is open', () => {
    given(registered)
      .when('ExpireCertificateLimit', { ...alarm, openRenewal: 'c2' }, ENGINE, '2027-01-01T00:00:00')
      .then();
    // The public is told by the day all the same.
    const state = fold([registered]) as Certificate;
    expect([statusOn(state, localDate('2026-12-31')), statusOn(state, localDate('2027-01-01'))]).toEqual(['VALID', 'EXPIRED']);
  });

  test('a late alarm dates the expiry back to the last day', () => {
    given(registered)
      .when('ExpireCertificateLimit', alarm, ENGINE, '2027-02-01')
      .then({ type: 'CertificateExpired', effectiveAt: time('2027-01-01T00:00:00') });
  });

  test('a renewal granted after it leaves a gap, and prevails over expiry and its cancellation', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false, decidedOn: localDate('2027-01-12') };
    const expired = on('2027-01-01', 'CertificateExpired', { number, uscc: holder.uscc, validTo: localDate('2026-12-31') });
    const cancelled = on('2027-01-01', 'CertificateCancelled', { number, ground: 'expired' });
    for (const before of [[registered], [registered, expired], [registered, expired, cancelled]]) {
      const { state, then } = given(...before).when('RenewCertificate', renewal, ENGINE, '2027-01-13');
      then('CertificateRenewed');
      expect(state).toMatchObject({ status: 'VALID', validTo: '2032-12-31', gaps: [{ from: '2027-01-01', to: '2027-01-11' }] });
      expect(state.cancelled).toBeUndefined();
    }
    // What was renewed in the meantime is not cancelled for having expired.
    const renewed = on('2027-01-12', 'CertificateRenewed', renewal);
    given(registered, expired, renewed).when('CancelCertificate', { number, ground: 'expired' }, ENGINE, '2027-01-13').then();
  });

  test('in time, or deemed, it leaves none', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31') };
    for (const [deemed, decidedOn] of [
      [true, undefined],
      [false, localDate('2026-12-31')],
      [false, localDate('2027-01-01')],
    ] as const) {
      const data = { ...renewal, deemed, ...(decidedOn === undefined ? {} : { decidedOn }) };
      expect(given(registered).when('RenewCertificate', data, ENGINE, '2027-01-05').state.gaps).toBeUndefined();
    }
  });

  test('one that was cancelled on application, or revoked, is not renewed', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    const cancelled = on('2026-05-01', 'CertificateCancelled', { number, caseId: 'c3', ground: 'application' });
    given(registered, cancelled)
      .when('RenewCertificate', renewal, ENGINE, '2026-06-01')
      .thenRejected('certificate-not-alive', '办法31', '办法32');
  });
});
