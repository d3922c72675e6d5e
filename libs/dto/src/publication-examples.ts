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
