import { ENGINE } from '#kernel';
import { PAYLOADS, received, REACHED, renewal } from '../cases.testing.js';
import { clerk, clocksOf, given, on } from '../given.testing.js';
import type { CaseCommands } from '../index.js';

const at = '2026-03-18';

describe('RecordCertificate and DeliverCertificate', () => {
  const granted = REACHED.granted.slice(0, -1);

  test('the engine records the number, then the clerk delivers', () => {
    const recorded = given(...granted).when('RecordCertificate', { number: '262820340001' }, { at, by: ENGINE });
    recorded.then({ type: 'CertificateReady', data: { number: '262820340001' } });
    const delivered = given(...recorded.events).when('DeliverCertificate', {}, { at: '2026-03-20' });
    delivered.then({ type: 'CertificateDelivered', data: { number: '262820340001' } });
    expect(delivered.state).toMatchObject({ status: 'delivered', certificateNumber: '262820340001' });
    expect(clocksOf(delivered.state, '2026-03-20')).toMatchObject({ T31: { state: 'met', counted: 2 } });
  });

  test('not before it is made out', () => {
    given(...granted)
      .when('DeliverCertificate', {}, { at })
      .thenRejected('certificate-not-ready');
  });

  test('a deemed renewal stays one when its certificate is ready', () => {
    const data: CaseCommands['RecordCertificate'] = { number: '202820340001' };
    const deemed = given(
      received(renewal('2026-06-02')),
      on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk),
    ).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-06-03T00:00:00' });
    expect(given(...deemed.events).when('RecordCertificate', data, { at: '2026-06-03', by: ENGINE }).state).toMatchObject({
      status: 'granted',
      deemed: true,
      certificateNumber: '202820340001',
    });
  });
});
