import type { CertificateOrder } from '#case';
import { assertNever } from '#kernel';
import type { Errand, Process, ProcessEvent } from './process.js';

/** Decision → certificate → back to the case, so that it can be delivered (办法11 (4): issue follows the decision). */
export const grantedIssue: Process = {
  name: 'granted-issue',
  on: [
    'QualificationGranted',
    'RenewalDeemedGranted',
    'CertificateIssued',
    'CertificateRenewed',
    'CertificateAmended',
    'CertificateCancelled',
  ],

  react(event) {
    switch (event.type) {
      case 'QualificationGranted':
      case 'RenewalDeemedGranted':
        return [carryOut(event.data.certificate, event.stream)];
      case 'CertificateIssued':
      case 'CertificateRenewed':
      case 'CertificateAmended':
      case 'CertificateCancelled':
        return [record(event.data.caseId, event.data.number)];
      default:
        return [];
    }
  },
};

const CASE = 'case-';

function carryOut(order: CertificateOrder, caseStream: ProcessEvent['stream']): Errand {
  const caseId = caseStream.slice(CASE.length);
  if (order.action === 'issue') {
    const { prefix, holder, field, issuedOn, validTo } = order;
    const data = { caseId, holder, field, issuedOn, validTo };
    return {
      name: 'issue-certificate',
      series: prefix,
      commandFor: (number) => ({ type: 'IssueCertificate', data: { ...data, number } }),
    };
  }
  const { number } = order;
  const stream = `certificate-${number}`;
  switch (order.action) {
    case 'renew':
      return {
        name: 'renew-certificate',
        stream,
        command: { type: 'RenewCertificate', data: { number, caseId, validTo: order.validTo, deemed: order.deemed } },
      };
    case 'amend': {
      const { action: _amend, ...change } = order;
      return { name: 'amend-certificate', stream, command: { type: 'AmendCertificate', data: { ...change, caseId } } };
    }
    case 'cancel':
      return { name: 'cancel-certificate', stream, command: { type: 'CancelCertificate', data: { number, caseId } } };
    default:
      return assertNever(order, 'certificate order');
  }
}

const record = (caseId: string, number: string): Errand => ({
  name: 'record-certificate',
  stream: `${CASE}${caseId}`,
  command: { type: 'RecordCertificate', data: { number } },
});
