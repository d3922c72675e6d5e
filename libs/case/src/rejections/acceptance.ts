import { reject, type Rejection } from '#kernel';
import type { Policy } from '#law';
import { materialNames } from '../file/names.js';
import { list } from './list.js';

/** Why the window cannot do this with an application that was received. */

export const correctionAlreadyRequested = (): Rejection =>
  reject('correction-already-requested', 'conflict', {
    zh: '补正只能一次性告知，本件已经告知过',
    en: 'All gaps are to be named in one notice, and this case has had its notice',
    basis: ['许可法32(四)', '许可法72(四)'],
    allowed: ['AcceptApplication', 'AcceptSelfDeclaration', 'DeclineApplication'],
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

/** `stray`: the field that names a file which nobody asked for, and so perhaps the wrong one. */
export const correctionIncomplete = (missing: readonly string[], policy: Policy, stray?: string): Rejection =>
  reject('correction-incomplete', 'invalid', {
    zh: `${stray === undefined ? '' : `${stray} 所替换的文件不在补正要求之列；`}还有未补正的材料：${materialNames(missing, policy)}`,
    en: `${stray === undefined ? '' : `${stray} names a file that was not asked for; `}these materials are still missing: ${list(missing)}`,
    field: stray ?? 'items',
    basis: ['许可法32(五)'],
    allowed: missing,
  });

export const fileUnknown = (field: string, files: readonly string[]): Rejection =>
  reject('file-unknown', 'invalid', {
    zh: '本件没有这一份文件',
    en: 'The case has no such file of this material',
    field,
    basis: ['许可法31'],
    allowed: files,
  });

export const materialsOutstanding = (missing: readonly string[], policy: Policy): Rejection =>
  reject('materials-outstanding', 'conflict', {
    zh: `还缺材料：${materialNames(missing, policy)}；可以容缺受理或者一次性告知补正`,
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

export const materialNotMissing = (field: string, missing: readonly string[]): Rejection =>
  reject('material-not-missing', 'invalid', {
    zh: '这份材料已经收到或者本件不需要，不是所缺的材料，不能容缺；材料齐全的，直接受理',
    en: 'This material is in the file, or is not needed: it cannot be outstanding; what is complete is accepted as it is',
    field,
    basis: ['地方容缺受理规定', '许可法32(五)'],
    allowed: missing,
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

export const outstandingIncomplete = (missing: readonly string[], policy: Policy): Rejection =>
  reject('outstanding-incomplete', 'invalid', {
    zh: `还有未补齐的容缺材料：${materialNames(missing, policy)}`,
    en: `These materials are still outstanding: ${list(missing)}`,
    field: 'items',
    basis: ['地方容缺受理规定'],
    allowed: missing,
  });

export const outstandingMissing = (missing: readonly string[], policy: Policy): Rejection =>
  reject('outstanding-missing', 'conflict', {
    zh: `容缺材料补齐后才能准予许可：${materialNames(missing, policy)}`,
    en: `It can be granted only after the outstanding materials are in: ${list(missing)}`,
    basis: ['地方容缺受理规定', '许可法38'],
    allowed: ['SupplyOutstanding', 'RefuseQualification'],
  });
