import type { CertificateChanges, CertificateOrder } from '#case';
import type { Errand, Process, ProcessEvent } from './process.js';
import { caseIdIn, institutionStream } from './streams.js';

/** What a grant says of the body goes onto its record: who signs for what, and what it is called now (谁签字谁担责; 办法14). */
export const grantedFacts: Process = {
  name: 'granted-facts',
  begins: 'beginning',
  on: ['QualificationGranted'],
  react: (event) => (event.type === 'QualificationGranted' ? granted(event, changesIn(event.data.certificate)) : []),
};

/** A grant that changes no facts has none. */
const changesIn = (order: CertificateOrder): CertificateChanges => (order.action === 'amend' ? order.changes : undefined) ?? {};

function granted({ stream, effectiveAt }: ProcessEvent, { signatories, ...changes }: CertificateChanges): readonly Errand[] {
  const { name, addressName, site, legalRepresentative, legalNature } = changes;
  const facts = Object.entries({ name, address: site ?? addressName, legalRepresentative, legalNature }).filter(
    ([, value]) => value !== undefined,
  );
  return [
    ...(signatories === undefined || signatories.length === 0 ? [] : [recordSignatories(stream, signatories)]),
    ...(facts.length === 0
      ? []
      : [
          registerFacts(stream, {
            ...Object.fromEntries(facts),
            ...(effectiveAt === undefined ? {} : { decidedAt: effectiveAt }),
          }),
        ]),
  ];
}

const recordSignatories = (stream: string, signatories: NonNullable<CertificateChanges['signatories']>): Errand => ({
  name: 'record-signatories',
  caseStream: stream,
  sendingFor: ({ file: { institution } }) => ({
    stream: institutionStream(institution.uscc),
    command: { type: 'RecordSignatories', data: { uscc: institution.uscc, caseId: caseIdIn(stream), signatories } },
  }),
});

const registerFacts = (stream: string, facts: object): Errand => ({
  name: 'register-facts',
  caseStream: stream,
  sendingFor: ({ file: { institution } }) => ({
    stream: institutionStream(institution.uscc),
    command: {
      type: 'RegisterFacts',
      data: { uscc: institution.uscc, ...('name' in facts ? {} : { knownAs: institution.name }), ...facts, source: stream },
    },
  }),
});
