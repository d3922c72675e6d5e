import { isRejection, type Instant, type Rejection, type Role } from '#kernel';
import type { Origin } from '#security-log';
import { randomUUID } from 'node:crypto';
import type { Account, NewAccount, PreparedAccount } from './account.js';
import { findAccountFault, findLastAdmin, findNameFault, findPasswordFault, findRoleFault, findTaken } from './account-rules.js';
import { BUSY, type Gate } from './gate.js';
import type { Limits } from './limits.js';
import { hashPassword, markOf } from './password.js';
import * as refuse from './rejections.js';
import type { Sessions } from './sessions.js';
import type { IdentityStore } from './store.js';
import { canonicalUsername } from './usernames.js';

export interface AccountParts {
  readonly store: IdentityStore;
  readonly sessions: Sessions;
  readonly gate: Gate;
  readonly limits: Limits;
  readonly now: () => Instant;
  /** How long a password lasts that somebody else has given. */
  readonly initialPasswordMs: number;
}

export interface HowMade {
  /** Given by somebody else: good for one sign-in, which must set another. */
  readonly initial?: boolean;
  /** Of the demonstration: anybody may know it. */
  readonly anyPassword?: boolean;
  /** Whose doing it is; the program's own where left out. */
  readonly by?: Origin;
}

/** What was typed, in the form in which it is compared and kept. */
export const asKept = <T extends Omit<NewAccount, 'password'>>(typed: T): T => ({
  ...typed,
  username: canonicalUsername(typed.username),
  displayName: typed.displayName.trim(),
  roles: [...new Set(typed.roles)],
});

/** Accounts are made, changed, closed and opened again. Nothing here signs anybody in. */
export function createAccounts({ store, sessions, gate, limits, now, initialPasswordMs }: AccountParts) {
  const find = (username: string): Account | undefined => store.findByUsername(canonicalUsername(username))?.account;
  const initialUntil = (): Instant => (now() + initialPasswordMs) as Instant;

  /** `change` runs together with the raised revision; the answer is the account as it is then. */
  function changeAccount(username: string, change: (account: Account) => void): Account | Rejection {
    const found = find(username);
    if (found === undefined) return refuse.accountUnknown();
    sessions.changing(() => {
      change(found);
    });
    return store.findById(found.id) ?? refuse.accountUnknown();
  }

  async function gated(username: string, work: () => Promise<string>): Promise<string | Rejection> {
    const hash = await gate.run(username, work, { known: true });
    return hash === BUSY ? refuse.signInBusy() : hash;
  }
  const hashed = (username: string, password: string) => gated(username, () => hashPassword(password));

  /** Checks and hashes; nothing is kept, so that it may be made when somebody else has agreed. */
  async function prepareAccount(typed: NewAccount, how: HowMade = {}): Promise<PreparedAccount | Rejection> {
    const { password, ...said } = typed;
    const wanted = asKept(said);
    const { anyPassword = false, initial = false } = how;
    const fault =
      findAccountFault({ ...wanted, password }) ??
      (anyPassword ? undefined : findPasswordFault(wanted, password)) ??
      findTaken(wanted.username, store.accounts());
    if (fault !== undefined) return fault;
    const passwordHash = await hashed(wanted.username, password);
    if (typeof passwordHash !== 'string') return passwordHash;
    return { ...wanted, passwordHash, initial };
  }

  /** Under the same id it is made once, however often it is asked for. */
  function addAccount(
    { passwordHash, initial, ...wanted }: PreparedAccount,
    id: string = randomUUID(),
    by?: Origin,
  ): Account | Rejection {
    const made = store.findById(id);
    if (made !== undefined) return made;
    const fault = findTaken(wanted.username, store.accounts());
    if (fault !== undefined) return fault;
    const { username, displayName, roles, uscc } = wanted;
    const account = { id, username, displayName, roles, ...(uscc === undefined ? {} : { uscc }), disabled: false };
    const added = store.add(account, passwordHash, now(), {
      ...(by === undefined ? {} : { by }),
      ...(initial ? { initialUntil: initialUntil() } : {}),
    });
    return (added ? store.findById(id) : undefined) ?? refuse.usernameTaken();
  }

  function findRolesFault(account: Account, roles: readonly Role[]): Rejection | undefined {
    const fault = findRoleFault(roles, account.uscc);
    return fault ?? (roles.includes('admin') ? undefined : findLastAdmin(account, store.accounts()));
  }

  return {
    find,
    findRolesFault,
    markPassword: (password: string, about: string) => gated(`mark ${about}`, () => markOf(password, about)),
    prepareAccount,
    addAccount,

    async createAccount(typed: NewAccount, how: HowMade = {}): Promise<Account | Rejection> {
      const prepared = await prepareAccount(typed, how);
      return isRejection(prepared) ? prepared : addAccount(prepared, randomUUID(), how.by);
    },

    setDisabled(username: string, disabled: boolean, by?: Origin): Account | Rejection {
      const found = find(username);
      const fault = disabled && found !== undefined ? findLastAdmin(found, store.accounts()) : undefined;
      if (fault !== undefined) return fault;
      return changeAccount(username, (account) => {
        store.setDisabled(by, account.id, disabled);
        if (disabled) sessions.endAllOf(account.id);
      });
    },

    setRoles(username: string, roles: readonly Role[], by?: Origin): Account | Rejection {
      const found = find(username);
      const fault = found === undefined ? refuse.accountUnknown() : findRolesFault(found, roles);
      if (fault !== undefined) return fault;
      const changed = changeAccount(username, (account) => {
        store.setRoles(by, account.id, [...new Set(roles)]);
      });
      if (!isRejection(changed)) sessions.replaceAccount(changed);
      return changed;
    },

    setDisplayName(username: string, displayName: string, by?: Origin): Account | Rejection {
      const fault = findNameFault(displayName);
      if (fault !== undefined) return fault;
      const changed = changeAccount(username, (account) => {
        store.setDisplayName(by, account.id, displayName.trim());
      });
      if (!isRejection(changed)) sessions.replaceAccount(changed);
      return changed;
    },

    async preparePassword(username: string, password: string): Promise<{ readonly passwordHash: string } | Rejection> {
      const found = find(username);
      if (found === undefined) return refuse.accountUnknown();
      const fault = findPasswordFault(found, password);
      if (fault !== undefined) return fault;
      const passwordHash = await hashed(found.username, password);
      return typeof passwordHash === 'string' ? { passwordHash } : passwordHash;
    },

    /** Ends the open sessions but `kept`, and lifts a lock; not that of wrong codes where somebody changes their own. */
    replacePassword(
      username: string,
      passwordHash: string,
      { initial = false, kept, by }: ReplacePassword = {},
    ): Account | Rejection {
      const changed = changeAccount(username, (account) => {
        store.setPassword(by, account.id, passwordHash, {
          ...(initial ? { initialUntil: initialUntil() } : {}),
          ...(kept === undefined ? {} : { kept }),
        });
        sessions.endAllOf(account.id, kept);
        if (kept === undefined || account.secondFactor !== true) limits.forgive(account.username);
      });
      if (!isRejection(changed)) sessions.replaceAccount(changed);
      return changed;
    },
  };
}

export interface ReplacePassword {
  readonly by?: Origin;
  readonly initial?: boolean;
  /** Hash of the session that goes on. */
  readonly kept?: string;
}
