import { reject, type Rejection } from './decision.js';

export const ROLES = ['applicant', 'clerk', 'reviewer', 'decision-maker', 'head', 'supervisor', 'admin', 'engine'] as const;
export type Role = (typeof ROLES)[number];

/** As they are called in a sentence that people read. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  applicant: '申请人',
  clerk: '窗口受理人员',
  reviewer: '评审人员',
  'decision-maker': '审批人员',
  head: '机关负责人',
  supervisor: '监督人员',
  admin: '系统管理员',
  engine: '系统',
};

/** Turned down by whoever does it, before anything else is looked at. People are told of people: what only the engine does says so. */
export function wrongRole(by: readonly Role[]): Rejection {
  const people = by.filter((role) => role !== 'engine');
  const allowed = people.length === 0 ? by : people;
  return reject('wrong-role', 'forbidden', {
    zh: `您的岗位不能办理此项，可由${allowed.map((role) => ROLE_NAMES[role]).join('、')}办理`,
    en: `Your role may not do this; allowed: ${allowed.join(', ')}`,
    allowed,
  });
}
