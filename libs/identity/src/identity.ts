import { type Instant, isRejection, type Rejection, type Role } from '#kernel';
import type { Database } from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type Account, canonicalUsername, type NewAccount, type SessionInfo, type SignedIn } from './account.js';
import { findAccountFault, findPasswordFault, findRoleFault } from './account-rules.js';
import { BUSY, createGate } from './gate.js';
import { DUMMY_HASH, hashPassword, isWeaker, verifyPassword } from './password.js';
import * as refuse from './rejections.js';
import { createSessions } from './sessions.js';
import { createIdentityStore, type StoredAccount } from './store.js';

const MINUTE_MS = 60_000;
const MAX_FAILURES = 5;
const LOCK_MS = 15 * MINUTE_MS;
const MAX_WAITING = 50;

export interface IdentityOptions {
  /** Identity keeps its own tables in it and never closes it. */
  readonly database: Database;
  readonly clock: { now(): Instant };
  /** A session ends after this long without use; 30 minutes. */
  readonly sessionIdleMs?: number;
  /** A session ends after this long, used or not; 12 hours. */
  readonly sessionMaxMs?: number;
  /** Password hashes computed at one time; the number of cores. */
  readonly hashesAtOnce?: number;
}

export interface Identity {
  /** Codes: username-taken, username-invalid, password-…, roles-invalid, uscc-…, display-name-invalid, sign-in-busy. */
  createAccount(account: NewAccount): Promise<Account | Rejection>;
  /** Codes: sign-in-failed, account-disabled (only to who knows the password), sign-in-busy (to be answered with 429). */
  signIn(username: string, password: string): Promise<SignedIn | Rejection>;
  /** Whose token this is, while the session lasts. Synchronous and cheap: called for every request. */
  authenticate(token: string): Account | undefined;
  signOut(token: string): void;
  listAccounts(): Account[];
  findAccount(username: string): Account | undefined;
  /** What people call whoever has this id. */
  findDisplayName(id: string): string | undefined;
  /** Disabling ends the open sessions at once. */
  setDisabled(username: string, disabled: boolean): Account | Rejection;
  /** Open sessions have the new roles from their next request on. */
  setRoles(username: string, roles: readonly Role[]): Account | Rejection;
  /** Ends the open sessions and lifts a lock. */
  setPassword(username: string, password: string): Promise<Account | Rejection>;
  sessionsOf(account: Account): SessionInfo[];
  /** False when the account has no such session. */
  endSession(account: Account, sessionId: string): boolean;
  /** Writes what is kept in memory only. */
  close(): void;
}

export function createIdentity(options: IdentityOptions): Identity {
  const { clock } = options;
  const store = createIdentityStore(options.database);
  const sessions = createSessions(store, () => clock.now(), {
    idleMs: options.sessionIdleMs ?? 30 * MINUTE_MS,
    maxMs: options.sessionMaxMs ?? 720 * MINUTE_MS,
  });
  const gate = createGate(options.hashesAtOnce ?? availableParallelism(), MAX_WAITING);

  async function checkPassword(username: string, password: string): Promise<SignedIn | Rejection> {
    const stored = store.findByUsername(username);
    const locked = stored !== undefined && clock.now() < stored.lockedUntil;
    // A locked account is measured like an unknown one: a lock that still tells right from wrong would be no lock.
    const matches = await verifyPassword(stored === undefined || locked ? DUMMY_HASH : stored.passwordHash, password);
    if (stored === undefined || locked) return refuse.signInFailed();
    if (!matches) {
      countFailure(stored);
      return refuse.signInFailed();
    }
    const stronger = isWeaker(stored.passwordHash) ? await hashPassword(password) : undefined;
    return admit(stored, stronger);
  }

  function countFailure({ account, failures }: StoredAccount): void {
    const locks = failures + 1 >= MAX_FAILURES;
    store.setFailures(account.id, locks ? 0 : failures + 1, (locks ? clock.now() + LOCK_MS : 0) as Instant);
  }

  /** The account may have changed while its password was being hashed. */
  function admit(checked: StoredAccount, stronger: string | undefined): SignedIn | Rejection {
    const current = store.findByUsername(checked.account.username);
    if (current?.passwordHash !== checked.passwordHash) return refuse.signInFailed();
    if (current.failures > 0) store.setFailures(current.account.id, 0, 0 as Instant);
    if (stronger !== undefined) store.setRehashed(current.account.id, stronger);
    return current.account.disabled ? refuse.accountDisabled() : sessions.start(current.account);
  }

  /** `change` runs together with the raised revision; the answer is the account as it is then. */
  function changeAccount(username: string, change: (account: Account) => void): Account | Rejection {
    const found = find(username);
    if (found === undefined) return refuse.accountUnknown();
    sessions.changing(() => {
      change(found);
    });
    return store.findById(found.id) ?? refuse.accountUnknown();
  }

  const find = (username: string): Account | undefined => store.findByUsername(canonicalUsername(username))?.account;

  return {
    async createAccount(typed) {
      const wanted = { ...typed, username: canonicalUsername(typed.username) };
      const fault = findAccountFault(wanted);
      if (fault !== undefined) return fault;
      if (find(wanted.username) !== undefined) return refuse.usernameTaken();
      const passwordHash = await gate.run(wanted.username, () => hashPassword(wanted.password));
      if (passwordHash === BUSY) return refuse.signInBusy();
      const account: Account = Object.freeze({
        id: randomUUID(),
        username: wanted.username,
        displayName: wanted.displayName.trim(),
        roles: Object.freeze([...new Set(wanted.roles)]),
        ...(wanted.uscc === undefined ? {} : { uscc: wanted.uscc }),
        disabled: false,
      });
      return store.add(account, passwordHash, clock.now()) ? account : refuse.usernameTaken();
    },

    async signIn(typed, password) {
      const username = canonicalUsername(typed);
      const result = await gate.run(username, () => checkPassword(username, password));
      return result === BUSY ? refuse.signInBusy() : result;
    },

    authenticate: sessions.findAccount,
    signOut: sessions.end,
    listAccounts: store.accounts,
    findAccount: find,
    findDisplayName: (id) => store.findById(id)?.displayName,

    setDisabled(username, disabled) {
      return changeAccount(username, (account) => {
        store.setDisabled(account.id, disabled);
        if (disabled) sessions.endAllOf(account.id);
      });
    },

    setRoles(username, roles) {
      const fault = findRoleFault(roles, find(username)?.uscc);
      if (fault !== undefined) return fault;
      const changed = changeAccount(username, (account) => {
        store.setRoles(account.id, [...new Set(roles)]);
      });
      if (!isRejection(changed)) sessions.replaceAccount(changed);
      return changed;
    },

    async setPassword(typed, password) {
      const found = find(typed);
      if (found === undefined) return refuse.accountUnknown();
      const fault = findPasswordFault(found.username, password, found.roles);
      if (fault !== undefined) return fault;
      const passwordHash = await gate.run(found.username, () => hashPassword(password));
      if (passwordHash === BUSY) return refuse.signInBusy();
      return changeAccount(found.username, (account) => {
        store.setPassword(account.id, passwordHash);
        sessions.endAllOf(account.id);
      });
    },

    sessionsOf: sessions.list,
    endSession: sessions.endById,
    close: sessions.save,
  };
}
