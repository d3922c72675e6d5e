import { accept, step, TEAM, type DemoCase } from './story.js';

export const NEW_ADDRESS = '甘肃省天水市秦州区示例大道 8 号（虚构）';

const CHECKED = {
  checks: ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true })),
};

/** Cases of the general procedure in different states, told as commands; clocks that ran out on the way ran out by themselves. */
export const DEMO_CASES: readonly DemoCase[] = [
  {
    by: 'applicant',
    kind: 'INITIAL',
    submittedDaysAgo: 75,
    steps: [
      step(73, 'clerk', 'RequestCorrection', {
        items: [{ material: 'M10', reason: '缺少水质类典型报告' }],
        respondWithinWorkingDays: 10,
      }),
      step(69, 'applicant', 'SupplyCorrection', { items: [{ material: 'M10', fileName: '水质典型报告.pdf' }] }),
      accept(68),
      step(67, 'clerk', 'CommissionReview', TEAM),
      step(56, 'reviewer', 'OrderRectification', { withinWorkingDays: 20, items: ['设备溯源证书过期'] }),
      step(44, 'applicant', 'SubmitRectification', { note: '已重新溯源' }),
      step(42, 'reviewer', 'VerifyRectification', { passed: true }),
      step(41, 'reviewer', 'ConcludeReview', { conclusion: '基本符合' }),
      step(36, 'decider', 'GrantQualification'),
      step(33, 'clerk', 'DeliverCertificate'),
    ],
  },
  {
    by: 'applicant3',
    kind: 'INITIAL',
    submittedDaysAgo: 62,
    steps: [
      accept(60),
      step(58, 'clerk', 'CommissionReview', TEAM),
      step(46, 'reviewer2', 'ConcludeReview', { conclusion: '不符合' }),
      step(40, 'decider', 'RefuseQualification', { reasons: ['固定场所不满足要求'] }),
    ],
  },
  {
    by: 'applicant2',
    kind: 'CHG_SITE',
    changes: { site: '甘肃省兰州市七里河区示例路 2 号（虚构）' },
    submittedDaysAgo: 50,
    steps: [accept(47), step(45, 'clerk', 'CommissionReview', TEAM)],
  },
  {
    by: 'applicant3',
    kind: 'CHG_STANDARD',
    changes: { standards: [{ from: 'GB 5009.3-2016', to: 'GB 5009.3-2025（示例）' }] },
    submittedDaysAgo: 45,
    steps: [
      accept(43),
      step(42, 'reviewer', 'ClaimDocumentReview'),
      step(25, 'reviewer', 'PassDocumentReview', { ...CHECKED, findings: '标准变更无实质影响' }),
      step(9, 'head', 'ExplainDelay', { limit: 'T22', reason: '审批岗位交接，已安排专人办理' }),
    ],
  },
  {
    by: 'applicant',
    kind: 'SCOPE_EXT',
    submittedDaysAgo: 40,
    steps: [
      accept(38),
      step(36, 'clerk', 'CommissionReview', TEAM),
      step(12, 'reviewer2', 'OrderRectification', { withinWorkingDays: 30, items: ['人员监督记录不完整'] }),
    ],
  },
  {
    by: 'applicant3',
    kind: 'RENEWAL',
    submittedDaysAgo: 30,
    steps: [
      accept(28),
      step(27, 'reviewer', 'ClaimDocumentReview'),
      step(24, 'reviewer', 'PassDocumentReview', CHECKED),
      step(20, 'decider', 'GrantQualification'),
      step(18, 'clerk', 'DeliverCertificate'),
    ],
  },
  {
    by: 'applicant',
    kind: 'CHG_SIGNATORY',
    changes: { signatories: [{ name: '马明（虚构）', scope: '水质', action: 'add' }] },
    submittedDaysAgo: 12,
    steps: [accept(11), step(10, 'reviewer2', 'ClaimDocumentReview'), step(7, 'reviewer2', 'PassDocumentReview', CHECKED)],
  },
  {
    by: 'applicant3',
    kind: 'CHG_TECH_LEAD',
    changes: { technicalLead: '王芳（虚构）' },
    submittedDaysAgo: 10,
    steps: [step(8, 'applicant3', 'WithdrawApplication', { reason: '人选调整' })],
  },
  // Nobody looks at it in time: deemed accepted by law.
  { by: 'applicant2', kind: 'INITIAL', submittedDaysAgo: 9, steps: [] },
  {
    by: 'applicant',
    kind: 'CHG_ADDR_NAME',
    changes: { addressName: '甘肃省兰州市城关区新示例路 1 号（虚构）' },
    submittedDaysAgo: 8,
    steps: [accept(7), step(4, 'decider', 'GrantQualification')],
  },
  {
    by: 'applicant',
    kind: 'RENEWAL',
    submittedDaysAgo: 6,
    steps: [accept(4), step(3, 'reviewer', 'ClaimDocumentReview')],
  },
  {
    by: 'applicant2',
    kind: 'RENEWAL',
    submittedDaysAgo: 4,
    steps: [
      step(2, 'clerk', 'RequestCorrection', {
        items: [{ material: 'M08', reason: '劳动关系证明缺页' }],
        respondWithinWorkingDays: 10,
      }),
    ],
  },
  { by: 'applicant2', kind: 'CHG_NAME', changes: { name: '示例检测集团有限公司（虚构）' }, submittedDaysAgo: 1, steps: [] },
  // Secondary papers may follow (容缺受理).
  {
    by: 'applicant4',
    kind: 'SCOPE_EXT',
    submittedDaysAgo: 7,
    without: ['M10'],
    steps: [step(5, 'clerk', 'AcceptWithOutstanding', { outstanding: ['M10'] }), step(4, 'clerk', 'CommissionReview', TEAM)],
  },
  // A hearing was asked for before the decision.
  {
    by: 'applicant5',
    kind: 'CHG_STANDARD',
    changes: { standards: [{ from: 'GB/T 6678-2003', to: 'GB/T 6678-2025（示例）' }] },
    submittedDaysAgo: 16,
    steps: [
      accept(15),
      step(14, 'reviewer', 'ClaimDocumentReview'),
      step(11, 'reviewer', 'FailDocumentReview', { reasons: ['新标准要求的设备未配置'] }),
      step(9, 'decider', 'TellHearingRight', { matter: '拟不予变更：新标准要求的设备未配置' }),
      step(6, 'applicant5', 'RequestHearing'),
    ],
  },
  // The registrar's notice is in the register: decided on the spot.
  {
    by: 'applicant3',
    kind: 'CHG_ADDR_NAME',
    submittedDaysAgo: 3,
    changes: { addressName: NEW_ADDRESS },
    steps: [step(2, 'clerk', 'DeliverCertificate')],
  },
];
