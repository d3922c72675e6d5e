import { reject, type Rejection } from '#kernel';
import type { Policy, Procedure } from '#law';
import { materialNames, PROCEDURE_NAMES } from '../file/names.js';
import { list } from './list.js';

export const fileEmpty = (field: string): Rejection =>
  reject('file-empty', 'invalid', {
    zh: '文件为空（0 字节），不能作为申请材料，请重新上传',
    en: 'The file is empty (0 bytes): it is no paper of the application',
    field,
    basis: ['许可法31'],
    allowed: ['a file of 1 byte or more'],
  });

export const procedureNotOpen = (allowed: readonly Procedure[]): Rejection =>
  reject('procedure-not-open', 'invalid', {
    zh: `该事项不适用此程序，可选：${allowed.map((one) => PROCEDURE_NAMES[one]).join('、')}`,
    en: `This procedure is not open for that kind of application; allowed: ${list(allowed)}`,
    field: 'procedure',
    basis: ['办法10', '办法12'],
    allowed,
  });

export const materialsMissing = (missing: readonly string[], policy: Policy): Rejection =>
  reject('materials-missing', 'invalid', {
    zh: `缺少必交材料：${materialNames(missing, policy)}`,
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

export const materialNotAsked = (field: string, allowed: readonly string[], policy: Policy): Rejection =>
  reject('material-not-asked', 'invalid', {
    zh: allowed.length === 0 ? '没有需要补交的共享材料' : `只需补交数据共享未能取得的材料：${materialNames(allowed, policy)}`,
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

export const certificateNotAlive = (): Rejection =>
  reject('certificate-not-alive', 'conflict', {
    zh: '该证书已注销或者撤销，不能再延续、变更',
    en: 'The certificate has been cancelled or revoked since: it can neither be prolonged nor changed',
    basis: ['办法31', '办法32'],
    allowed: ['RefuseQualification', 'WithdrawApplication'],
  });

export const alreadyRenewed = ({ renewedTerm = '', validTo }: { renewedTerm?: string; validTo: string }): Rejection =>
  reject('already-renewed', 'conflict', {
    zh: `有效期至 ${renewedTerm} 的资质认定已经延续至 ${validTo}，下一次延续须待新的有效期开始`,
    en: `The term that ends on ${renewedTerm} has been renewed to ${validTo}; the next one can be renewed once it has begun`,
    field: 'certificate.number',
    basis: ['办法13'],
    allowed: [`after ${renewedTerm}`],
  });

export const nameNotOnRecord = (name: string): Rejection =>
  reject('name-not-on-record', 'invalid', {
    zh: `机构名称与档案不一致，档案名称为“${name}”；名称已变更的，请申请机构名称变更（CHG_NAME）`,
    en: `The body is on record as ${name}; where its name has changed, apply for CHG_NAME`,
    field: 'institution.name',
    basis: ['办法14'],
    allowed: [name, 'CHG_NAME'],
  });

export const codeUnknown = (field: 'field' | 'sector', allowed: readonly string[]): Rejection =>
  reject('code-unknown', 'invalid', {
    zh: '代码不在编码表中',
    en: 'The code is not in the table',
    field,
    basis: ['办法15'],
    allowed,
  });

export const addressMissing = (): Rejection =>
  reject('address-missing', 'invalid', {
    zh: '请填写机构地址：资质认定证书须载明，机构档案中没有登记',
    en: 'The certificate says the address of the body, of which none is on record',
    field: 'institution.address',
    basis: ['办法15'],
    allowed: ['the address of the body'],
  });

export const bodyBanned = (firstDay: string, basis: string | undefined): Rejection =>
  reject('body-banned', 'conflict', {
    zh: `该机构在限制申请期内，自 ${firstDay} 起可以申请`,
    en: `The body is banned from applying; it may apply from ${firstDay} on`,
    field: 'institution.uscc',
    basis: basis?.split('、') ?? ['办法32', '办法33'],
    allowed: [`from ${firstDay}`],
  });

export const kindsNotMergeable = (): Rejection =>
  reject('kinds-not-mergeable', 'invalid', {
    zh: '只有同一机构的几项不同变更可以并案办理',
    en: 'Only different changes of one body travel in one case',
    field: 'alsoKinds',
    basis: ['办法14'],
    allowed: ['CHG_*, each once'],
  });

export const changeNotAppliedFor = (field: string, kind: string, zh: string): Rejection =>
  reject('change-not-applied-for', 'invalid', {
    zh: `此项变更属于“${zh}”（${kind}），未在申请事项中`,
    en: `This belongs to ${kind}, which is not applied for`,
    field,
    basis: ['办法14'],
    allowed: [kind],
  });

export const changeNotStated = (field: string, kind: string): Rejection =>
  reject('change-not-stated', 'invalid', {
    zh: `${kind}须写明变更后的内容`,
    en: `The application has to say in ${field} what the certificate is to say from now on`,
    field,
    basis: ['办法14'],
    allowed: [field],
  });
