import type { Errand, Process, ProcessEvent } from './process.js';
import { caseIdIn, dayOf, institutionStream } from './streams.js';

/** What a body has promised, and whether it stood by it, is on its record (甘政办发〔2018〕145号 十三; 办法12). */
export const commitmentRecord: Process = {
  name: 'commitment-record',
  begins: 'beginning',
  on: [
    'CommitmentSigned',
    'CommitmentWithdrawn',
    'VerificationConcluded',
    'QualificationGranted',
    'QualificationRefused',
    'RenewalDeemedGranted',
    'ApplicationDeemedRefused',
  ],

  react(event) {
    switch (event.type) {
      case 'CommitmentSigned':
        return [signed(event, event.data)];
      case 'CommitmentWithdrawn':
        return [withdrawn(event, event.data)];
      case 'VerificationConcluded':
        return [verdict(event.data)];
      case 'QualificationGranted':
      case 'QualificationRefused':
      case 'RenewalDeemedGranted':
      case 'ApplicationDeemedRefused':
        return [reopened(event)];
      default:
        return [];
    }
  },
};

function signed(
  event: ProcessEvent,
  { uscc, sha256, signatory }: { readonly uscc: string; readonly sha256: string; readonly signatory?: string },
): Errand {
  const caseId = caseIdIn(event.stream);
  const signedOn = dayOf(event);
  return {
    name: 'record-commitment',
    caseStream: event.stream,
    sendingFor: ({ file: { institution } }) => ({
      stream: institutionStream(uscc),
      command: {
        type: 'RecordCommitment',
        data: {
          uscc,
          caseId,
          sha256,
          ...(signatory === undefined ? {} : { signatory }),
          signedOn,
          name: institution.name,
          ...(institution.legalRepresentative === undefined ? {} : { legalRepresentative: institution.legalRepresentative }),
        },
      },
    }),
  };
}

const withdrawn = ({ stream }: ProcessEvent, { uscc, reason }: { readonly uscc: string; readonly reason?: string }): Errand => ({
  name: 'record-commitment-withdrawal',
  stream: institutionStream(uscc),
  command: {
    type: 'RecordCommitmentWithdrawal',
    data: { uscc, caseId: caseIdIn(stream), ...(reason === undefined ? {} : { reason }) },
  },
});

const verdict = ({
  caseId,
  verdict: found,
  institution: { uscc },
}: Extract<ProcessEvent, { type: 'VerificationConcluded' }>['data']): Errand => ({
  name: 'record-verdict',
  stream: institutionStream(uscc),
  command: { type: 'RecordVerdict', data: { uscc, caseId, verdict: found } },
});

/**
 * After a withdrawn commitment the next application is by the general procedure (办法12). It is the one that was received under that
 * bar and went the whole way: only its decision opens the commitment procedure again, and a withdrawal on the way does not.
 */
const reopened = ({ stream }: ProcessEvent): Errand => ({
  name: 'reopen-commitment',
  caseStream: stream,
  sendingFor: ({ file: { procedure, standing, institution, receivedAt } }) =>
    procedure === 'GENERAL' && standing.commitmentBarred === 'withdrawn-commitment'
      ? {
          stream: institutionStream(institution.uscc),
          command: { type: 'ReopenCommitment', data: { uscc: institution.uscc, caseId: caseIdIn(stream), receivedAt } },
        }
      : undefined,
});
