import { reject, type Rejection } from '#kernel';

/** Every way a command of a body's record can be turned down. Codes are a public contract: they are never renamed. */

export const entryNotFound = (allowed: readonly string[]): Rejection =>
  reject('entry-not-found', 'not-found', {
    zh: '机构档案中没有这项记录',
    en: 'There is no such entry on the record of this body',
    field: 'entry',
    allowed,
  });
