import { reject, type Rejection } from '#kernel';

export const reasonsMissing = (): Rejection =>
  reject('reasons-missing', 'invalid', {
    zh: '不予许可、不予受理必须说明理由',
    en: 'A decision against the applicant needs its reasons',
    field: 'reasons',
    basis: ['许可法38'],
    allowed: ['at least one reason'],
  });

export const remediesMissing = (): Rejection =>
  reject('remedies-missing', 'invalid', {
    zh: '不予许可、不予受理必须告知救济途径',
    en: 'A decision against the applicant names the remedies',
    field: 'remedies',
    basis: ['许可法38'],
    allowed: ['reconsideration and litigation, or left out: those of the law'],
  });

export const sameReasonsAgain = (): Rejection =>
  reject('same-reasons-again', 'conflict', {
    zh: '原决定被撤销后，不得以同一事实和理由作出与原决定相同或者基本相同的决定',
    en: 'The refusal was set aside: it is not made again on the same facts and reasons',
    field: 'reasons',
    basis: ['行政复议法64', '行政诉讼法71'],
    allowed: [
      'a reason that the earlier refusal did not give',
      'GrantQualification',
      'AcceptSelfDeclaration',
      'AcceptApplication',
    ],
  });

export const refusedBefore = (): Rejection =>
  reject('refused-before', 'forbidden', {
    zh: '原决定因违反法定程序被撤销的，以同一理由再次不予许可或者不予受理须由其他人员决定',
    en: 'Whoever made the refusal that was set aside does not make it again for the same reasons',
    basis: ['行政复议法64', '行政诉讼法71'],
    allowed: ['another person', 'a reason that the earlier refusal did not give'],
  });

export const instrumentMissing = (field: string): Rejection =>
  reject('instrument-missing', 'invalid', {
    zh: '须写明撤销原决定的机关和文书文号',
    en: 'A refusal is set aside by an instrument: its authority and its number',
    field,
    basis: ['行政复议法64', '行政诉讼法70'],
    allowed: ['the authority and the number of the decision or judgment'],
  });

export const instrumentDateInvalid = (from: string, to: string): Rejection =>
  reject('instrument-date-invalid', 'invalid', {
    zh: `撤销文书的日期须在原决定作出之日（${from}）和今日（${to}）之间`,
    en: `The instrument is dated between the refusal (${from}) and today (${to})`,
    field: 'instrument.date',
    basis: ['行政复议法64', '行政诉讼法70'],
    allowed: [`${from} … ${to}`],
  });

export const setAsideReasonMissing = (): Rejection =>
  reject('set-aside-reason-missing', 'invalid', {
    zh: '须写明原决定被撤销的理由',
    en: 'It is on record why the refusal was set aside',
    field: 'reason',
    allowed: ['the reason, as the instrument gives it'],
  });

export const setAsideTimeInvalid = (max: number): Rejection =>
  reject('set-aside-time-invalid', 'invalid', {
    zh: `重新作出决定的期限为 1 至 ${max} 个工作日；文书未定期限的不填`,
    en: `The time that the instrument sets is 1 to ${max} working days; left out where it sets none`,
    field: 'withinWorkingDays',
    allowed: [`1 to ${max}`, 'left out'],
  });

export const noReviewToRepeat = (): Rejection =>
  reject('no-review-to-repeat', 'conflict', {
    zh: '该申请没有经过评审，不能重新评审',
    en: 'There was no review that could be done again',
    field: 'reviewAnew',
    allowed: ['left out'],
  });

export const fourEyes = (): Rejection =>
  reject('four-eyes', 'forbidden', {
    zh: '申请、评审与决定须由不同的人办理',
    en: 'Applicant, reviewer and decision maker have to be different people',
    basis: ['许可法34', '办法29'],
    allowed: ['another decision maker'],
  });

export const conclusionForbidsGrant = (): Rejection =>
  reject('conclusion-forbids-grant', 'conflict', {
    zh: '评审结论为不符合，不能准予许可',
    en: 'The review ended 不符合: the qualification cannot be granted',
    basis: ['办法26', '评审准则15'],
    allowed: ['RefuseQualification'],
  });

export const rectificationMissing = (): Rejection =>
  reject('rectification-missing', 'conflict', {
    zh: '评审结论为基本符合，整改通过后才能准予许可',
    en: 'The review ended 基本符合: it can be granted only after the rectification has passed',
    basis: ['办法26', '评审准则 附件1 4.5'],
    allowed: ['RefuseQualification'],
  });

export const alreadyExtended = (): Rejection =>
  reject('already-extended', 'conflict', {
    zh: '决定期限只能延长一次',
    en: 'The time for the decision can be extended only once',
    basis: ['许可法42'],
  });

export const extensionReasonMissing = (): Rejection =>
  reject('extension-reason-missing', 'invalid', {
    zh: '延长决定期限须将理由告知申请人',
    en: 'More time is taken with a reason, which the applicant is told',
    field: 'reason',
    basis: ['许可法42'],
    allowed: ['a reason'],
  });

export const nothingToExtend = (): Rejection =>
  reject('nothing-to-extend', 'conflict', {
    zh: '决定期限已过或不在计时，不能延长',
    en: 'No decision limit is running that could be extended; an overrun cannot be mended afterwards',
    basis: ['许可法42'],
  });

export const certificateNotReady = (): Rejection =>
  reject('certificate-not-ready', 'pending', {
    zh: '证书正在制作，请稍后再试',
    en: 'The certificate is still being made out; try again in a moment',
  });

export const hearingPending = (): Rejection =>
  reject('hearing-pending', 'conflict', {
    zh: '听证权利告知后，期满无人要求或者听证结束后才能决定',
    en: 'The right to a hearing has been told: the decision waits until nobody asked in time, or until the hearing is over',
    basis: ['许可法47', '许可法48'],
    allowed: ['RequestHearing', 'OpenHearing', 'CloseHearing'],
  });

export const hearingNotTold = (): Rejection =>
  reject('hearing-not-told', 'conflict', {
    zh: '尚未告知听证权利',
    en: 'The right to a hearing has not been told',
    basis: ['许可法47'],
    allowed: ['TellHearingRight'],
  });

export const hearingMatterMissing = (): Rejection =>
  reject('hearing-matter-missing', 'invalid', {
    zh: '告知听证权利须写明涉及的重大利益事项',
    en: 'Whoever is told of the right to a hearing is told on what matter',
    field: 'matter',
    basis: ['许可法47'],
    allowed: ['the matter'],
  });

export const hearingInterestMissing = (entitled: readonly string[]): Rejection =>
  reject('hearing-interest-missing', 'invalid', {
    zh: '听证由申请人、利害关系人要求；未被告知听证权利的，须说明与本件的重大利益关系',
    en: 'A hearing is asked for by the applicant or an interested party: one that was not told of the right states its interest',
    field: 'interest',
    basis: ['许可法46', '许可法47'],
    allowed: [...entitled, 'a stated interest'],
  });

export const hearingWaived = (): Rejection =>
  reject('hearing-waived', 'conflict', {
    zh: '要求听证的期限已过',
    en: 'The time to ask for a hearing is over',
    basis: ['许可法47'],
  });

export const hearingDone = (): Rejection =>
  reject('hearing-done', 'conflict', { zh: '听证已经结束', en: 'The hearing is over', basis: ['许可法48'] });

export const hearingNotOpen = (): Rejection =>
  reject('hearing-not-open', 'conflict', {
    zh: '听证尚未举行',
    en: 'The hearing has not been opened',
    basis: ['许可法48'],
    allowed: ['OpenHearing'],
  });

export const hearingNoticeTooShort = (days: number, field = 'noticedOn'): Rejection =>
  reject('hearing-notice-too-short', 'invalid', {
    zh: `举行听证的 ${days} 个工作日前须通知申请人、利害关系人`,
    en: `The parties are given notice ${days} working days before the hearing, after it was asked for`,
    field,
    basis: ['许可法48(一)'],
    allowed: [`${days} working days or more before the hearing`],
  });

/** `byLaw`: within the time after the request; else so far as a day can be named at all. */
export const hearingTooLate = (lastDay: string, byLaw: boolean): Rejection =>
  reject('hearing-too-late', 'invalid', {
    zh: byLaw ? `听证须在要求之日起的法定期限内组织，最迟 ${lastDay}` : `听证日期最迟可定在 ${lastDay}`,
    en: byLaw ? `A hearing that was asked for is held by ${lastDay}` : `A hearing is called for a day up to ${lastDay}`,
    field: 'heldOn',
    ...(byLaw ? { basis: ['许可法47'] } : {}),
    allowed: [`up to ${lastDay}`],
  });

export const hearingNoticeMissing = (): Rejection =>
  reject('hearing-notice-missing', 'invalid', {
    zh: '举行听证前须通知时间、地点；请填写拟举行的日期（heldOn）或者已通知的日期（noticedOn）',
    en: 'The parties are told the time and the place first: heldOn gives notice of a day to come, noticedOn names a notice given',
    field: 'noticedOn',
    basis: ['许可法48(一)'],
    allowed: ['heldOn', 'noticedOn'],
  });

export const hearingNotThatDay = (heldOn: string): Rejection =>
  reject('hearing-not-that-day', 'conflict', {
    zh: `听证通知的日期为 ${heldOn}，改期须重新通知`,
    en: `The parties were told ${heldOn}; another day takes another notice`,
    basis: ['许可法48(一)'],
    allowed: [heldOn],
  });

export const hearingChairConflict = (): Rejection =>
  reject('hearing-chair-conflict', 'invalid', {
    zh: '听证主持人须是审查该申请的工作人员和申请机构以外的人员',
    en: 'The chair is somebody who did not examine the application and is not of the body',
    field: 'chair',
    basis: ['许可法48(三)'],
    allowed: ['another chair'],
  });

export const hearingRecordMissing = (): Rejection =>
  reject('hearing-record-missing', 'invalid', {
    zh: '听证应当制作笔录，根据笔录作出决定',
    en: 'A hearing leaves a record, on which the decision rests',
    field: 'record',
    basis: ['许可法48(五)'],
    allowed: ['the record'],
  });
