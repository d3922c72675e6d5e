/** What the API document shows. Each would be published as it is: a test does so. */

/** 承诺时限: acceptance within three working days, where the law gives five. An overlay repeats the row that it changes. */
export const PACK_EXAMPLE = {
  policy: 'PROMISE-2027',
  version: 1,
  title: { zh: '承诺时限（示例）', en: 'Promised limits, an example' },
  effectiveFrom: '2027-01-01',
  effectiveTo: null,
  overlay: true,
  source: '本机关承诺时限公告（示例）',
  verified: 'second-hand',
  limits: [
    {
      id: 'T01',
      name: { zh: '受理', en: 'Acceptance' },
      party: 'authority',
      n: 5,
      unit: 'wd',
      kinds: '*',
      procedures: '*',
      reviewed: '*',
      start: ['ApplicationReceived'],
      stop: [
        'ApplicationAccepted',
        'ApplicationDeemedAccepted',
        'ApplicationDeclined',
        'CorrectionRequested',
        'ApplicationWithdrawn',
        'ApplicationDeemedWithdrawn',
      ],
      pause: [],
      onExpiry: 'deem-accepted',
      tracked: true,
      basis: ['办法11(二)', '许可法32(四)'],
      source: '办法 2021 全文; 行政许可法 2019 全文',
      verified: 'verified',
      promise: {
        n: 3,
        basis: ['优化营商环境条例36'],
        source: '本机关承诺时限公告（示例）',
        verified: 'second-hand',
      },
    },
  ],
  kinds: [],
  materials: [],
  reviewForms: [],
  values: {},
};

/** A provisional year that gets its notice: every weekday off and every weekend day worked. */
export const YEAR_EXAMPLE = {
  year: 2027,
  version: '2027.3',
  status: 'official',
  notice: { title: '国务院办公厅关于2027年部分节假日安排的通知（示例）', source: '国办发明电〔2026〕0号（示例）' },
  verified: 'checked',
  off: [
    ...['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-04-05', '2027-05-03'],
    ...['2027-05-04', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07'],
  ],
  work: ['2027-02-20', '2027-09-26', '2027-10-09'],
};

/** The key is the path that the gate names; what adds nothing needs none. */
export const REASONS_EXAMPLE = { 'INITIAL.GENERAL.limits.T22': '依据新修订的管理办法第十一条' };

const POLICY = 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026/1';
const COMPARED = { burden: 'day', kind: 'INITIAL', procedure: 'GENERAL', from: POLICY, to: `${POLICY}+PROMISE-2027/1` };
const REDUCTION = { path: 'INITIAL.GENERAL.limits.T01.promise', ...COMPARED, before: '5 wd', after: '3 wd' };
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const PUBLISHED_POLICY = {
  label: 'PROMISE-2027/1',
  sha256: SHA256,
  reason: '公布承诺时限',
  additions: [],
  reductions: [REDUCTION],
  revision: 0,
  position: '128',
};

export const PUBLISHED_YEAR = {
  version: '2027.3',
  calendar: 'CN:2026.1,2027.3',
  sha256: SHA256,
  reason: '国务院办公厅放假通知',
  revision: 0,
  position: '128',
};

const MOVED = { changes: [{ limit: 'T01', run: 1, before: '2027-10-08', after: '2027-10-12' }] };

export const POLICY_DRY_RUN = {
  label: 'PROMISE-2027/1',
  sha256: SHA256,
  publishable: true,
  findings: [
    { path: '$.limits[0].verified', rule: 'unverified', severity: 'info', zh: '凭记忆，未与原文核对', en: 'is from memory' },
  ],
  gate: { additions: [], reductions: [REDUCTION], unexplained: [] },
  openCases: 12,
  affectedCases: 1,
  cases: [
    {
      caseId: '7K3F-9QXM-2A5T',
      kind: 'INITIAL',
      status: 'received',
      from: POLICY,
      to: `${POLICY}+PROMISE-2027/1`,
      fits: false,
      refused: {
        code: 'limit-would-be-over',
        zh: '改用该规则后，期限 T01 已于过去届满',
        en: 'Under that policy T01 would be over',
      },
      changes: [],
    },
  ],
};

export const CALENDAR_DRY_RUN = {
  version: '2027.3',
  calendar: 'CN:2026.1,2027.3',
  sha256: SHA256,
  openCases: 12,
  affectedCases: 1,
  cases: [
    {
      ...{ caseId: '7K3F-9QXM-2A5T', kind: 'INITIAL', status: 'received', fits: true },
      ...{ from: 'CN:2026.1,2027.2', to: 'CN:2026.1,2027.3' },
      ...MOVED,
    },
  ],
  openVerifications: 1,
  affectedVerifications: 0,
  verifications: [],
  openInvestigations: 1,
  affectedInvestigations: 0,
  investigations: [],
};
