import { reject, type Rejection, type Role } from '#kernel';

/** Every way a command of a body's record can be turned down. Codes are a public contract: they are never renamed. */

export const wrongRole = (allowed: readonly Role[]): Rejection =>
  reject('wrong-role', 'forbidden', {
    zh: `机构档案此项可由 ${allowed.join(', ')} 登记`,
    en: `This is recorded by: ${allowed.join(', ')}`,
    allowed,
  });

export const usccInvalid = (): Rejection =>
  reject('uscc-invalid', 'invalid', {
    zh: '统一社会信用代码校验不通过',
    en: 'The unified social credit code has a wrong form or check digit',
    field: 'uscc',
    basis: ['GB 32100-2015'],
  });

export const entryNotFound = (allowed: readonly string[]): Rejection =>
  reject('entry-not-found', 'not-found', {
    zh: '机构档案中没有这项记录',
    en: 'There is no such entry on the record of this body',
    field: 'entry',
    allowed,
  });
