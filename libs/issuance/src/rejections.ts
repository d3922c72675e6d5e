import { reject, type Rejection } from '#kernel';

/** Every way a command of a certificate can be turned down. Codes are a public contract: they are never renamed. */

/** Year of issue, issuing organ, field, sector department, serial: 12 digits, serial never 0000. */
export const CERTIFICATE_NUMBER = /^\d{2}(0\d|[12]\d|3[01])(0\d|1\d|2[01])([0-2]\d|3[0-4])(?!0000)\d{4}$/;

export const numberTaken = (): Rejection =>
  reject('certificate-number-taken', 'conflict', {
    zh: '证书编号已被使用',
    en: 'This certificate number is in use',
    field: 'number',
  });

export const numberInvalid = (): Rejection =>
  reject('certificate-number-invalid', 'invalid', {
    zh: '证书编号应为 12 位：年份、发证机关、领域、行业主管部门、流水号',
    en: 'A certificate number has 12 digits: year, organ, field, sector, serial',
    field: 'number',
    allowed: [CERTIFICATE_NUMBER.source],
  });

export const notFound = (): Rejection =>
  reject('certificate-not-found', 'not-found', { zh: '没有这张证书', en: 'There is no such certificate' });

export const notAlive = (): Rejection =>
  reject('certificate-not-alive', 'conflict', {
    zh: '证书已注销或者撤销',
    en: 'The certificate has been cancelled or revoked',
    basis: ['办法31', '办法32'],
  });

export const revocationOpen = (): Rejection =>
  reject('revocation-open', 'conflict', {
    zh: '该证书已在撤销调查中',
    en: 'The certificate is being investigated already',
    allowed: ['RevokeCertificate', 'CloseRevocation'],
  });

export const noRevocationOpen = (): Rejection =>
  reject('no-revocation-open', 'conflict', {
    zh: '该证书没有在办的撤销调查',
    en: 'There is no investigation into this certificate',
    basis: ['程序暂行规定44', '程序暂行规定45'],
    allowed: ['OpenRevocation'],
  });

export const statementAwaited = (): Rejection =>
  reject('statement-awaited', 'conflict', {
    zh: '陈述、申辩期限未满，不能决定',
    en: 'The holder may still make a statement; nothing is decided before',
    basis: ['程序暂行规定44'],
    allowed: ['RecordStatement', 'wait until T71 is over'],
  });

export const statementGiven = (): Rejection =>
  reject('statement-given', 'conflict', {
    zh: '已陈述、申辩，或者逾期视为放弃',
    en: 'The statement has been made, or was waived by silence',
    basis: ['程序暂行规定44'],
  });

export const statementMissing = (): Rejection =>
  reject('statement-missing', 'invalid', {
    zh: '须写明陈述、申辩的内容',
    en: 'A statement says something; silence waives it in time',
    field: 'statement',
    basis: ['程序暂行规定44'],
    allowed: ['what the holder says'],
  });

export const revocationFourEyes = (): Rejection =>
  reject('four-eyes', 'forbidden', {
    zh: '核查人员、立案人员不得作出撤销决定',
    en: 'Whoever inspected or opened the investigation does not decide on it',
    basis: ['许可法34', '办法29'],
    allowed: ['another decision maker'],
  });

export const publicSafetyUnanswered = (): Rejection =>
  reject('public-safety-unanswered', 'invalid', {
    zh: '因承诺严重不实撤销的，须写明是否属于直接关系公共安全、人身健康、生命财产安全的事项',
    en: 'A revocation for a false commitment says whether the matter bears on public safety, health, life or property',
    field: 'publicSafety',
    basis: ['许可法79'],
    allowed: ['true', 'false'],
  });

export const reasonsMissing = (): Rejection =>
  reject('reasons-missing', 'invalid', {
    zh: '撤销或者不予撤销必须说明理由',
    en: 'A decision on a revocation needs its reasons',
    field: 'reasons',
    basis: ['许可法38', '许可法69'],
    allowed: ['at least one reason'],
  });

export const itemsMissing = (): Rejection =>
  reject('revoked-items-missing', 'invalid', {
    zh: '撤销部分事项须列明事项',
    en: 'A partial revocation has to name the items',
    field: 'items',
    basis: ['评审准则19'],
    allowed: ['at least one item'],
  });

export const beyondProposal = (items: readonly string[]): Rejection =>
  reject('beyond-proposal', 'conflict', {
    zh: `超出已告知当事人的拟撤销范围（${items.join('、')}）；须不予撤销后重新立案告知`,
    en: 'This goes beyond what the holder was told and heard on; close the investigation and open a new one',
    field: 'scope',
    basis: ['程序暂行规定44'],
    allowed: [...items, 'CloseRevocation', 'OpenRevocation'],
  });

export const fraudNotTold = (): Rejection =>
  reject('fraud-not-told', 'conflict', {
    zh: '未告知当事人涉嫌以欺骗、贿赂等不正当手段取得，不能据此撤销；须不予撤销后重新立案告知',
    en: 'The holder was not told of any fraud and not heard on it; close the investigation and open a new one',
    field: 'fraud',
    basis: ['程序暂行规定44', '办法32'],
    allowed: ['false', 'CloseRevocation', 'OpenRevocation'],
  });

/** Rows that a person can still look through. */
const SOME_ROWS = 50;

export const itemNotOnCertificate = (field: string, rows: readonly string[]): Rejection =>
  reject('item-not-on-certificate', 'invalid', {
    zh: '该项目不在证书附表中；请填写附表的行号、项目名称，或者“类别 项目名称”',
    en: 'The annex of the certificate has no such item; give the number of a row, its name, or category and name',
    field,
    basis: ['办法14', '评审准则19'],
    allowed: rows.slice(0, SOME_ROWS),
  });

export const nothingLeft = (): Rejection =>
  reject('nothing-left', 'conflict', {
    zh: '取消附表全部项目等于不再保有资质认定，请申请注销',
    en: 'Without any row nothing is left of the certificate: apply to have it cancelled',
    field: 'changes.droppedItems',
    basis: ['办法31'],
    allowed: ['CANCEL'],
  });

export const standardNotOnCertificate = (field: string, standards: readonly string[]): Rejection =>
  reject('standard-not-on-certificate', 'invalid', {
    zh: '证书附表中没有使用该标准的项目',
    en: 'No row of the annex is by this standard',
    field,
    basis: ['办法14'],
    allowed: standards.slice(0, SOME_ROWS),
  });

export const scopeItemHeld = (field: string): Rejection =>
  reject('scope-item-held', 'invalid', {
    zh: '该项目已在证书附表中，不需扩项',
    en: 'The annex of the certificate has this row already',
    field,
    basis: ['办法14'],
  });

export const revocationExtended = (): Rejection =>
  reject('already-extended', 'conflict', {
    zh: '撤销调查期限只能延长一次',
    en: 'The time for the investigation can be extended only once',
    basis: ['程序暂行规定45'],
  });

export const extensionReasonMissing = (): Rejection =>
  reject('extension-reason-missing', 'invalid', {
    zh: '延长撤销调查期限须写明理由',
    en: 'More time for the investigation is given with its reason',
    field: 'reason',
    basis: ['程序暂行规定45'],
    allowed: ['a reason'],
  });

export const nothingToExtend = (): Rejection =>
  reject('nothing-to-extend', 'conflict', {
    zh: '调查期限已过，不能延长',
    en: 'The time for the investigation is over; an overrun cannot be mended afterwards',
    basis: ['程序暂行规定45'],
  });

export const suspendedAlready = (): Rejection =>
  reject('revocation-suspended', 'conflict', {
    zh: '调查期限已中止计算',
    en: 'The investigation stands still already',
    allowed: ['ResumeRevocation'],
  });

export const revocationStandsStill = (reason: string): Rejection =>
  reject('revocation-suspended', 'conflict', {
    zh: `调查因${reason}中止，恢复后才能作出撤销决定`,
    en: `The investigation stands still (${reason}); nothing is revoked before it goes on`,
    basis: ['程序暂行规定45'],
    allowed: ['ResumeRevocation'],
  });

export const notSuspended = (): Rejection =>
  reject('revocation-not-suspended', 'conflict', {
    zh: '调查期限没有中止',
    en: 'The investigation does not stand still',
    allowed: ['SuspendRevocation'],
  });
