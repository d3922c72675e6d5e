import type { Role } from '#kernel';

/** Made-up bodies; the check characters are right by GB 32100 and GB 11714. */
export const BODIES = {
  river: { uscc: '91620102MA7ABCD12B', name: '陇原示例环境检测有限公司（虚构）' },
  hill: { uscc: '12620000438012348J', name: '黄河示例建材检验中心（虚构）' },
} as const;
export type Body = (typeof BODIES)[keyof typeof BODIES];

interface Person {
  readonly roles: readonly Role[];
  readonly body?: Body;
}

/** Who plays: one person of every role, a second body, a colleague, somebody with two roles, and one on both sides of the window. */
export const PEOPLE = {
  applicant: { roles: ['applicant'], body: BODIES.river },
  rival: { roles: ['applicant'], body: BODIES.hill },
  clerk: { roles: ['clerk'] },
  reviewer: { roles: ['reviewer'] },
  colleague: { roles: ['reviewer'] },
  decider: { roles: ['decision-maker'] },
  head: { roles: ['head'] },
  supervisor: { roles: ['supervisor'] },
  admin: { roles: ['admin'] },
  'reviewing-decider': { roles: ['reviewer', 'decision-maker'] },
  insider: { roles: ['applicant', 'clerk', 'reviewer', 'decision-maker', 'head'], body: BODIES.river },
} as const satisfies Record<string, Person>;
export type Who = keyof typeof PEOPLE;

export const PASSWORD = 'only for acceptance';
