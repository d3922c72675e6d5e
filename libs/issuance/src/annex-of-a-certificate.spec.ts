import { ENGINE, localDate } from '#kernel';
import type { CertificateCommands } from './index.js';
import { decisionMaker, given, holder, number, on, opened, statement, supervisor } from './certificates.testing.js';

describe('a certificate with rows', () => {
  const row = (name: string) => ({ category: '水', name, standard: 'GB/T 5750.4-2023' });
  const withRows = on('2020-12-31', 'CertificateRegistered', {
    ...{ number, holder, field: '20', issuedOn: localDate('2020-12-31'), validTo: localDate('2026-12-31') },
    scopeItems: [row('总硬度'), row('浑浊度')],
  });
  const decision = { scope: 'items', reasons: ['设备不具备'], publicSafety: false } as const;

  test('评审准则19: only what is on it is revoked, and is off the annex from then on', () => {
    const investigated = given(withRows, opened, statement);
    investigated
      .when('RevokeCertificate', { ...decision, items: ['水质'] }, decisionMaker, '2026-03-06')
      .thenRejected('item-not-on-certificate', '评审准则19');
    const revoked = investigated.when('RevokeCertificate', { ...decision, items: ['浑浊度'] }, decisionMaker, '2026-03-06');
    revoked.then({ type: 'CertificateRevoked', data: { items: ['2 水 浑浊度 GB/T 5750.4-2023'], rows: [2] } });
    expect(revoked.state).toMatchObject({ status: 'REVOKED_PARTIAL', annex: { rows: [{ row: 1, name: '总硬度' }], lastRow: 2 } });
  });

  test('评审准则19: a supervisor names what is on it; what inspectors proposed in their words is investigated', () => {
    const proposal = { ground: 'false-commitment', source: 'inspection-c2', scope: 'items', items: ['水质'] } as const;
    given(withRows)
      .when('OpenRevocation', proposal, supervisor, '2026-03-02')
      .thenRejected('item-not-on-certificate', '评审准则19');
    given(withRows).when('OpenRevocation', proposal, ENGINE, '2026-03-02').then('RevocationOpened');
  });

  test('办法13: a renewal keeps the annex; a change says what it did to it', () => {
    const renewal = { number, caseId: 'c2', validTo: localDate('2032-12-31'), deemed: false };
    expect(given(withRows).when('RenewCertificate', renewal, ENGINE, '2026-12-01').state.annex?.rows).toHaveLength(2);
    const changes = { droppedItems: ['总硬度', '已取消的项目'] };
    const amended = given(withRows).when(
      'AmendCertificate',
      { number, caseId: 'c3', change: 'CHG_DROP_ITEMS', changes },
      ENGINE,
      '2026-03-02',
    );
    amended.then({ type: 'CertificateAmended', data: { annex: { dropped: [1], unmatched: ['已取消的项目'] } } });
    expect(amended.state.annex).toEqual({ rows: [{ row: 2, ...row('浑浊度') }], lastRow: 2 });
  });

  test('办法15: an older one is registered with rows that can stand on a certificate', () => {
    const data = { ...withRows.data, scopeItems: [row('总硬度'), row('总硬度')] } as CertificateCommands['RegisterCertificate'];
    given().when('RegisterCertificate', data, ENGINE, '2026-03-02').thenRejected('scope-item-twice', '办法15');
  });
});
