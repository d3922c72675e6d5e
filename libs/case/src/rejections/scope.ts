import { reject, type Rejection } from '#kernel';
import { list } from './list.js';

/** Why a scope of ability (检验检测能力范围) is not taken as it is told. */

export const scopeNotAppliedFor = (kinds: readonly string[]): Rejection =>
  reject('scope-not-applied-for', 'invalid', {
    zh: `该事项不涉及能力范围，能力范围随下列事项填写：${list(kinds)}`,
    en: `Rows of ability come only with ${list(kinds)}`,
    field: 'scopeItems',
    basis: ['办法14', '办法15'],
    allowed: kinds,
  });

export const scopeTooLong = (field: string, max: number): Rejection =>
  reject('scope-too-long', 'invalid', {
    zh: `能力范围一次最多填写 ${max} 行，更多的请以检验检测能力申请表（M05）提交或者分次扩项`,
    en: `At most ${max} rows at a time; a longer table is filed as M05, or as several extensions`,
    field,
    basis: ['办法15'],
    allowed: [`<= ${max}`],
  });

export const scopeItemInvalid = (field: string, allowed: string): Rejection =>
  reject('scope-item-invalid', 'invalid', {
    zh: `能力范围填写有误，应为：${allowed}`,
    en: `This row cannot stand on a certificate; ${field} must be ${allowed}`,
    field,
    basis: ['办法15'],
    allowed: [allowed],
  });

export const standardWithoutYear = (field: string, example: string): Rejection =>
  reject('scope-item-invalid', 'invalid', {
    zh: `标准号须含年号，例如 ${example}`,
    en: `A standard is named with its year, such as ${example}`,
    field,
    basis: ['办法15'],
    allowed: [example],
  });

export const scopeItemTwice = (field: string): Rejection =>
  reject('scope-item-twice', 'invalid', {
    zh: '同一项目、标准和场所只填写一行',
    en: 'The same item by the same standard at the same site is told once',
    field,
    basis: ['办法15'],
  });
