import type { CertificateOrder } from '#case';
import { localDate } from '#kernel';
import { grantedIssue, type ProcessEvent } from './index.js';

const holder = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' };
const [issuedOn, validTo] = [localDate('2026-03-18'), localDate('2032-03-18')];
const number = '202820340001';

const granted = (certificate: CertificateOrder) =>
  grantedIssue.react({ type: 'QualificationGranted', data: { certificate }, stream: 'case-7K3F-9QXM-2A5T' });
const caseId = '7K3F-9QXM-2A5T';

test('a new certificate goes to the next free number of its series', () => {
  const [errand, ...others] = granted({ action: 'issue', prefix: '26282034', holder, field: '20', issuedOn, validTo });
  expect(others).toEqual([]);
  if (errand === undefined || !('series' in errand)) throw new Error('not of a series');
  expect([errand.name, errand.series]).toEqual(['issue-certificate', '26282034']);
  expect(errand.commandFor('262820340007')).toEqual({
    type: 'IssueCertificate',
    data: { caseId, number: '262820340007', holder, field: '20', issuedOn, validTo },
  });
});

test.each<[CertificateOrder, object]>([
  [
    { action: 'renew', number, validTo, deemed: false },
    { type: 'RenewCertificate', data: { number, caseId, validTo, deemed: false } },
  ],
  [
    { action: 'amend', number, change: 'CHG_NAME', holderName: '新' },
    { type: 'AmendCertificate', data: { number, caseId, change: 'CHG_NAME', holderName: '新' } },
  ],
  [
    { action: 'cancel', number },
    { type: 'CancelCertificate', data: { number, caseId } },
  ],
])('%j goes to the certificate that is held', (order, command) => {
  const [errand, ...others] = granted(order);
  expect(others).toEqual([]);
  expect(errand).toEqual({ name: expect.any(String) as unknown, stream: `certificate-${number}`, command });
});

test('a deemed renewal likewise', () => {
  const certificate = { action: 'renew', number, validTo, deemed: true } as const;
  const data = { limit: 'T41', run: 1, due: localDate('2026-06-02'), certificate };
  expect(grantedIssue.react({ type: 'RenewalDeemedGranted', data, stream: `case-${caseId}` })).toMatchObject([
    { name: 'renew-certificate', command: { data: { deemed: true } } },
  ]);
});

test.each<ProcessEvent>([
  {
    type: 'CertificateIssued',
    data: { number, caseId, holder, field: '20', issuedOn, validTo },
    stream: `certificate-${number}`,
  },
  { type: 'CertificateRenewed', data: { number, caseId, validTo, deemed: true }, stream: `certificate-${number}` },
  { type: 'CertificateAmended', data: { number, caseId, change: 'CHG_NAME', holderName: '新' }, stream: `certificate-${number}` },
  { type: 'CertificateCancelled', data: { number, caseId }, stream: `certificate-${number}` },
])('$type is reported back to its case', (event) => {
  expect(grantedIssue.react(event)).toEqual([
    { name: 'record-certificate', stream: `case-${caseId}`, command: { type: 'RecordCertificate', data: { number } } },
  ]);
});

test('nothing else is any of its business', () => {
  const registered = { number, holder, field: '20', issuedOn, validTo };
  expect(grantedIssue.react({ type: 'CertificateRegistered', data: registered, stream: `certificate-${number}` })).toEqual([]);
  expect(grantedIssue.react({ type: 'CertificateDelivered', data: { number }, stream: `case-${caseId}` })).toEqual([]);
  expect(grantedIssue.on).not.toContain('CertificateRegistered');
});

test('the same event gives errands of the same name, so that each acts once', () => {
  const order = { action: 'cancel', number } as const;
  expect(granted(order)).toEqual(granted(order));
});
