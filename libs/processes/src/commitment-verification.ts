import type { Errand, Process, ProcessEvent } from './process.js';
import { caseIdIn, certificateOf, certificateStream, inspectionStream, institutionStream } from './streams.js';

/** Decided on the applicant's word, verified afterwards; a false word costs the certificate and the fast route (告知承诺实施办法, 评审准则19). */
export const commitmentVerification: Process = {
  name: 'commitment-verification',
  on: ['SelfDeclarationAccepted', 'RevocationProposed'],

  react(event) {
    switch (event.type) {
      case 'SelfDeclarationAccepted':
        return [commission(event, event.data)];
      case 'RevocationProposed':
        return [openRevocation(event.stream, event.data), recordBreach(event.stream, event.data)];
      default:
        return [];
    }
  },
};

type Accepted = Extract<ProcessEvent, { type: 'SelfDeclarationAccepted' }>['data'];
type Proposed = Extract<ProcessEvent, { type: 'RevocationProposed' }>['data'];

function commission({ stream, effectiveAt, actor, policyVersion }: ProcessEvent, data: Accepted): Errand {
  const caseId = caseIdIn(stream);
  const { kind, institution, commitmentSha256, mandatoryStandards } = data;
  return {
    name: 'commission-verification',
    caseStream: stream,
    sendingFor: ({ file }) => ({
      stream: inspectionStream(caseId),
      command: {
        type: 'CommissionVerification',
        data: {
          caseId,
          kind,
          institution: { uscc: institution.uscc, name: institution.name },
          commitmentSha256,
          mandatoryStandards,
          decidedAt: effectiveAt ?? file.receivedAt,
          ...(actor === undefined ? {} : { decidedBy: actor.id }),
          applicant: file.applicant,
          policy: policyVersion ?? file.policy,
        },
      },
    }),
  };
}

/** The certificate is known to the case, once it has been made out. */
function openRevocation(source: string, { caseId, scope, items, reasons, fraud, inspectors }: Proposed): Errand {
  const proposal = { scope, ...(items === undefined ? {} : { items }), reasons, fraud, caseId, inspectors };
  return {
    name: 'open-revocation',
    caseStream: `case-${caseId}`,
    sendingFor(about) {
      const number = certificateOf(about);
      if (number === undefined) return 'not-yet';
      return {
        stream: certificateStream(number),
        command: { type: 'OpenRevocation', data: { ground: 'false-commitment', source, ...proposal } },
      };
    },
  };
}

const recordBreach = (source: string, { caseId, institution: { uscc, name }, reasons, verdict }: Proposed): Errand => ({
  name: 'record-false-commitment',
  stream: institutionStream(uscc),
  command: {
    type: 'RecordBreach',
    data: { uscc, name, what: `告知承诺核查：承诺${verdict}；${reasons.join('；')}`, source, caseId, barsCommitment: true },
  },
});
