import { BODIES, FORMER, type Body } from './accounts.js';
import { NEW_ADDRESS } from './cases.js';
import type { DemoStep } from './story.js';

const { applicant, applicant2, applicant3, applicant4, applicant5 } = BODIES;

/** What other departments share about the bodies, one record a line; imported before the first case. */
export const DEMO_SHARED: readonly { of: Body; material: string; reference: string; attests?: object }[] = [
  { of: applicant, material: 'M02', reference: '营业执照 620102000001（示例）' },
  { of: applicant3, material: 'M02', reference: '事业单位法人证书 162050000001（示例）' },
  { of: applicant3, material: 'M19', reference: '地址变更核准通知 2026-8（示例）', attests: { address: NEW_ADDRESS } },
];

export interface DemoRecord extends DemoStep {
  readonly of: Body;
  /** Of the body itself, or of its certificate. */
  readonly on: 'institution' | 'certificate';
}

const recorded = (of: Body, daysAgo: number, command: DemoStep['do'], data: object): DemoRecord => ({
  of,
  on: 'institution',
  daysAgo,
  by: 'supervisor',
  do: command,
  data: { uscc: of.uscc, ...data },
});

const decided = (daysAgo: number, by: string, command: DemoStep['do'], data: object): DemoRecord => ({
  of: FORMER,
  on: 'certificate',
  daysAgo,
  by,
  do: command,
  data,
});

const registered = (of: Body, address: string, legalRepresentative: string): DemoRecord =>
  recorded(of, 80, 'RegisterFacts', { name: of.name, address, legalRepresentative, source: '登记机关共享数据（示例）' });

export const DEMO_INSTITUTIONS: readonly DemoRecord[] = [
  registered(applicant, '兰州市城关区示例路 16 号（虚构）', '陈明（虚构）'),
  registered(applicant2, '兰州市七里河区示例路 2 号（虚构）', '黄伟（虚构）'),
  registered(applicant3, '天水市秦州区示例路 3 号（虚构）', '李娜（虚构）'),
  registered(applicant4, '白银市白银区示例路 9 号（虚构）', '刘芳（虚构）'),
  registered(applicant5, '张掖市甘州区示例街 1 号（虚构）', '马强（虚构）'),
  registered(FORMER, '庆阳市西峰区示例路 5 号（虚构）', '何军（虚构）'),
  recorded(applicant, 78, 'RecordCreditClass', { class: 'A', source: '信用风险分类 2026（示例）' }),
  recorded(applicant2, 78, 'RecordCreditClass', { class: 'B', source: '信用风险分类 2026（示例）' }),
  recorded(applicant5, 30, 'RecordBreach', { what: '检验检测报告编号重复', source: '监督检查记录 2026-31（示例）' }),
  // Obtained by fraud: revoked, and barred for three years (办法32).
  decided(72, 'supervisor', 'OpenRevocation', {
    ground: 'fraud',
    source: '举报核查 2026-12（示例）',
    reasons: ['申请时提交的设备产权证明系伪造'],
    fraud: true,
  }),
  decided(70, 'clerk', 'RecordStatement', { statement: '承认设备产权证明不实' }),
  decided(62, 'head', 'RevokeCertificate', { scope: 'whole', fraud: true, reasons: ['以欺骗手段取得资质认定'] }),
];
