import { reject, type Rejection } from '#kernel';

/** Every way a command of a body's record can be turned down. Codes are a public contract: they are never renamed. */

export const entryNotFound = (allowed: readonly string[]): Rejection =>
  reject('entry-not-found', 'not-found', {
    zh: '机构档案中没有这项记录',
    en: 'There is no such entry on the record of this body',
    field: 'entry',
    allowed,
  });

export const materialUnknown = (allowed: readonly string[], field = 'material'): Rejection =>
  reject('material-unknown', 'invalid', {
    zh: '没有这种申请材料',
    en: 'No list of materials names this one',
    field,
    basis: ['许可法31'],
    allowed,
  });

export const referenceMissing = (field = 'reference'): Rejection =>
  reject('reference-missing', 'invalid', {
    zh: '须写明共享数据的文号或者证号',
    en: 'A shared material is recorded with what its source calls it',
    field,
    basis: ['国务院令716号7'],
    allowed: ['a number or a name'],
  });

export const sourceMissing = (): Rejection =>
  reject('source-missing', 'invalid', {
    zh: '须写明记录的依据',
    en: 'An entry of the record names what it rests on',
    field: 'source',
    allowed: ['a document or an authority'],
  });
