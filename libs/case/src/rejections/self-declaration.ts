import { dateOf, reject, type Rejection } from '#kernel';
import type { Procedure } from '#law';
import { PROCEDURE_NAMES } from '../file/names.js';
import type { Commitment } from '../file/state.js';

/** Why the commitment procedure is not open: the name of the rule, its articles, and the reason in words. */
export interface IneligibilityReason {
  readonly rule: string;
  readonly basis: readonly string[];
  readonly zh: string;
  readonly en: string;
}

export const commitmentNotEligible = (reasons: readonly IneligibilityReason[]): Rejection =>
  reject('commitment-not-eligible', 'invalid', {
    zh: `不适用告知承诺程序：${reasons.map(({ zh }) => zh).join('；')}`,
    en: `The commitment procedure is not open: ${reasons.map(({ en }) => en).join('; ')}`,
    field: 'procedure',
    basis: [...new Set(reasons.flatMap(({ basis }) => basis))],
    allowed: ['GENERAL'],
  });

export const notForThisProcedure = (procedure: Procedure, instead: readonly string[]): Rejection =>
  reject('not-for-this-procedure', 'conflict', {
    zh: `${PROCEDURE_NAMES[procedure]}的办件不能这样办理`,
    en: `Not possible in a case of the procedure ${procedure}`,
    basis: ['办法12'],
    allowed: instead,
  });

export const commitmentNotSigned = (correctionRequested: boolean): Rejection =>
  reject('commitment-not-signed', 'conflict', {
    zh: '申请人尚未签署告知承诺书',
    en: 'The applicant has not signed the commitment yet',
    basis: ['告知承诺实施办法', '办法12'],
    allowed: correctionRequested ? ['SignCommitment'] : ['SignCommitment', 'RequestCorrection'],
  });

export const commitmentSigned = ({ signatory, title, signedAt }: Commitment): Rejection =>
  reject('commitment-already-signed', 'conflict', {
    zh: `告知承诺书已由${signatory}${title === undefined ? '' : `（${title}）`}于 ${dateOf(signedAt)} 签署，不能另行签署`,
    en: `The commitment was signed by ${signatory}${title === undefined ? '' : ` (${title})`} on ${dateOf(signedAt)}; it is not signed otherwise`,
    field: 'signatory',
    basis: ['告知承诺实施办法'],
    allowed: [signatory],
  });

export const signatoryMissing = (): Rejection =>
  reject('signatory-missing', 'invalid', {
    zh: '告知承诺书须写明签署人',
    en: 'A commitment names who signs it',
    field: 'signatory',
    basis: ['告知承诺实施办法'],
    allowed: ['the name of the signatory'],
  });

export const fairReasonMissing = (): Rejection =>
  reject('fair-reason-missing', 'invalid', {
    zh: '撤回告知承诺申请须有合理理由',
    en: 'A commitment application is withdrawn with a fair reason',
    field: 'reason',
    basis: ['办法12'],
    allowed: ['a reason'],
  });
