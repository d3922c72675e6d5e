import type { Account } from '#identity';
import { isForeign, STAFF, type Actor, type Role } from '#kernel';

/** The role of theirs in which the command is theirs to give; otherwise their first, and the decider turns it down. */
export const actorFor = (account: Account, roles: readonly Role[]): Actor => ({
  id: account.id,
  role: account.roles.find((role) => roles.includes(role)) ?? account.roles[0] ?? 'applicant',
  ...(account.uscc === undefined ? {} : { uscc: account.uscc }),
});

/** One actor for each role of an account: what it may do in any of them. */
export const actorsOf = (account: Account): Actor[] => account.roles.map((role) => actorFor(account, [role]));

/** Whoever sees the affairs of bodies at all; an administrator does not. */
export const SEEING: readonly Role[] = ['applicant', ...STAFF];

/** Whether somebody sees the affairs of every body. */
export const isStaff = (actors: readonly Actor[]): boolean => actors.some(({ role }) => isOneOf(STAFF, role));

/** Whether somebody sees the affairs of this body, in any of their roles. */
export const sees = (actors: readonly Actor[], body: string): boolean =>
  actors.some((actor) => isOneOf(SEEING, actor.role) && !isForeign(body, actor));

/** As a filter of lists: everything for staff, else what is of their own body. */
export const viewOf = (account: Account): { readonly uscc?: string } =>
  isStaff(actorsOf(account)) ? {} : { uscc: account.uscc ?? '' };

const isOneOf = (roles: readonly Role[], role: Role): boolean => roles.includes(role);
