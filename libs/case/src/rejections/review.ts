import { reject, type LocalDate, type Rejection } from '#kernel';
import { REVIEW_FORM_NAMES, type ChecklistItem, type ReviewForm } from '#law';
import { list } from './list.js';

export const claimedByAnother = (): Rejection =>
  reject('claimed-by-another', 'conflict', {
    zh: '该件已由其他评审人员领取；本人退回，或者由窗口、负责人收回后可以领取',
    en: 'A colleague holds this review; it can be claimed once they release it, or a clerk or the head takes it back',
    allowed: ['ReleaseDocumentReview', 'TakeBackDocumentReview'],
  });

export const takingBackReasonMissing = (): Rejection =>
  reject('taking-back-reason-missing', 'invalid', {
    zh: '收回他人领取的文件审查须写明原因',
    en: 'Taking back a review that somebody holds states its reason',
    field: 'reason',
    basis: ['办法11(三)'],
    allowed: ['the reason'],
  });

export const teamTooSmall = (min: number): Rejection =>
  reject('team-too-small', 'invalid', {
    zh: `评审组至少 ${min} 人，且不得重复`,
    en: `A review team has at least ${min} different members`,
    field: 'team',
    basis: ['办法24', '评审准则 附件1 3.2.1'],
    allowed: [`${min} or more members`],
  });

export const teamNeedsOneLeader = (): Rejection =>
  reject('team-needs-one-leader', 'invalid', {
    zh: '评审组须有且只有一名组长',
    en: 'A review team has exactly one leader',
    field: 'team',
    basis: ['评审准则 附件1 3.2.1'],
    allowed: ['one member with leader: true'],
  });

export const teamConflict = (): Rejection =>
  reject('team-conflict', 'invalid', {
    zh: '申请人不得参加评审组',
    en: 'The applicant may not sit in the review team',
    field: 'team',
    basis: ['办法29'],
  });

export const teamRecusal = (members: readonly string[]): Rejection =>
  reject('team-recusal', 'invalid', {
    zh: `与申请机构有利害关系或者曾为其提供咨询的人员应当回避：${members.join('、')}`,
    en: `Whoever has consulted for the body, or is tied to it, does not review it: ${list(members)}`,
    field: 'team',
    basis: ['办法29'],
    allowed: ['other members'],
  });

export const reviewFormNotOpen = (allowed: readonly ReviewForm[]): Rejection =>
  reject('review-form-not-open', 'invalid', {
    zh: `本件不能采用此评审方式，可选：${allowed.map((form) => REVIEW_FORM_NAMES[form]).join('、')}`,
    en: `This form of review is not open for the case; allowed: ${list(allowed)}`,
    field: 'form',
    basis: ['办法11(三)', '评审准则14-17'],
    allowed,
  });

export const remoteGroundMissing = (allowed: readonly string[]): Rejection =>
  reject('remote-ground-missing', 'invalid', {
    zh: '远程评审须有法定情形',
    en: 'A remote review needs one of the grounds of the rules',
    field: 'remoteGround',
    basis: ['评审准则17'],
    allowed,
  });

export const conclusionNotOpen = (allowed: readonly string[]): Rejection =>
  reject('conclusion-not-open', 'invalid', {
    zh: `此种情形的评审结论只能是：${list(allowed)}`,
    en: `The conclusion can only be one of: ${list(allowed)}`,
    field: 'conclusion',
    basis: ['评审准则15-17'],
    allowed,
  });

export const rectificationNotOrdered = (): Rejection =>
  reject('rectification-missing', 'conflict', {
    zh: '尚未责令整改，不能作出“基本符合”的结论',
    en: '基本符合 takes a rectification that was ordered and verified; none was ordered in this review',
    field: 'conclusion',
    basis: ['办法26', '评审准则15'],
    allowed: ['OrderRectification'],
  });

export const teamReasonMissing = (): Rejection =>
  reject('team-reason-missing', 'invalid', {
    zh: '变更评审组须写明原因',
    en: 'A change of the team states its reason',
    field: 'reason',
    basis: ['办法29'],
    allowed: ['the reason'],
  });

export const notTheLeader = (leader: string): Rejection =>
  reject('not-the-leader', 'forbidden', {
    zh: `材料审查由评审组长完成：${leader}`,
    en: `The check of the papers is that of the leader of the team: ${leader}`,
    basis: ['评审准则 附件1 4.1.2'],
    allowed: [leader],
  });

export const leaderCheckOver = (): Rejection =>
  reject('leader-check-over', 'conflict', {
    zh: '评审组长的材料审查已经结束，或者本件不单独计时',
    en: 'The check of the papers by the leader is over, or has no time of its own in this case',
    basis: ['评审准则 附件1 4.1.2'],
    allowed: ['ConcludeReview', 'OrderRectification', 'PostponeReview', 'StopReview'],
  });

export const leaderCheckReasonMissing = (): Rejection =>
  reject('leader-check-reason-missing', 'invalid', {
    zh: '暂缓实施或者不实施现场评审须写明原因',
    en: 'A review that waits, or does not take place, states its reason',
    field: 'reason',
    basis: ['评审准则 附件1 4.1.2'],
    allowed: ['the reason'],
  });

export const notOnTheTeam = (team: readonly string[]): Rejection =>
  reject('not-on-the-team', 'forbidden', {
    zh: `由受委托的评审组成员办理：${team.join('、')}`,
    en: `Only the team that was commissioned with the review does this: ${list(team)}`,
    basis: ['办法24'],
    allowed: team,
  });

export const rectificationTooLong = (max: number): Rejection =>
  reject('rectification-too-long', 'invalid', {
    zh: `整改期限为 1 至 ${max} 个工作日（已用期限计入累计）`,
    en: `The time for rectification is 1 to ${max} working days, those used before being counted`,
    field: 'withinWorkingDays',
    basis: ['办法26'],
    allowed: [`1..${max}`],
  });

export const rectificationTimeUsed = (failed: boolean): Rejection =>
  reject('rectification-time-used', 'conflict', {
    zh: failed
      ? '整改期限内仍不符合要求，不得另行责令整改，评审结论应为不符合'
      : '法定整改期限（各次累计）已经用完，不得再责令整改',
    en: failed
      ? 'The check failed and no day of the time for rectification is left: the review ends 不符合'
      : 'The working days that the law allows for rectification in all are used up: the review ends 不符合',
    basis: ['办法26', '评审准则 附件1 4.5.4'],
    allowed: ['ConcludeReview 不符合'],
  });

export const postponementReasonMissing = (): Rejection =>
  reject('postponement-reason-missing', 'invalid', {
    zh: '暂缓评审须写明申请人自身的原因',
    en: 'A review is put off for a reason of the applicant, which is stated',
    field: 'reason',
    basis: ['办法11(三)'],
    allowed: ['the reason'],
  });

/** `dayOff`: the day that was named, where it lies within the range and nobody works on it. */
export const postponementTooLong = ({ first, last }: { first: LocalDate; last: LocalDate }, dayOff?: LocalDate): Rejection =>
  reject('postponement-too-long', 'invalid', {
    zh: `暂缓评审的最后一日（until）须为 ${first} 至 ${last} 之间的工作日${dayOff === undefined ? '' : `，${dayOff} 不是工作日`}`,
    en: `The last day of a postponement (until) is a working day between ${first} and ${last}${dayOff === undefined ? '' : `; ${dayOff} is a day off`}`,
    field: 'until',
    basis: ['办法11(三)'],
    allowed: [`a working day, ${first} … ${last}`],
  });

export const postponementUsedUp = (): Rejection =>
  reject('postponement-used-up', 'conflict', {
    zh: '暂缓评审的期限（各次累计）已经用完，应当继续评审或者作出结论',
    en: 'The days for which a review may be put off are used up: it goes on, or is concluded',
    basis: ['办法11(三)'],
    allowed: ['ConcludeReview', 'OrderRectification', 'StopReview'],
  });

export const paperReviewNotOpen = (): Rejection =>
  reject('paper-review-not-open', 'invalid', {
    zh: '只有已获资质认定技术能力内的少量参数扩项，说明理由后可以书面审查',
    en: 'Only an extension by few parameters within the ability held is reviewed on paper, with the reason stated',
    field: 'fewParameters',
    basis: ['评审准则16', '评审准则 附件2 3.2.1'],
    allowed: ['SCOPE_EXT with withinHeldAbility, of a body on no list, and a reason'],
  });

export const checkUnknown = (field: string, allowed: readonly string[]): Rejection =>
  reject('check-unknown', 'invalid', {
    zh: '核查项目不在清单中',
    en: 'The check is not on the list',
    field,
    basis: ['评审准则 附件2 3.1'],
    allowed,
  });

export const checksMissing = (missing: readonly ChecklistItem[]): Rejection =>
  reject('checks-missing', 'invalid', {
    zh: `材料真实性须逐项核查，尚未核查：${missing.map(({ zh }) => zh).join('；')}`,
    en: `Papers are passed on every check of their integrity; not answered: ${list(missing.map(({ id }) => id))}`,
    field: 'checks',
    basis: ['评审准则 附件2 3.1'],
    allowed: missing.map(({ id }) => id),
  });

export const integrityInDoubt = (failed: readonly ChecklistItem[]): Rejection =>
  reject('integrity-in-doubt', 'conflict', {
    zh: `材料真实性核查未通过：${failed.map(({ zh }) => zh).join('；')}`,
    en: `The materials failed a check of their integrity: ${list(failed.map(({ id }) => id))}`,
    field: 'checks',
    basis: ['评审准则 附件2 3.1', '评审准则16'],
    allowed: ['FailDocumentReview', 'OrderOnSiteReview'],
  });

export const clauseUnknown = (at: number, parts: readonly string[], further: readonly string[]): Rejection =>
  reject('clause-unknown', 'invalid', {
    zh: `条款号应为评审准则 ${parts[0] ?? ''} 至 ${parts.at(-1) ?? ''} 各条的项，如 ${parts[0] ?? ''}.1`,
    en: `A clause is numbered within ${parts[0] ?? ''} to ${parts.at(-1) ?? ''}, such as ${parts[0] ?? ''}.1`,
    field: `findings[${at}].clause`,
    basis: ['评审准则 附件4'],
    allowed: [...parts.map((part) => `${part}.1, ${part}.2 …`), ...further],
  });

export const findingsContradict = (at: number): Rejection =>
  reject('findings-contradict', 'invalid', {
    zh: '同一条款只能有一个结果',
    en: 'A clause has one result',
    field: `findings[${at}].clause`,
    basis: ['评审准则 附件4'],
    allowed: ['each clause once'],
  });

export const findingsAgainstConclusion = (at: number, instead: 'OrderRectification' | '基本符合'): Rejection =>
  reject('findings-against-conclusion', 'invalid', {
    zh: '有条款不符合或者基本符合，结论不能是符合；须责令整改，或者作出不符合的结论',
    en: 'A clause is not fully met: the conclusion is not 符合; a rectification is ordered, or the review ends 不符合',
    field: `findings[${at}].result`,
    basis: ['评审准则15'],
    allowed: [instead, '不符合'],
  });

export const starredClauseFailed = (clauses: readonly string[]): Rejection =>
  reject('starred-clause-failed', 'invalid', {
    zh: `带星号条款不符合（${list(clauses)}），结论只能是不符合`,
    en: `A starred clause failed (${list(clauses)}): the conclusion can only be 不符合`,
    field: 'conclusion',
    basis: ['评审准则 附件4'],
    allowed: ['不符合'],
  });

export const stopGroundUnknown = (allowed: readonly string[]): Rejection =>
  reject('stop-ground-unknown', 'invalid', {
    zh: '终止评审须有规定的情形',
    en: 'A review is stopped on one of the grounds of the rules',
    field: 'ground',
    basis: ['评审准则 附件1 4.7', '评审准则 附件3 4.7'],
    allowed,
  });

export const stopNotConsented = (): Rejection =>
  reject('stop-not-consented', 'invalid', {
    zh: '终止评审须经资质认定部门同意',
    en: 'A review is stopped only with the consent of the authority',
    field: 'consentOf',
    basis: ['评审准则 附件1 4.7'],
    allowed: ['somebody of the authority who did not review'],
  });
