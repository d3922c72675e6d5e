import type { DataFileError } from '#data-files';
import type { GateReport } from './gate.js';
import { reject, type Actor, type Rejection } from '#kernel';
import type { LintFinding } from '../policy/index.js';

/** Every way a publication can be turned down; nothing is stored then. */

const adminOnly = (): Rejection =>
  reject('wrong-role', 'forbidden', {
    zh: '规则和工作日历由系统管理员发布',
    en: 'Only an administrator publishes policies and calendars',
    allowed: ['admin'],
  });

export const unlessAdmin = ({ role }: Actor): Rejection | undefined => (role === 'admin' ? undefined : adminOnly());

/** `$.limits[3].n` of the file is `pack.limits[3].n` of the body. */
export const fileMalformed = (field: 'pack' | 'year', { path, problem }: DataFileError): Rejection =>
  reject('file-malformed', 'invalid', {
    zh: `文件 ${path} 处不合规：${problem}`,
    en: `${path}: ${problem}`,
    field: `${field}${path.slice(1)}`,
  });

export const versionNotHigher = (field: string, known: string, next: string): Rejection =>
  reject('version-not-higher', 'conflict', {
    zh: `已有版本 ${known}，新发布的版本号须更大`,
    en: `Version ${known} is there already; a publication has a higher one`,
    field,
    allowed: [`${next} or higher`],
  });

export const policyContradicts = (what: string): Rejection =>
  reject('policy-contradicts', 'conflict', {
    zh: `与其他政策包冲突：${what}`,
    en: `It contradicts other packs: ${what}`,
    field: 'pack',
  });

export const policyLint = (errors: readonly LintFinding[]): Rejection =>
  reject('policy-lint', 'invalid', {
    zh: `政策包有 ${errors.length} 处错误：${errors.map(({ path, zh }) => `${path} ${zh}`).join('；')}`,
    en: `The pack has ${errors.length} errors: ${errors.map(({ path, en }) => `${path} ${en}`).join('; ')}`,
    field: `pack${errors[0]?.path.slice(1) ?? ''}`,
    allowed: errors.map(({ path, rule }) => `${path}: ${rule}`),
  });

/** Each addition with what was and what would be, and the key under which its reason is to be given. */
export const reductionGate = ({ additions, unexplained }: GateReport): Rejection => {
  const missing = additions.filter(({ path }) => unexplained.includes(path));
  const told = missing.map(({ path, before, after }) => `reasons["${path}"]: ${before ?? '–'} → ${after ?? '–'}`);
  return reject('reduction-gate', 'conflict', {
    zh: `增加了申请人的负担，须逐项说明理由（${missing.length} 项）：${told.join('；')}`,
    en: `More is asked of applicants (${missing.length}); each addition needs a reason: ${told.join('; ')}`,
    field: 'reasons',
    allowed: told,
  });
};

export const calendarStaysOfficial = (year: number): Rejection =>
  reject('calendar-stays-official', 'conflict', {
    zh: `${year} 年已有正式放假通知，不能再改为暂定`,
    en: `The notice for ${year} is out; a provisional year cannot take its place`,
    field: 'year.status',
    allowed: ['official'],
  });

export const calendarGap = (year: number): Rejection =>
  reject('calendar-gap', 'conflict', {
    zh: `缺少 ${year} 年的工作日历，年份须连续`,
    en: `There is no calendar for ${year}: years follow without a gap`,
    field: 'year.year',
    allowed: [`a file for ${year} first`],
  });
