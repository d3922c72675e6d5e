import { kindsOf, neededMaterials, type CertificateChanges } from '#case';
import type { ApplicationKind, Policy } from '#law';
import type { ScenarioFile } from './scenario-file.js';

export const INSTITUTION = {
  uscc: '91620102MA7ABCD12B',
  name: '示例检测有限公司（虚构）',
  address: '兰州市城关区示例路1号（虚构）',
};
const FIELD = '20';
const CERTIFICATE_NUMBER = '202812340001';

/** What a change makes of the certificate where the scenario does not say: all made up. */
const CHANGES: Readonly<Partial<Record<ApplicationKind, CertificateChanges>>> = {
  CHG_NAME: { name: '变更后检测有限公司（虚构）' },
  CHG_ADDR_NAME: { addressName: '变更后的地址名称（虚构）' },
  CHG_SITE: { site: '变更后的场所（虚构）' },
  CHG_LEGAL_NATURE: { legalNature: '变更后的法人性质（虚构）' },
  CHG_LEGAL_REP: { legalRepresentative: '李四（虚构）' },
  CHG_TOP_MGR: { topManager: '李四（虚构）' },
  CHG_TECH_LEAD: { technicalLead: '李四（虚构）' },
  CHG_SIGNATORY: { signatories: [{ name: '李四（虚构）', action: 'add' }] },
  CHG_DROP_ITEMS: { droppedItems: ['取消的项目（虚构）'] },
  CHG_STANDARD: { standards: [{ from: '原标准（虚构）', to: '新标准（虚构）' }] },
};

export const heldCertificate = ({ certificate }: ScenarioFile) =>
  certificate === undefined ? undefined : { number: certificate.number ?? CERTIFICATE_NUMBER, validTo: certificate.validTo };

/** The application of a scenario, with a stated default for what it leaves out. */
export function submission(
  { application, institution, policy: chosen, ...scenario }: ScenarioFile,
  caseId: string,
  policy: Policy,
): object {
  const {
    kind,
    procedure = 'GENERAL',
    affectsConditions = false,
    aboutCertificate = true,
    field = FIELD,
    sector = '34',
    materials = 'complete',
    ...more
  } = application;
  const papers = materials === 'complete' ? required(policy, application) : materials;
  const certificate = aboutCertificate ? heldCertificate({ application, ...scenario }) : undefined;
  const changes = stated(application);
  return {
    caseId,
    kind,
    procedure,
    affectsConditions,
    field,
    sector,
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

const required = (policy: Policy, { procedure = 'GENERAL', field = FIELD, ...more }: ScenarioFile['application']): string[] =>
  neededMaterials({ ...more, procedure, field }, policy).map(({ id }) => id);
