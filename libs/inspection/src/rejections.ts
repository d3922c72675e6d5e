import { reject, type Rejection } from '#kernel';
import { INSPECTION_STATUS_NAMES, type InspectionStatus } from './state.js';

/** Every way a command of a verification can be turned down. Codes are a public contract: they are never renamed. */

export const inspectionNotFound = (): Rejection =>
  reject('inspection-not-found', 'not-found', { zh: '没有这项核查', en: 'There is no such verification' });

export const wrongState = (status: InspectionStatus, allowed: readonly string[]): Rejection =>
  reject('wrong-state', 'conflict', {
    zh: `核查现为“${INSPECTION_STATUS_NAMES[status]}”状态，不能这样办理`,
    en: `The verification is in the state "${status}", which does not allow this`,
    allowed,
  });

export const verificationNotDue = (): Rejection =>
  reject('verification-not-due', 'conflict', {
    zh: '没有经采信的告知承诺，无可核查',
    en: 'No self-declaration has been accepted in this case: there is nothing to verify',
    basis: ['告知承诺实施办法11'],
  });

export const inspectorsReasonMissing = (): Rejection =>
  reject('inspectors-reason-missing', 'invalid', {
    zh: '核查结论作出后变更核查人员须写明原因',
    en: 'Others take over a verification that has a verdict only for a reason, which is stated',
    field: 'reason',
    basis: ['许可法61'],
    allowed: ['the reason'],
  });

export const inspectorsTooFew = (min: number): Rejection =>
  reject('inspectors-too-few', 'invalid', {
    zh: `核查人员不得少于 ${min} 人，且不得重复`,
    en: `A verification takes at least ${min} different officers`,
    field: 'team',
    basis: ['许可法34', '许可法61'],
    allowed: [`${min} or more officers`],
  });

export const inspectorRecused = (who: string): Rejection =>
  reject('inspector-recused', 'invalid', {
    zh: `${who} 与本件有利害关系或参与了决定，应当回避`,
    en: `${who} belongs to the body, applied for it or decided on it, and may not inspect`,
    field: 'team',
    basis: ['办法29', '许可法34'],
    allowed: ['an officer who is not concerned'],
  });

export const inspectorsMissing = (): Rejection =>
  reject('inspectors-missing', 'conflict', {
    zh: '尚未指派核查人员',
    en: 'No inspectors have been appointed, and none are named',
    field: 'inspectors',
    basis: ['许可法34', '许可法61'],
    allowed: ['AppointInspectors'],
  });

export const notAnInspector = (): Rejection =>
  reject('not-an-inspector', 'forbidden', {
    zh: '由指派的核查人员办理并签字',
    en: 'Only the inspectors of this verification may do and sign this',
    basis: ['许可法61'],
    allowed: ['an inspector of this verification'],
  });

export const findingsMissing = (): Rejection =>
  reject('findings-missing', 'invalid', {
    zh: '承诺不完全属实或者整改未通过的，须写明核查发现的事实',
    en: 'Anything but a true commitment, or a rectification that passed, needs the facts that were found',
    field: 'findings',
    basis: ['许可法61', '评审准则19'],
    allowed: ['the facts that were found'],
  });

export const rectificationItemsMissing = (): Rejection =>
  reject('rectification-items-missing', 'invalid', {
    zh: '须列明需要整改的事项',
    en: 'The notice has to name what is to be rectified',
    field: 'items',
    basis: ['评审准则19'],
    allowed: ['at least one item'],
  });

export const rectificationTooLong = (max: number): Rejection =>
  reject('rectification-too-long', 'invalid', {
    zh: `整改期限为 1 至 ${max} 个工作日`,
    en: `The time for rectification is 1 to ${max} working days`,
    field: 'withinWorkingDays',
    basis: ['评审准则18', '评审准则19'],
    allowed: [`1..${max}`],
  });
