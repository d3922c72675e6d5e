import type { CertificateChanges } from '#case';
import type { ApplicationKind } from '#law';

export const INSTITUTION = {
  uscc: '91620102MA7ABCD12B',
  name: '示例检测有限公司（虚构）',
  address: '兰州市城关区示例路1号（虚构）',
};

export const CERTIFICATE_NUMBER = '202812340001';

export const APPLICATION = { procedure: 'GENERAL', affectsConditions: false, field: '20', sector: '34' } as const;

/** What a change makes of the certificate where the scenario does not say: all made up. */
export const CHANGES: Readonly<Partial<Record<ApplicationKind, CertificateChanges>>> = {
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
