/** What the API document shows; a real answer is longer. A test compares the fields. */
const ENTRY = { kind: 'CHG_NAME', zh: '机构名称变更', en: 'Change of name', procedures: ['GENERAL'], reviewForm: 'NONE' };
const POLICY = 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026/1';
const SOURCED = { basis: ['办法14(一)'], source: '办法 2021 全文', verified: 'verified' };
const LIMIT = { party: 'authority', unit: 'wd', onExpiry: 'breach', procedures: '*', ...SOURCED };

export const LIST_EXAMPLE = { on: '2026-06-01', policy: POLICY, kinds: [ENTRY] };

export const GUIDE_EXAMPLE = {
  on: '2026-06-01',
  ...ENTRY,
  ...SOURCED,
  policy: POLICY,
  packs: [
    {
      policy: 'CMA-2021',
      label: 'CMA-2021/2',
      zh: '管理办法 (2021年修正)',
      en: 'As amended in 2021',
      effectiveFrom: '2021-06-01',
      effectiveTo: null,
      publishedAt: null,
    },
  ],
  who: { id: 'holder', zh: '持有有效资质认定证书的检验检测机构', en: 'The holder of a valid certificate', ...SOURCED },
  needsCertificate: true,
  affectsConditions: 'ask',
  conditions: [
    {
      id: 'starred-clauses',
      zh: '带*条款',
      en: 'Starred clauses',
      for: {},
      items: [{ id: '2.8.1', zh: '法律地位', en: 'legal status', starred: true }],
      ...SOURCED,
    },
  ],
  numbers: [
    {
      id: 'hearing-notice',
      zh: '举行听证的通知提前量',
      en: 'Notice before a hearing',
      value: 7,
      unit: 'wd',
      for: {},
      ...SOURCED,
    },
  ],
  ways: [
    {
      procedure: 'GENERAL',
      reviewForm: 'NONE',
      usual: true,
      conditions: [],
      conclusions: [],
      steps: [
        {
          id: 'accept',
          zh: '受理',
          en: 'Acceptance',
          stage: 'acceptance',
          by: 'authority',
          after: ['apply'],
          limits: ['T01'],
          ...SOURCED,
        },
      ],
      stages: [{ stage: 'acceptance', limit: 'T01', legal: 5, promised: 5 }],
      workingDays: { legal: 32, promised: 32 },
    },
  ],
  materials: [{ id: 'M01', zh: '变更申请表', en: 'Application form', requirement: 'M', form: true, ...SOURCED }],
  limits: [{ id: 'T01', name: { zh: '受理', en: 'Acceptance' }, n: 5, ...LIMIT }],
  furtherLimits: [{ id: 'T42', name: { zh: '证书有效期', en: 'Validity' }, n: 6, ...LIMIT, unit: 'cy' }],
  fee: { value: 0, ...SOURCED },
  trips: { value: 0, ...SOURCED },
  results: [{ id: 'amended-certificate', zh: '变更后的资质认定证书', en: 'Certificate as changed', ...SOURCED }],
  remedies: { reconsiderationDays: { value: 60, ...SOURCED }, litigationMonths: { value: 6, ...SOURCED } },
};
