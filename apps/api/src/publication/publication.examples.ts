/** What the API document shows of the answers. */

const POLICY = 'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026/1';
const COMPARED = { burden: 'day', kind: 'INITIAL', procedure: 'GENERAL', from: POLICY, to: `${POLICY}+PROMISE-2027/1` };
const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const REDUCTION = { path: 'INITIAL.GENERAL.limits.T01.promise', ...COMPARED, before: '5 wd', after: '3 wd' };

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
