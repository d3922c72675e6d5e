import { kindsOf, neededMaterials, type CertificateChanges } from '#case';
import type { Policy } from '#law';
import { APPLICATION, CERTIFICATE_NUMBER, CHANGES, INSTITUTION } from './made-up.js';
import type { ScenarioFile } from './scenario-file.js';

export const heldCertificate = ({ certificate }: ScenarioFile) =>
  certificate === undefined ? undefined : { number: certificate.number ?? CERTIFICATE_NUMBER, validTo: certificate.validTo };

export function submission(
  { application, institution, policy: chosen, ...scenario }: ScenarioFile,
  caseId: string,
  policy: Policy,
): object {
  const { kind, aboutCertificate = true, materials = 'complete', ...more } = application;
  const papers = materials === 'complete' ? required(policy, application) : materials;
  const certificate = aboutCertificate ? heldCertificate({ application, ...scenario }) : undefined;
  const changes = stated(application);
  return {
    caseId,
    kind,
    ...APPLICATION,
    ...more,
    ...(Object.keys(changes).length === 0 ? {} : { changes }),
    institution: {
      uscc: institution?.uscc ?? INSTITUTION.uscc,
      name: institution?.name ?? INSTITUTION.name,
      address: institution?.address ?? INSTITUTION.address,
    },
    standing: { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false },
    materials: papers.map((paper) => (typeof paper === 'string' ? { material: paper } : paper)),
    ...(certificate === undefined ? {} : { certificate }),
    ...(chosen === undefined ? {} : { policy: chosen }),
  };
}

/** What the scenario says of the changes, and of each that it says nothing about the default. */
const stated = (application: ScenarioFile['application']): CertificateChanges =>
  Object.assign({}, ...kindsOf(application).map((kind) => CHANGES[kind]), application.changes) as CertificateChanges;

const required = (policy: Policy, application: ScenarioFile['application']): string[] =>
  neededMaterials({ ...APPLICATION, ...application }, policy).map(({ id }) => id);
