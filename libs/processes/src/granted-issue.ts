import type { CertificateOrder } from '#case';
import { assertNever, dateOf } from '#kernel';
import type { Errand, Process, ProcessEvent } from './process.js';
import { caseIdIn, caseStream, certificateStream } from './streams.js';

/** Decision → certificate → back to the case, so that it can be delivered (办法11 (4): issue follows the decision). */
export const grantedIssue: Process = {
  name: 'granted-issue',
  begins: 'beginning',
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
        return [carryOut(event.data.certificate, event)];
      case 'CertificateIssued':
      case 'CertificateRenewed':
      case 'CertificateAmended':
      case 'CertificateCancelled':
        // One that was cancelled for having expired has no case to report to.
        return event.data.caseId === undefined ? [] : [record(event.data.caseId, event.data.number)];
      default:
        return [];
    }
  },
};

function carryOut(order: CertificateOrder, event: ProcessEvent): Errand {
  const caseId = caseIdIn(event.stream);
  if (order.action === 'issue') {
    const { action: _issue, prefix, ...made } = order;
    const data = { caseId, ...made };
    return {
      name: 'issue-certificate',
      series: prefix,
      commandFor: (number) => ({ type: 'IssueCertificate', data: { ...data, number } }),
    };
  }
  const { number } = order;
  const stream = certificateStream(number);
  switch (order.action) {
    case 'renew':
      return {
        name: 'renew-certificate',
        stream,
        command: {
          type: 'RenewCertificate',
          data: { number, caseId, validTo: order.validTo, deemed: order.deemed, ...decidedOn(event) },
        },
      };
    case 'amend': {
      const { action: _amend, ...change } = order;
      return { name: 'amend-certificate', stream, command: { type: 'AmendCertificate', data: { ...change, caseId } } };
    }
    case 'cancel':
      return {
        name: 'cancel-certificate',
        stream,
        command: { type: 'CancelCertificate', data: { number, caseId } },
      };
    default:
      return assertNever(order, 'certificate order');
  }
}

/** The day of the grant: a renewal that comes after the expiry leaves a gap. What is deemed granted leaves none. */
const decidedOn = ({ type, effectiveAt }: ProcessEvent) =>
  type === 'RenewalDeemedGranted' || effectiveAt === undefined ? {} : { decidedOn: dateOf(effectiveAt) };

const record = (caseId: string, number: string): Errand => ({
  name: 'record-certificate',
  stream: caseStream(caseId),
  command: { type: 'RecordCertificate', data: { number } },
});
