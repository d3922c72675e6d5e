import { type Instant, isRejection, type Rejection, type Role } from '#kernel';
import type { Origin } from '#security-log';
import type { Database } from 'better-sqlite3';
import { availableParallelism } from 'node:os';
import type { Account, NewAccount, PreparedAccount, SessionInfo, SignedIn } from './account.js';
import { findPasswordFault } from './account-rules.js';
import { createAccounts, type HowMade } from './accounts.js';
import { createApprovals, type Approvals } from './approvals.js';
import { BUSY, createGate } from './gate.js';
import { DUMMY_HASH, hashPassword, isWeaker, verifyPassword } from './password.js';
import * as refuse from './rejections.js';
import type { RightsKeeper } from './rights.js';
import { createSessions, hashOf, publicId } from './sessions.js';
import { createIdentityStore, type StoredAccount } from './store.js';
import { canonicalUsername } from './usernames.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const MAX_FAILURES = 5;
const LOCK_MS = 15 * MINUTE_MS;
const MAX_WAITING = 50;

export interface IdentityOptions {
  /** Identity keeps its own tables in it and never closes it. */
  readonly database: Database;
  readonly clock: { now(): Instant };
  /** Keeps the record of rights; none in a test of its own. */
  readonly rights?: RightsKeeper;
  /** A session ends after this long without use; 30 minutes. */
  readonly sessionIdleMs?: number;
  /** A session ends after this long, used or not; 12 hours. */
  readonly sessionMaxMs?: number;
  /** An initial password lasts so long unless it is used; 7 days. */
  readonly initialPasswordMs?: number;
  /** Password hashes computed at one time; the number of cores. */
  readonly hashesAtOnce?: number;
}

export interface Identity {
  /** Codes: username-…, password-…, roles-invalid, uscc-…, display-name-invalid, sign-in-busy. */
  createAccount(account: NewAccount, how?: HowMade): Promise<Account | Rejection>;
  /** The same in two steps: checked and hashed now, made later, once under one id. */
  prepareAccount(account: NewAccount, how?: HowMade): Promise<PreparedAccount | Rejection>;
  addAccount(account: PreparedAccount, id?: string, by?: Origin): Account | Rejection;
  /** Codes: sign-in-failed, account-disabled and sign-in-password-over (only to who knows the password), sign-in-busy (429). */
  signIn(username: string, password: string): Promise<SignedIn | Rejection>;
  /** Whose token this is, while the session lasts. Synchronous and cheap: called for every request. */
  authenticate(token: string): Account | undefined;
  signOut(token: string): void;
  listAccounts(): Account[];
  findAccount(username: string): Account | undefined;
  findAccountById(id: string): Account | undefined;
  /** Disabling ends the open sessions at once. Code: last-administrator. */
  setDisabled(username: string, disabled: boolean, by?: Origin): Account | Rejection;
  /** Open sessions have the new roles from their next request on. */
  setRoles(username: string, roles: readonly Role[], by?: Origin): Account | Rejection;
  setDisplayName(username: string, displayName: string, by?: Origin): Account | Rejection;
  /** Ends the open sessions and lifts a lock. */
  setPassword(username: string, password: string): Promise<Account | Rejection>;
  /** A password that somebody else has given, checked and hashed now and set later: good for one sign-in from then on. */
  preparePassword(username: string, password: string): Promise<{ readonly passwordHash: string } | Rejection>;
  replacePassword(username: string, passwordHash: string, by?: Origin): Account | Rejection;
  /** The owner's own doing: the old one is asked for, and all their other sessions end. Codes: old-password-wrong, password-…. */
  changePassword(token: string, old: string, password: string): Promise<Account | Rejection>;
  /** What waits for a second administrator. */
  readonly approvals: Approvals;
  /** Why an account may not have these roles. */
  findRolesFault(account: Account, roles: readonly Role[]): Rejection | undefined;
  sessionsOf(account: Account): SessionInfo[];
  /** As it is named in the list. */
  sessionIdOf(token: string): string;
  endSessionsOf(account: Account): void;
  /** False when the account has no such session. */
  endSession(account: Account, sessionId: string): boolean;
  /** Writes what is kept in memory only. */
  close(): void;
}

export function createIdentity(options: IdentityOptions): Identity {
  const { clock } = options;
  const store = createIdentityStore(options.database, options.rights);
  const sessions = createSessions(store, () => clock.now(), {
    idleMs: options.sessionIdleMs ?? 30 * MINUTE_MS,
    maxMs: options.sessionMaxMs ?? 720 * MINUTE_MS,
  });
  const gate = createGate(options.hashesAtOnce ?? availableParallelism(), MAX_WAITING);
  const initialPasswordMs = options.initialPasswordMs ?? 7 * DAY_MS;
  const accounts = createAccounts({ store, sessions, gate, now: () => clock.now(), initialPasswordMs });

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
    if (stronger !== undefined) store.setRehashed(undefined, current.account.id, stronger);
    if (current.account.disabled) return refuse.accountDisabled();
    return mayStart(current) ? sessions.start(current.account) : refuse.signInPasswordOver();
  }

  /** An initial password counts as used before its one session begins. */
  const mayStart = ({ account, initial }: StoredAccount): boolean =>
    initial === undefined || (!initial.used && clock.now() < initial.until && store.useInitialPassword(account.id));

  /** The old password is asked for again: a session that was left open is not enough. Under the gate of the user name. */
  async function checkOldPassword({ username }: Account, old: string): Promise<Rejection | undefined> {
    const stored = store.findByUsername(username);
    const locked = stored === undefined || clock.now() < stored.lockedUntil;
    const matches = await verifyPassword(locked ? DUMMY_HASH : stored.passwordHash, old);
    if (matches && !locked) return undefined;
    if (!locked) countFailure(stored);
    return refuse.oldPasswordWrong();
  }

  return {
    createAccount: accounts.createAccount,
    prepareAccount: accounts.prepareAccount,
    addAccount: accounts.addAccount,
    preparePassword: accounts.preparePassword,
    replacePassword: (username, passwordHash, by) =>
      accounts.replacePassword(username, passwordHash, { initial: true, ...(by === undefined ? {} : { by }) }),

    async signIn(typed, password) {
      const username = canonicalUsername(typed);
      const result = await gate.run(username, () => checkPassword(username, password));
      return result === BUSY ? refuse.signInBusy() : result;
    },

    async changePassword(token, old, password) {
      const account = sessions.findAccount(token);
      if (account === undefined) return refuse.sessionUnknown();
      const same = old.normalize('NFKC') === password.normalize('NFKC');
      const fault = same ? refuse.passwordUnchanged() : findPasswordFault(account, password);
      if (fault !== undefined) return fault;
      const result = await gate.run(account.username, async () => {
        return (await checkOldPassword(account, old)) ?? (await hashPassword(password));
      });
      if (result === BUSY) return refuse.signInBusy();
      if (typeof result !== 'string') return result;
      const by = { account: account.id, name: account.username };
      return accounts.replacePassword(account.username, result, { kept: hashOf(token), by });
    },

    authenticate: sessions.findAccount,
    signOut: sessions.end,
    listAccounts: store.accounts,
    findAccount: accounts.find,
    findAccountById: (id) => store.findById(id),
    setDisabled: accounts.setDisabled,
    setRoles: accounts.setRoles,
    setDisplayName: accounts.setDisplayName,

    async setPassword(typed, password) {
      const prepared = await accounts.preparePassword(typed, password);
      return isRejection(prepared) ? prepared : accounts.replacePassword(typed, prepared.passwordHash);
    },

    sessionIdOf: (token) => publicId(hashOf(token)),
    endSessionsOf: sessions.endOthers,
    approvals: createApprovals({
      database: options.database,
      now: () => clock.now(),
      findAccount: (id) => store.findById(id),
    }),
    findRolesFault: accounts.findRolesFault,
    sessionsOf: sessions.list,
    endSession: sessions.endById,
    close: sessions.save,
  };
}
