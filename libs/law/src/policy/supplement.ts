import { localDate } from '#kernel';
import type { LimitRule } from './policy-pack.js';

const READ_SO = { basis: ['办法11(三)'], source: '条文推论', verified: 'inferred' } as const;

/**
 * Limits that the packs of an earlier version lack, so that a case which was received under one of them does not stand still for ever.
 * A pack that has the row keeps its own.
 */
export const SUPPLEMENT: readonly LimitRule[] = [
  {
    id: 'T15',
    name: { zh: '暂缓评审', en: 'Review postponed for the applicant' },
    party: 'applicant',
    n: 30,
    unit: 'wd',
    kinds: '*',
    procedures: ['GENERAL'],
    reviewed: 'with-review',
    start: ['ReviewPostponed'],
    stop: ['ReviewResumed', 'ReviewConcluded', 'ApplicationWithdrawn', 'ApplicationDeemedWithdrawn', 'RenewalDeemedGranted'],
    pause: [],
    setBy: { field: 'withinWorkingDays', max: 30 },
    inAll: { n: 60, ...READ_SO },
    onExpiry: 'resume-review',
    // Nobody was told an end before.
    onExpiryFrom: localDate('2027-01-01'),
    tracked: true,
    ...READ_SO,
  },
  {
    id: 'T25',
    name: { zh: '重新作出决定', en: 'Decision anew after a refusal was set aside' },
    party: 'authority',
    n: 20,
    unit: 'wd',
    kinds: '*',
    procedures: '*',
    reviewed: '*',
    start: ['RefusalSetAside'],
    stop: [
      'ApplicationAccepted',
      'ApplicationDeclined',
      'CorrectionRequested',
      'QualificationGranted',
      'QualificationRefused',
      'ApplicationWithdrawn',
      'ApplicationDeemedWithdrawn',
      'RenewalDeemedGranted',
    ],
    pause: [
      { from: ['HearingRequested', 'HearingOpened'], to: ['HearingClosed'] },
      { from: ['RectificationOrdered'], to: ['RectificationSubmitted', 'RectificationOverdue'] },
      { from: ['ReviewPostponed'], to: ['ReviewResumed'] },
    ],
    setBy: { field: 'withinWorkingDays', max: 120 },
    onExpiry: 'breach',
    tracked: true,
    note: 'What the instrument sets goes first; else the time of the first decision, or of acceptance. Nothing is deemed from silence.',
    basis: ['行政复议法64', '行政诉讼法70', '许可法42'],
    source: '条文推论；行政复议法实施条例45（背景知识）',
    verified: 'inferred',
  },
];
