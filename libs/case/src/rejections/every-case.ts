import { reject, type Rejection } from '#kernel';
import { STATUS_NAMES } from '../file/names.js';
import type { CaseStatus } from '../file/state.js';

export const caseNotFound = (): Rejection =>
  reject('case-not-found', 'not-found', { zh: '没有这个办件', en: 'There is no such case' });

export const wrongState = (status: CaseStatus, allowed: readonly string[]): Rejection =>
  reject('wrong-state', 'conflict', {
    zh: `办件现为“${STATUS_NAMES[status]}”（${status}）状态，不能这样办理`,
    en: `The case is in the state "${status}", which does not allow this`,
    allowed,
  });

export const notYourInstitution = (): Rejection =>
  reject('not-your-institution', 'forbidden', {
    zh: '只能为本机构提出申请',
    en: 'You may apply only for the body that your account belongs to',
    field: 'institution.uscc',
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
