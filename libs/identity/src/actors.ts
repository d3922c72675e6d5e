import type { Actor, Role } from '#kernel';
import type { Account } from './account.js';

/** The role of theirs in which the command is theirs to give; otherwise their first, and the decider turns it down. */
export const actorFor = (account: Account, roles: readonly Role[]): Actor => ({
  id: account.id,
  role: account.roles.find((role) => roles.includes(role)) ?? account.roles[0] ?? 'applicant',
  ...(account.uscc === undefined ? {} : { uscc: account.uscc }),
});

export const actorsOf = (account: Account): Actor[] => account.roles.map((role) => actorFor(account, [role]));
