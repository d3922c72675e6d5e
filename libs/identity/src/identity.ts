import { type Instant, isRejection, type Rejection, type Role } from '#kernel';
import type { Origin } from '#security-log';
import type { Database } from 'better-sqlite3';
import { availableParallelism } from 'node:os';
import type { Account, Admitted, NewAccount, PreparedAccount, SessionInfo, Whence } from './account.js';
import { findPasswordFault } from './account-rules.js';
import { createAccounts, type HowMade } from './accounts.js';
import { createApprovals, type Approvals } from './approvals.js';
import { createChanges } from './changes.js';
import { createDevices } from './devices.js';
import { createFactorCodes } from './factor-codes.js';
import { createFactorStore } from './factor-store.js';
import { createGate } from './gate.js';
import { createKnownAccounts } from './known-accounts.js';
import { createLimits } from './limits.js';
import { hashPassword } from './password.js';
import { createPastRights, type PastRights } from './past-rights.js';
import * as refuse from './rejections.js';
import type { RightsKeeper } from './rights.js';
import { createSecondFactors, type SecondFactors } from './second-factors.js';
import { createSessions, hashOf, publicId } from './sessions.js';
import { createSignIn, type Lock } from './sign-in.js';
import { createIdentityStore } from './store.js';
import { createTables } from './tables.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
export type SecondFactorRule = 'off' | 'staff';

const PLACES = { depth: 50, each: 10, kept: 20 };

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
  /** `off` where left out; everybody may have one in any case. */
  readonly secondFactor?: SecondFactorRule;
  /** Told when wrong passwords have closed something for a while. */
  readonly onLock?: (lock: Lock) => void;
  /** Password hashes computed at one time; the number of cores. */
  readonly hashesAtOnce?: number;
}

export interface Identity {
  /** Codes: username-…, password-…, roles-invalid, uscc-…, display-name-invalid, sign-in-busy. */
  createAccount(account: NewAccount, how?: HowMade): Promise<Account | Rejection>;
  /** The same in two steps: checked and hashed now, made later, once under one id. */
  prepareAccount(account: NewAccount, how?: HowMade): Promise<PreparedAccount | Rejection>;
  addAccount(account: PreparedAccount, id?: string, by?: Origin): Account | Rejection;
  /**
   * Codes: sign-in-failed, sign-in-busy, sign-in-limited (429); and, only to who knows the password, account-disabled,
   * sign-in-password-over, second-factor-required and second-factor-wrong.
   */
  signIn(username: string, password: string, whence?: Whence, code?: string): Promise<Admitted | Rejection>;
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
  setPassword(username: string, password: string): Promise<Account | Rejection>;
  /** A password that somebody else has given, checked and hashed now and set later: good for one sign-in from then on. */
  preparePassword(username: string, password: string): Promise<{ readonly passwordHash: string } | Rejection>;
  replacePassword(username: string, passwordHash: string, by?: Origin): Account | Rejection;
  /** Tells whether two requests about the same thing bring the same password, and nothing else of it. */
  markPassword(password: string, about: string): Promise<string | Rejection>;
  /** The owner's own doing: the old one is asked for, and all their other sessions end. Codes: old-password-wrong, password-…. */
  changePassword(token: string, old: string, password: string): Promise<Account | Rejection>;
  readonly secondFactors: SecondFactors;
  readonly approvals: Approvals;
  readonly past: PastRights;
  findRolesFault(account: Account, roles: readonly Role[]): Rejection | undefined;
  sessionsOf(account: Account): SessionInfo[];
  /** As it is named in the list. */
  sessionIdOf(token: string): string;
  endSessionsOf(account: Account): void;
  /** False when the account has no such session. */
  endSession(account: Account, sessionId: string): boolean;
  close(): void;
}

export function createIdentity(options: IdentityOptions): Identity {
  const { clock, database, rights } = options;
  // WAL lowers it to NORMAL by itself, which may forget a lock or a sign-out in a power cut.
  database.pragma('synchronous = FULL');
  createTables(database);
  const now = (): Instant => clock.now();
  const isObligatory = (roles: readonly Role[]): boolean =>
    options.secondFactor === 'staff' && roles.some((role) => role !== 'applicant');
  const changes = createChanges(database, rights);
  const store = createIdentityStore({ database, changes, isObligatory, ...(rights === undefined ? {} : { rights }) });
  const factors = createFactorStore(database, changes);
  const codes = createFactorCodes(factors, now);
  const sessions = createSessions({ store, atOnce: changes.atOnce }, now, {
    idleMs: options.sessionIdleMs ?? 30 * MINUTE_MS,
    maxMs: options.sessionMaxMs ?? 720 * MINUTE_MS,
  });
  const gate = createGate({ width: options.hashesAtOnce ?? availableParallelism(), ...PLACES });
  const limits = createLimits(database, now);
  const devices = createDevices(database, now);
  const onLock = options.onLock ?? (() => undefined);
  const initialPasswordMs = options.initialPasswordMs ?? 7 * DAY_MS;
  const accounts = createAccounts({ store, sessions, gate, limits, now, initialPasswordMs });
  const door = createSignIn({ store, sessions, gate, limits, devices, codes, now, onLock });

  return {
    createAccount: accounts.createAccount,
    prepareAccount: accounts.prepareAccount,
    addAccount: accounts.addAccount,
    preparePassword: accounts.preparePassword,
    markPassword: accounts.markPassword,
    replacePassword: (username, passwordHash, by) =>
      accounts.replacePassword(username, passwordHash, { initial: true, ...(by === undefined ? {} : { by }) }),

    signIn: (username, password, whence = {}, code) =>
      door.signIn(username, { password, ...(code === undefined ? {} : { code }) }, whence),
    secondFactors: createSecondFactors({ store, factors, sessions, limits, door, now, isObligatory }),

    async changePassword(token, old, password) {
      const account = sessions.findAccount(token);
      if (account === undefined) return refuse.sessionUnknown();
      const same = old.normalize('NFKC') === password.normalize('NFKC');
      const fault = same ? refuse.passwordUnchanged() : findPasswordFault(account, password);
      if (fault !== undefined) return fault;
      const wrong = refuse.oldPasswordWrong;
      const result = await door.withPassword(account, old, { wrong, then: () => hashPassword(password) });
      if (typeof result !== 'string') return result;
      const by = { account: account.id, name: account.username };
      return accounts.replacePassword(account.username, result, { kept: hashOf(token), by });
    },

    authenticate: sessions.findAccount,
    signOut: sessions.end,
    listAccounts: store.accounts,
    findAccount: accounts.find,
    findAccountById: createKnownAccounts(database, store),
    setDisabled: accounts.setDisabled,
    setRoles: accounts.setRoles,
    setDisplayName: accounts.setDisplayName,

    async setPassword(typed, password) {
      const prepared = await accounts.preparePassword(typed, password);
      return isRejection(prepared) ? prepared : accounts.replacePassword(typed, prepared.passwordHash);
    },

    sessionIdOf: (token) => publicId(hashOf(token)),
    endSessionsOf: sessions.endOthers,
    approvals: createApprovals({ database, now, findAccount: (id) => store.findById(id) }),
    past: createPastRights((id) => rights?.linesOf(id) ?? [], now),
    findRolesFault: accounts.findRolesFault,
    sessionsOf: sessions.list,
    endSession: sessions.endById,
    close: sessions.save,
  };
}
