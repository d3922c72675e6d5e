import { isUscc, usccInvalid } from '#institution';
import { isBlank, ROLES, type Rejection, type Role } from '#kernel';
import type { Account, NewAccount } from './account.js';
import { isCommonPassword } from './guessable.js';
import * as refuse from './rejections.js';
import { isUsername, skeletonOf } from './usernames.js';

/** Control characters, marks that nobody sees or that turn the direction of writing, halves of characters. */
const UNSEEN = /[\p{C}\u2028\u2029]/u;
const MAX_DISPLAY_NAME = 100;
const MAX_PASSWORD = 128;
const MIN_STAFF_PASSWORD = 12;
const MIN_APPLICANT_PASSWORD = 8;
const ASSIGNABLE: ReadonlySet<Role> = new Set(ROLES.filter((role) => role !== 'engine'));

type Rule = (account: NewAccount) => Rejection | undefined;

const usernameIsWellFormed: Rule = ({ username }) => (isUsername(username) ? undefined : refuse.usernameInvalid());

const rolesAreAssignable: Rule = ({ roles, uscc }) => findRoleFault(roles, uscc);

const usccIsWellFormed: Rule = ({ uscc }) => (uscc === undefined || isUscc(uscc) ? undefined : usccInvalid('uscc'));

const RULES: readonly Rule[] = [
  usernameIsWellFormed,
  ({ displayName }) => findNameFault(displayName),
  rolesAreAssignable,
  usccIsWellFormed,
];

export function findAccountFault(account: NewAccount): Rejection | undefined {
  for (const rule of RULES) {
    const fault = rule(account);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The name is printed in documents: what is seen is what is stored. */
export const findNameFault = (displayName: string): Rejection | undefined =>
  isBlank(displayName) || displayName.length > MAX_DISPLAY_NAME || UNSEEN.test(displayName)
    ? refuse.displayNameInvalid()
    : undefined;

/** A name that is taken, or that people would take for one that is. */
export function findTaken(username: string, others: readonly Account[]): Rejection | undefined {
  if (others.some((one) => one.username === username)) return refuse.usernameTaken();
  const skeleton = skeletonOf(username);
  const alike = others.find((one) => skeletonOf(one.username) === skeleton);
  return alike === undefined ? undefined : refuse.usernameConfusable(alike.username);
}

/** `engine` is the program itself and never signs in; an applicant acts for a body. */
export function findRoleFault(roles: readonly Role[], uscc: string | undefined): Rejection | undefined {
  if (roles.length === 0 || !roles.every((role) => ASSIGNABLE.has(role))) return refuse.rolesInvalid([...ASSIGNABLE]);
  return roles.includes('applicant') && uscc === undefined ? refuse.usccMissing() : undefined;
}

/** Without an administrator nobody could let another one in. */
export function findLastAdmin(account: Account, others: readonly Account[]): Rejection | undefined {
  const isActiveAdmin = ({ disabled, roles }: Account): boolean => !disabled && roles.includes('admin');
  const isLast = isActiveAdmin(account) && !others.some((one) => one.id !== account.id && isActiveAdmin(one));
  return isLast ? refuse.lastAdministrator() : undefined;
}

/** Length is what counts (ASVS 6.2.1, 6.2.9), but no length saves what anybody would try (ASVS 6.2.4, 6.2.11). */
export function findPasswordFault(owner: PasswordOwner, password: string): Rejection | undefined {
  const { username, displayName, roles } = owner;
  const atLeast = roles.some((role) => role !== 'applicant') ? MIN_STAFF_PASSWORD : MIN_APPLICANT_PASSWORD;
  const length = Array.from(password).length;
  if (length < atLeast) return refuse.passwordTooShort(atLeast);
  if (length > MAX_PASSWORD) return refuse.passwordTooLong(MAX_PASSWORD);
  if (password.toLowerCase().includes(username) || new Set(password).size < 4) return refuse.passwordGuessable();
  return isCommonPassword(password, [username, displayName]) ? refuse.passwordCommon() : undefined;
}

export type PasswordOwner = Pick<NewAccount, 'username' | 'displayName' | 'roles'>;
