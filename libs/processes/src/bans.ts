import type { BanGround } from '#institution';
import type { Errand, Process, ProcessEvent } from './process.js';
import { dayOf, institutionStream } from './streams.js';

/**
 * B1: false papers or concealment (办法33, 许可法78). B2: a qualification obtained by fraud or bribery (办法32, 许可法79), or on a commitment
 * that was gravely untrue in matters of public safety (许可法79); under the law of 2015 any certificate that was revoked (办法(2015)45).
 */
export const bans: Process = {
  name: 'bans',
  begins: 'beginning',
  on: ['ApplicationDeclined', 'QualificationRefused', 'RefusalSetAside', 'CertificateRevoked'],

  react(event) {
    switch (event.type) {
      case 'ApplicationDeclined':
      case 'QualificationRefused':
        return event.data.falsehood === true ? [afterFalsehood(event, event.data.refusal)] : [];
      case 'RefusalSetAside':
        return event.data.uscc === undefined ? [] : [lifted(event.stream, event.data.uscc, event.data)];
      case 'CertificateRevoked':
        return afterRevocation(event, event.data);
      default:
        return [];
    }
  },
};

/** The ban begins with the day of the decision; the person who represented the body then is kept as a hint only. */
function afterFalsehood(event: ProcessEvent, refusal?: number): Errand {
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
          source: sourceOf(stream, refusal),
          policy: policyVersion ?? policy,
        },
      },
    }),
  };
}

/** A case that is refused again after its first refusal was set aside is the source of another ban. */
const sourceOf = (stream: string, refusal = 1): string => (refusal === 1 ? stream : `${stream}/${refusal}`);

type SetAside = Extract<ProcessEvent, { type: 'RefusalSetAside' }>['data'];

/** A ban stands as long as the refusal that it follows from. */
const lifted = (stream: string, uscc: string, { refusal, instrument }: SetAside): Errand => ({
  name: 'lift-ban',
  stream: institutionStream(uscc),
  command: {
    type: 'LiftEntry',
    data: {
      uscc,
      entry: `ban:${sourceOf(stream, refusal)}`,
      reason: `原决定已被撤销：${instrument.authority} ${instrument.number}`,
    },
  },
});

type Revoked = Extract<ProcessEvent, { type: 'CertificateRevoked' }>['data'];

/** The gravest ground; items that were revoked leave the certificate. */
function groundOf({ fraud, publicSafety, scope }: Revoked): BanGround | undefined {
  if (fraud) return 'fraud';
  if (publicSafety === true) return 'false-commitment';
  return scope === 'whole' ? 'revocation' : undefined;
}

/** The record of the body knows by its law whether a ban follows from a mere revocation. */
function afterRevocation(event: ProcessEvent, data: Revoked): Errand[] {
  const ground = groundOf(data);
  return ground === undefined ? [] : [banned(event, data, ground)];
}

function banned(event: ProcessEvent, { uscc, holder }: Revoked, ground: BanGround): Errand {
  const { stream, policyVersion } = event;
  return {
    name: 'impose-ban',
    stream: institutionStream(uscc),
    command: {
      type: 'ImposeBan',
      data: {
        uscc,
        name: holder,
        ground,
        from: dayOf(event),
        source: stream,
        ...(policyVersion === undefined ? {} : { policy: policyVersion }),
      },
    },
  };
}
