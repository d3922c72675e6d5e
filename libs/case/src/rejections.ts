import { reject, type Rejection, type Role } from '#kernel';
import type { Procedure } from '#policy';
import type { IneligibilityReason } from './eligibility.js';
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
    basis: ['办法13', '办法14'],
  });

export const certificateNotWanted = (): Rejection =>
  reject('certificate-not-wanted', 'invalid', {
    zh: '首次申请不应填写原证书',
    en: 'This kind of application has no earlier certificate',
    field: 'certificate',
    basis: ['办法13', '办法14'],
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
  reject('code-unknown', 'invalid', {
    zh: '代码不在编码表中',
    en: 'The code is not in the table',
    field,
    basis: ['办法15'],
    allowed,
  });

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

export const policyUnknown = (): Rejection =>
  reject('policy-unknown', 'invalid', {
    zh: '没有这个版本的办理规则',
    en: 'There is no policy of that label',
    field: 'policy',
    allowed: ['a label of GET /api/policies'],
  });

export const policyDoesNotFit = (kind: string): Rejection =>
  reject('policy-does-not-fit', 'conflict', {
    zh: '该版规则没有本件的事项、程序或正在计算的期限，不能改用',
    en: `That policy does not know ${kind}, its procedure or a limit that is running, and cannot take the case over`,
    field: 'policy',
  });

export const policyNotInForce = (inForce: string | undefined): Rejection =>
  reject('policy-not-in-force', 'conflict', {
    zh: '只能改用今日施行的办理规则',
    en: 'A case can be moved only to the policy that is in force today, with all its overlays',
    field: 'policy',
    allowed: inForce === undefined ? [] : [inForce],
  });

export const limitWouldBeOver = (limit: string, due: string): Rejection =>
  reject('limit-would-be-over', 'conflict', {
    zh: `改用后期限 ${limit} 在 ${due} 已经届满，不能使期限倒溯届满`,
    en: `Under that policy the limit ${limit} would have ended on ${due}: nothing runs out by hindsight`,
    field: 'policy',
  });

export const certificateNotReady = (): Rejection =>
  reject('certificate-not-ready', 'pending', {
    zh: '证书正在制作，请稍后再试',
    en: 'The certificate is still being made out; try again in a moment',
  });

export const remediesMissing = (): Rejection =>
  reject('remedies-missing', 'invalid', {
    zh: '不予许可、不予受理必须告知救济途径',
    en: 'A decision against the applicant names the remedies',
    field: 'remedies',
    basis: ['许可法38'],
    allowed: ['reconsideration and litigation, or left out: those of the law'],
  });

export const bodyBanned = (firstDay: string, basis: string | undefined): Rejection =>
  reject('body-banned', 'conflict', {
    zh: `该机构在限制申请期内，自 ${firstDay} 起可以申请`,
    en: `The body is banned from applying; it may apply from ${firstDay} on`,
    field: 'institution.uscc',
    basis: [...new Set([...(basis === undefined ? [] : [basis]), '办法33', '办法32'])],
    allowed: [`from ${firstDay}`],
  });

export const commitmentNotEligible = (reasons: readonly IneligibilityReason[]): Rejection =>
  reject('commitment-not-eligible', 'invalid', {
    zh: `不适用告知承诺程序：${reasons.map(({ zh }) => zh).join('；')}`,
    en: `The commitment procedure is not open: ${reasons.map(({ en }) => en).join('; ')}`,
    field: 'procedure',
    basis: [...new Set(reasons.flatMap(({ basis }) => basis))],
    allowed: ['GENERAL'],
  });

export const notForThisProcedure = (procedure: Procedure): Rejection =>
  reject('not-for-this-procedure', 'conflict', {
    zh: procedure === 'COMMITMENT' ? '告知承诺程序的办件不能这样办理' : '一般程序的办件不能这样办理',
    en: `Not possible in a case of the procedure ${procedure}`,
    basis: ['办法12'],
    allowed: procedure === 'COMMITMENT' ? ['AcceptSelfDeclaration', 'RefuseQualification'] : ['the general procedure'],
  });

export const commitmentNotSigned = (): Rejection =>
  reject('commitment-not-signed', 'conflict', {
    zh: '申请人尚未签署告知承诺书',
    en: 'The applicant has not signed the commitment yet',
    basis: ['告知承诺实施办法', '办法12'],
    allowed: ['SignCommitment'],
  });

export const fairReasonMissing = (): Rejection =>
  reject('fair-reason-missing', 'invalid', {
    zh: '撤回告知承诺申请须有合理理由',
    en: 'A commitment application is withdrawn with a fair reason',
    field: 'reason',
    basis: ['办法12'],
    allowed: ['a reason'],
  });

export const kindsNotMergeable = (): Rejection =>
  reject('kinds-not-mergeable', 'invalid', {
    zh: '只有同一机构的几项不同变更可以并案办理',
    en: 'Only different changes of one body travel in one case',
    field: 'alsoKinds',
    basis: ['办法14'],
    allowed: ['CHG_*, each once'],
  });

export const changeNotAppliedFor = (field: string, kind: string): Rejection =>
  reject('change-not-applied-for', 'invalid', {
    zh: `此项变更属于 ${kind}，未在申请事项中`,
    en: `This belongs to ${kind}, which is not applied for`,
    field,
    basis: ['办法14'],
    allowed: [kind],
  });

export const materialsOutstanding = (missing: readonly string[]): Rejection =>
  reject('materials-outstanding', 'conflict', {
    zh: `还缺材料 ${list(missing)}：容缺受理或者一次性告知补正`,
    en: `These materials are not in: ${list(missing)}; accept with them outstanding, or ask for them`,
    field: 'materials',
    basis: ['许可法32'],
    allowed: ['AcceptWithOutstanding', 'RequestCorrection'],
  });

export const toleranceNotOpen = (): Rejection =>
  reject('tolerance-not-open', 'conflict', {
    zh: '有未修复失信记录的机构和告知承诺程序的申请不适用容缺受理',
    en: 'Not open to a body with an unrepaired record of dishonesty, nor in the commitment procedure',
    basis: ['地方容缺受理规定'],
    allowed: ['RequestCorrection'],
  });

export const outstandingNotNamed = (): Rejection =>
  reject('outstanding-not-named', 'invalid', {
    zh: '容缺受理须一次列明所缺材料',
    en: 'The notice names every material that is outstanding',
    field: 'outstanding',
    basis: ['地方容缺受理规定'],
    allowed: ['at least one material'],
  });

export const materialNotTolerated = (field: string, tolerated: readonly string[]): Rejection =>
  reject('material-not-tolerated', 'invalid', {
    zh: '主要材料不得容缺',
    en: 'A main material cannot be outstanding',
    field,
    basis: ['地方容缺受理规定'],
    allowed: tolerated,
  });

export const outstandingTimeInvalid = (max: number): Rejection =>
  reject('outstanding-time-invalid', 'invalid', {
    zh: `补齐容缺材料的期限为 1 至 ${max} 个工作日，不得晚于本件的办理期限`,
    en: `The time to supply is 1 to ${max} working days: not later than the matter is to be decided`,
    field: 'withinWorkingDays',
    basis: ['地方容缺受理规定'],
    allowed: [`1..${max}`],
  });

export const nothingOutstanding = (): Rejection =>
  reject('nothing-outstanding', 'conflict', { zh: '没有待补齐的容缺材料', en: 'No material is outstanding' });

export const outstandingIncomplete = (missing: readonly string[]): Rejection =>
  reject('outstanding-incomplete', 'invalid', {
    zh: `还有未补齐的容缺材料：${list(missing)}`,
    en: `These materials are still outstanding: ${list(missing)}`,
    field: 'items',
    basis: ['地方容缺受理规定'],
    allowed: missing,
  });

export const outstandingMissing = (missing: readonly string[]): Rejection =>
  reject('outstanding-missing', 'conflict', {
    zh: `容缺材料 ${list(missing)} 补齐后才能准予许可`,
    en: `It can be granted only after the outstanding materials are in: ${list(missing)}`,
    basis: ['地方容缺受理规定', '许可法38'],
    allowed: ['SupplyOutstanding', 'RefuseQualification'],
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

export const hearingNoticeTooShort = (days: number): Rejection =>
  reject('hearing-notice-too-short', 'invalid', {
    zh: `举行听证的 ${days} 个工作日前须通知申请人、利害关系人`,
    en: `The parties are given notice ${days} working days before the hearing, after it was asked for`,
    field: 'noticedOn',
    basis: ['许可法48(一)'],
    allowed: [`${days} working days or more before the hearing`],
  });

export const hearingChairConflict = (): Rejection =>
  reject('hearing-chair-conflict', 'invalid', {
    zh: '听证主持人须是审查该申请的工作人员以外的人员',
    en: 'The chair is somebody who did not examine the application',
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

export const nothingToExplain = (delays: readonly string[]): Rejection =>
  reject('nothing-to-explain', 'conflict', {
    zh: '该期限没有超期，不需要说明',
    en: 'That limit has not run out: there is nothing to explain',
    field: 'limit',
    basis: ['优化营商环境条例36'],
    allowed: delays,
  });

export const delayReasonMissing = (): Rejection =>
  reject('delay-reason-missing', 'invalid', {
    zh: '超期须公开说明理由',
    en: 'A delay is explained with its reason',
    field: 'reason',
    basis: ['优化营商环境条例36'],
    allowed: ['a reason'],
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

export const integrityInDoubt = (failed: readonly string[]): Rejection =>
  reject('integrity-in-doubt', 'conflict', {
    zh: `材料真实性核查未通过：${list(failed)}`,
    en: `The materials failed a check of their integrity: ${list(failed)}`,
    field: 'checks',
    basis: ['评审准则 附件2 3.1', '评审准则16'],
    allowed: ['FailDocumentReview', 'OrderOnSiteReview'],
  });

export const teamRecusal = (members: readonly string[]): Rejection =>
  reject('team-recusal', 'invalid', {
    zh: `与申请机构有利害关系或者曾为其提供咨询的人员应当回避：${list(members)}`,
    en: `Whoever has consulted for the body, or is tied to it, does not review it: ${list(members)}`,
    field: 'team',
    basis: ['办法29'],
    allowed: ['other members'],
  });

export const remoteGroundMissing = (allowed: readonly string[]): Rejection =>
  reject('remote-ground-missing', 'invalid', {
    zh: '远程评审须有法定情形',
    en: 'A remote review needs one of the grounds of the rules',
    field: 'remoteGround',
    basis: ['评审准则17'],
    allowed,
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
