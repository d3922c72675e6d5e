import type { Errand, Process, ProcessEvent } from './process.js';
import { dayOf, institutionStream } from './streams.js';

/** B1: false papers or concealment (办法33, 许可法78). B2: a qualification obtained by fraud or bribery (办法32, 许可法79). */
export const bans: Process = {
  name: 'bans',
  begins: 'beginning',
  on: ['ApplicationDeclined', 'QualificationRefused', 'CertificateRevoked'],

  react(event) {
    switch (event.type) {
      case 'ApplicationDeclined':
      case 'QualificationRefused':
        return event.data.falsehood === true ? [afterFalsehood(event)] : [];
      case 'CertificateRevoked':
        return event.data.fraud ? [afterFraud(event, event.data)] : [];
      default:
        return [];
    }
  },
};

/** The ban begins with the day of the decision; the person who represented the body then is kept as a hint only. */
function afterFalsehood(event: ProcessEvent): Errand {
  const { stream, policyVersion } = event;
  return {
    name: 'impose-ban',
    caseStream: stream,
    sendingFor: ({ file: { institution, policy } }) => ({
      stream: institutionStream(institution.uscc),
      command: {
        type: 'ImposeBan',
        data: {
          uscc: institution.uscc,
          name: institution.name,
          ...(institution.legalRepresentative === undefined ? {} : { legalRepresentative: institution.legalRepresentative }),
          ground: 'falsehood',
          from: dayOf(event),
          source: stream,
          policy: policyVersion ?? policy,
        },
      },
    }),
  };
}

function afterFraud(
  event: ProcessEvent,
  { uscc, holder }: Extract<ProcessEvent, { type: 'CertificateRevoked' }>['data'],
): Errand {
  const { stream, policyVersion } = event;
  return {
    name: 'impose-ban',
    stream: institutionStream(uscc),
    command: {
      type: 'ImposeBan',
      data: {
        uscc,
        name: holder,
        ground: 'fraud',
        from: dayOf(event),
        source: stream,
        ...(policyVersion === undefined ? {} : { policy: policyVersion }),
      },
    },
  };
}
