import { TERM_LIMIT } from '#issuance';
import type { Errand, Process, ProcessEvent } from './process.js';
import { certificateStream } from './streams.js';

/** What has expired and was not renewed is cancelled (办法31); a renewal that ends without a grant lets its certificate go. */
export const certificateTerm: Process = {
  name: 'certificate-term',
  begins: 'beginning',
  on: [
    'CertificateExpired',
    'ApplicationDeclined',
    'ApplicationWithdrawn',
    'ApplicationDeemedWithdrawn',
    'ApplicationDeemedRefused',
    'QualificationRefused',
    'CommitmentWithdrawn',
  ],

  react(event) {
    switch (event.type) {
      case 'CertificateExpired':
        return [cancel(event.data.number, event.stream)];
      case 'ApplicationDeclined':
      case 'ApplicationWithdrawn':
      case 'ApplicationDeemedWithdrawn':
      case 'ApplicationDeemedRefused':
      case 'QualificationRefused':
      case 'CommitmentWithdrawn':
        return [lookAgain(event)];
      default:
        return [];
    }
  },
};

const cancel = (number: string, stream: string): Errand => ({
  name: 'cancel-expired',
  stream,
  command: { type: 'CancelCertificate', data: { number, ground: 'expired' } },
});

/** The alarm of the certificate may have come while the renewal was open. */
const lookAgain = ({ stream }: ProcessEvent): Errand => ({
  name: 'expire-unrenewed',
  caseStream: stream,
  sendingFor: ({ file: { kind, certificate } }) =>
    kind !== 'RENEWAL' || certificate === undefined
      ? undefined
      : {
          stream: certificateStream(certificate.number),
          command: { type: 'ExpireCertificateLimit', data: { limit: TERM_LIMIT, run: 1, version: 1 } },
        },
});
