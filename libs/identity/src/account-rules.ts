import { isUscc, usccInvalid } from '#institution';
import { isBlank, ROLES, type Rejection, type Role } from '#kernel';
import type { NewAccount } from './account.js';
import * as refuse from './rejections.js';

const USERNAME = /^[\p{L}\p{N}._@-]{2,64}$/u;
const MAX_PASSWORD = 128;
const MIN_STAFF_PASSWORD = 12;
const MIN_APPLICANT_PASSWORD = 8;
const ASSIGNABLE: ReadonlySet<Role> = new Set(ROLES.filter((role) => role !== 'engine'));

type Rule = (account: NewAccount) => Rejection | undefined;

const usernameIsWellFormed: Rule = ({ username }) => (USERNAME.test(username) ? undefined : refuse.usernameInvalid());

const displayNameIsGiven: Rule = ({ displayName }) =>
  isBlank(displayName) || displayName.length > 100 ? refuse.displayNameInvalid() : undefined;

const rolesAreAssignable: Rule = ({ roles, uscc }) => findRoleFault(roles, uscc);

const usccIsWellFormed: Rule = ({ uscc }) => (uscc === undefined || isUscc(uscc) ? undefined : usccInvalid('uscc'));

const passwordIsStrong: Rule = ({ username, password, roles }) => findPasswordFault(username, password, roles);

const RULES: readonly Rule[] = [usernameIsWellFormed, displayNameIsGiven, rolesAreAssignable, usccIsWellFormed, passwordIsStrong];

export function findAccountFault(account: NewAccount): Rejection | undefined {
  for (const rule of RULES) {
    const fault = rule(account);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `engine` is the program itself and never signs in; an applicant acts for a body. */
export function findRoleFault(roles: readonly Role[], uscc: string | undefined): Rejection | undefined {
  if (roles.length === 0 || !roles.every((role) => ASSIGNABLE.has(role))) return refuse.rolesInvalid([...ASSIGNABLE]);
  return roles.includes('applicant') && uscc === undefined ? refuse.usccMissing() : undefined;
}

/** Length is what counts (ASVS 6.2.1, 6.2.9); a password that spells the user name or one character is a guess, not a secret. */
export function findPasswordFault(username: string, password: string, roles: readonly Role[]): Rejection | undefined {
  const atLeast = roles.some((role) => role !== 'applicant') ? MIN_STAFF_PASSWORD : MIN_APPLICANT_PASSWORD;
  const length = Array.from(password).length;
  if (length < atLeast) return refuse.passwordTooShort(atLeast);
  if (length > MAX_PASSWORD) return refuse.passwordTooLong(MAX_PASSWORD);
  const guessable = password.toLowerCase().includes(username) || new Set(password).size < 4;
  return guessable ? refuse.passwordGuessable() : undefined;
}
