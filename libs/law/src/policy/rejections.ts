import { reject, type Rejection } from '#kernel';

/** There is nothing to go by on that day; `field` is what named the policy or the day. */
export const noPolicyInForce = (field = 'policy'): Rejection =>
  reject('no-policy-in-force', 'invalid', {
    zh: '当日没有生效的办理规则',
    en: 'No policy is in force on that day',
    field,
  });
