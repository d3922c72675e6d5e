import { reject, type Rejection, type Role } from '#kernel';
import type { CaseStatus } from './state.js';

/** Every way a command of a case can be turned down. Codes are a public contract: they are never renamed. */

const list = (values: readonly string[]): string => values.join(', ');

export const caseNotFound = (): Rejection =>
  reject('case-not-found', 'not-found', { zh: '没有这个办件', en: 'There is no such case' });

export const wrongRole = (allowed: readonly Role[]): Rejection =>
  reject('wrong-role', 'forbidden', {
    zh: `您的岗位不能办理此项，可由 ${list(allowed)} 办理`,
    en: `Your role may not do this; allowed: ${list(allowed)}`,
    allowed,
  });

export const wrongState = (status: CaseStatus, allowed: readonly string[]): Rejection =>
  reject('wrong-state', 'conflict', {
    zh: `办件现为“${status}”状态，不能这样办理`,
    en: `The case is in the state "${status}", which does not allow this`,
    allowed,
  });

export const noPolicyInForce = (): Rejection =>
  reject('no-policy-in-force', 'invalid', {
    zh: '当日没有生效的办理规则',
    en: 'No policy is in force on that day',
    field: 'policy',
  });

export const notYourInstitution = (): Rejection =>
  reject('not-your-institution', 'forbidden', {
    zh: '只能为本机构提出申请',
    en: 'You may apply only for the body that your account belongs to',
    field: 'institution.uscc',
  });

export const usccInvalid = (): Rejection =>
  reject('uscc-invalid', 'invalid', {
    zh: '统一社会信用代码校验不通过',
    en: 'The unified social credit code has a wrong form or check digit',
    field: 'institution.uscc',
    basis: ['GB 32100-2015'],
    allowed: ['18 characters of GB 32100-2015 with a right check digit'],
  });

export const procedureNotOpen = (allowed: readonly string[]): Rejection =>
  reject('procedure-not-open', 'invalid', {
    zh: `该事项不能走此程序，可选：${list(allowed)}`,
    en: `This procedure is not open for that kind of application; allowed: ${list(allowed)}`,
    field: 'procedure',
    basis: ['办法10', '办法12'],
    allowed,
  });

export const materialsMissing = (missing: readonly string[]): Rejection =>
  reject('materials-missing', 'invalid', {
    zh: `缺少必交材料：${list(missing)}`,
    en: `Materials that must be handed in are missing: ${list(missing)}`,
    field: 'materials',
    basis: ['许可法31'],
    allowed: missing,
  });

export const materialNotListed = (field: string, allowed: readonly string[]): Rejection =>
  reject('material-not-listed', 'invalid', {
    zh: '材料清单之外的材料，既不必交也不得索要',
    en: 'This material is not on the list of this kind of application: it need not be handed in and may not be asked for',
    field,
    basis: ['许可法31', '优化营商环境条例44'],
    allowed,
  });

export const materialNotAsked = (field: string, allowed: readonly string[]): Rejection =>
  reject('material-not-asked', 'invalid', {
    zh: allowed.length === 0 ? '没有需要补交的共享材料' : `只需补交数据共享未能取得的材料：${list(allowed)}`,
    en: 'Only what a data source could not give is handed in this way',
    field,
    basis: ['许可法31', '国务院令716号7'],
    allowed,
  });

export const certificateRequired = (): Rejection =>
  reject('certificate-required', 'invalid', {
    zh: '该事项须填写原资质认定证书',
    en: 'This kind of application needs the certificate it is about',
    field: 'certificate',
  });

export const certificateNotWanted = (): Rejection =>
  reject('certificate-not-wanted', 'invalid', {
    zh: '首次申请不应填写原证书',
    en: 'This kind of application has no earlier certificate',
    field: 'certificate',
  });

export const certificateExpired = (validTo: string): Rejection =>
  reject('certificate-expired', 'conflict', {
    zh: `证书已于 ${validTo} 到期，请按首次申请办理`,
    en: `The certificate expired on ${validTo}; apply as INITIAL`,
    field: 'certificate.validTo',
    basis: ['办法13', '办法31'],
    allowed: ['INITIAL'],
  });

export const codeUnknown = (field: 'field' | 'sector', allowed: readonly string[]): Rejection =>
  reject('code-unknown', 'invalid', { zh: '代码不在编码表中', en: 'The code is not in the table', field, allowed });

export const reasonsMissing = (): Rejection =>
  reject('reasons-missing', 'invalid', {
    zh: '不予许可、不予受理必须说明理由',
    en: 'A decision against the applicant needs its reasons',
    field: 'reasons',
    basis: ['许可法38'],
    allowed: ['at least one reason'],
  });

export const correctionAlreadyRequested = (): Rejection =>
  reject('correction-already-requested', 'conflict', {
    zh: '补正只能一次性告知，本件已经告知过',
    en: 'All gaps are to be named in one notice, and this case has had its notice',
    basis: ['许可法32(四)', '许可法72(四)'],
    allowed: ['AcceptApplication', 'DeclineApplication'],
  });

export const correctionItemsMissing = (): Rejection =>
  reject('correction-items-missing', 'invalid', {
    zh: '补正告知须列明需要补正的全部内容',
    en: 'The notice has to name everything that is to be corrected',
    field: 'items',
    basis: ['许可法32(四)'],
    allowed: ['at least one item'],
  });

export const correctionTimeInvalid = (max: number): Rejection =>
  reject('correction-time-invalid', 'invalid', {
    zh: '补正期限须为一个以上完整工作日',
    en: 'The time to answer the notice is a whole number of working days, at least one',
    field: 'respondWithinWorkingDays',
    basis: ['许可法32(四)'],
    allowed: [max === Infinity ? '1 or more' : `1..${max}`],
  });

export const correctionIncomplete = (missing: readonly string[]): Rejection =>
  reject('correction-incomplete', 'invalid', {
    zh: `还有未补正的材料：${list(missing)}`,
    en: `These materials are still missing: ${list(missing)}`,
    field: 'items',
    basis: ['许可法32(五)'],
    allowed: missing,
  });

export const claimedByAnother = (): Rejection =>
  reject('claimed-by-another', 'conflict', {
    zh: '该件已由其他评审人员领取',
    en: 'A colleague holds this review; it can be claimed once they release it',
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

export const reviewFormNotOpen = (allowed: readonly string[]): Rejection =>
  reject('review-form-not-open', 'invalid', {
    zh: `本件不能采用此评审方式，可选：${list(allowed)}`,
    en: `This form of review is not open for the case; allowed: ${list(allowed)}`,
    field: 'form',
    basis: ['办法11(三)', '评审准则14-17'],
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

export const rectificationTooLong = (max: number): Rejection =>
  reject('rectification-too-long', 'invalid', {
    zh: `整改期限为 1 至 ${max} 个工作日`,
    en: `The time for rectification is 1 to ${max} working days`,
    field: 'withinWorkingDays',
    basis: ['办法26'],
    allowed: [`1..${max}`],
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
