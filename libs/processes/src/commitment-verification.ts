import type { RevocationGround } from '#issuance';
import type { Errand, Process, ProcessEvent } from './process.js';
import { caseIdIn, certificateOf, certificateStream, dayOf, inspectionStream, institutionStream } from './streams.js';

/**
 * Decided on the applicant's word, verified afterwards; a false word costs the certificate and the fast route (告知承诺实施办法,
 * 评审准则19). Nothing of it is on the record, or public, before the body was heard and the agency has decided (程序暂行规定44, 许可法69).
 */
export const commitmentVerification: Process = {
  name: 'commitment-verification',
  begins: 'beginning',
  on: ['SelfDeclarationAccepted', 'RevocationProposed', 'CertificateRevoked'],

  react(event) {
    switch (event.type) {
      case 'SelfDeclarationAccepted':
        return [commission(event, event.data)];
      case 'RevocationProposed':
        return [openRevocation(event.stream, event.data)];
      case 'CertificateRevoked':
        return event.data.ground === 'false-commitment' ? [recordBreach(event, event.data)] : [];
      default:
        return [];
    }
  },
};

type Accepted = Extract<ProcessEvent, { type: 'SelfDeclarationAccepted' }>['data'];
type Proposed = Extract<ProcessEvent, { type: 'RevocationProposed' }>['data'];
type Revoked = Extract<ProcessEvent, { type: 'CertificateRevoked' }>['data'];

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

/**
 * A commitment that was mostly true (基本属实) is not a false one because it was not put right, or too late: the certificate is at
 * stake for what is still wrong, the word of the body is not (评审准则19).
 */
const groundOf = ({ verdict }: Pick<Proposed, 'verdict'>): RevocationGround =>
  verdict === '基本属实' ? 'unrectified-commitment' : 'false-commitment';

/** The certificate is known to the case, once it has been made out. */
function openRevocation(source: string, data: Proposed): Errand {
  const { caseId, scope, items, reasons, fraud, inspectors } = data;
  const proposal = { scope, ...(items === undefined ? {} : { items }), reasons, fraud, caseId, inspectors };
  return {
    name: 'open-revocation',
    // One that is revoked already can lose nothing more; while another investigation goes on, this one waits for its end.
    settledBy: ['certificate-not-alive'],
    caseStream: `case-${caseId}`,
    sendingFor(about) {
      const number = certificateOf(about);
      if (number === undefined) return 'not-yet';
      return {
        stream: certificateStream(number),
        command: { type: 'OpenRevocation', data: { ground: groundOf(data), source, ...proposal } },
      };
    },
  };
}

/** One entry for one verification: a certificate may rest on several commitments. */
function recordBreach(event: ProcessEvent, { caseId, uscc, holder, scope, items = [], reasons }: Revoked): Errand {
  const revoked = scope === 'whole' ? '撤销资质认定' : `撤销部分事项（${items.join('、')}）`;
  return {
    name: 'record-false-commitment',
    stream: institutionStream(uscc),
    command: {
      type: 'RecordBreach',
      data: {
        uscc,
        name: holder,
        what: `承诺严重不实或者虚假承诺，${revoked}：${reasons.join('；')}`,
        source: caseId === undefined ? event.stream : inspectionStream(caseId),
        on: dayOf(event),
        ...(caseId === undefined ? {} : { caseId }),
        barsCommitment: true,
      },
    },
  };
}
