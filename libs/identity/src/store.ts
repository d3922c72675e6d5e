import type { Instant, Role } from '#kernel';
import type { Origin, What } from '#security-log';
import type { Database } from 'better-sqlite3';
import type { Account } from './account.js';
import type { Changes } from './changes.js';
import type { RightsKeeper } from './rights.js';

interface AccountRow {
  id: string;
  username: string;
  display_name: string;
  roles: string;
  uscc: string | null;
  password_hash: string;
  disabled: number;
  initial_until: number | null;
  initial_used: number | null;
  factor_since: number | null;
}

interface SessionRow {
  hash: string;
  account_id: string;
  created_at: number;
  last_seen_at: number;
}

export interface StoredAccount {
  readonly account: Account;
  readonly passwordHash: string;
  /** Of a password that somebody else gave: until when, and whether, it has yet to be used. */
  readonly initial?: { readonly until: Instant; readonly used: boolean };
}

export interface NewPassword {
  readonly by?: Origin;
  /** Hash of the session that goes on. */
  readonly kept?: string;
  readonly initialUntil?: Instant;
}

export interface StoredSession {
  readonly hash: string;
  readonly accountId: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
}

const toSession = (row: SessionRow): StoredSession => ({
  hash: row.hash,
  accountId: row.account_id,
  createdAt: row.created_at as Instant,
  lastSeenAt: row.last_seen_at as Instant,
});

export interface StoreParts {
  readonly database: Database;
  readonly changes: Changes;
  readonly rights?: RightsKeeper;
  readonly isObligatory: (roles: readonly Role[]) => boolean;
}

export function createIdentityStore({ database, changes, rights, isObligatory }: StoreParts) {
  const { change, changeRights, guarded } = changes;

  const accounts = `
    SELECT id, username, display_name, roles, uscc, password_hash, disabled,
      initial.valid_until AS initial_until, initial.used AS initial_used, factor.confirmed_at AS factor_since
    FROM identity_accounts
      LEFT JOIN identity_initial_passwords AS initial ON initial.account_id = id
      LEFT JOIN identity_second_factors AS factor ON factor.account_id = id`;
  const byUsername = database.prepare<[string], AccountRow>(`${accounts} WHERE username = ?`);
  const byId = database.prepare<[string], AccountRow>(`${accounts} WHERE id = ?`);
  const everyAccount = database.prepare<[], AccountRow>(`${accounts} ORDER BY username`);
  const insertAccount = database.prepare<[string, string, string, string, string | null, string, number]>(
    `INSERT INTO identity_accounts (id, username, display_name, roles, uscc, password_hash, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (username) DO NOTHING`,
  );
  const updateHash = database.prepare<[string, string]>('UPDATE identity_accounts SET password_hash = ? WHERE id = ?');
  const updateRoles = database.prepare<[string, string]>('UPDATE identity_accounts SET roles = ? WHERE id = ?');
  const updateName = database.prepare<[string, string]>('UPDATE identity_accounts SET display_name = ? WHERE id = ?');
  const putInitial = database.prepare<[string, number]>('INSERT OR REPLACE INTO identity_initial_passwords VALUES (?, ?, 0)');
  const useInitial = database.prepare<[string]>(
    'UPDATE identity_initial_passwords SET used = 1 WHERE account_id = ? AND used = 0',
  );
  const dropInitial = database.prepare<[string]>('DELETE FROM identity_initial_passwords WHERE account_id = ?');
  const updateDisabled = database.prepare<[number, string]>('UPDATE identity_accounts SET disabled = ? WHERE id = ?');

  const sessionByHash = database.prepare<[string], SessionRow>('SELECT * FROM identity_sessions WHERE hash = ?');
  const sessionsByAccount = database.prepare<[string], SessionRow>(
    'SELECT * FROM identity_sessions WHERE account_id = ? ORDER BY created_at, hash',
  );
  const insertSession = database.prepare<[string, string, number, number]>('INSERT INTO identity_sessions VALUES (?, ?, ?, ?)');
  const updateSeen = database.prepare<[number, string]>('UPDATE identity_sessions SET last_seen_at = ? WHERE hash = ?');
  const deleteSession = database.prepare<[string]>('DELETE FROM identity_sessions WHERE hash = ?');
  const deleteSessionsOf = database.prepare<[string, string]>('DELETE FROM identity_sessions WHERE account_id = ? AND hash <> ?');
  const forgetDevices = database.prepare<[string]>('DELETE FROM identity_devices WHERE account_id = ?');
  const deleteEnded = database.prepare<[number, number]>(
    'DELETE FROM identity_sessions WHERE last_seen_at <= ? OR created_at <= ?',
  );

  const readRevision = database.prepare<[], number>('SELECT revision FROM identity_revision').pluck();

  function toAccount(row: AccountRow): Account {
    const roles = Object.freeze(JSON.parse(row.roles) as Role[]);
    return Object.freeze({
      id: row.id,
      username: row.username,
      displayName: row.display_name,
      roles,
      ...(row.uscc === null ? {} : { uscc: row.uscc }),
      disabled: row.disabled === 1,
      ...(row.initial_until === null ? {} : { mustChangePassword: true }),
      ...(row.factor_since === null ? {} : { secondFactor: true }),
      ...(row.factor_since === null && isObligatory(roles) ? { mustSetSecondFactor: true } : {}),
    });
  }

  const toStoredAccount = (row: AccountRow): StoredAccount => ({
    account: toAccount(row),
    passwordHash: row.password_hash,
    ...(row.initial_until === null ? {} : { initial: { until: row.initial_until as Instant, used: row.initial_used === 1 } }),
  });

  const add = database.transaction(
    (account: Account, passwordHash: string, at: Instant, { by, initialUntil }: NewPassword): boolean => {
      const { id, username, displayName, roles, uscc = null } = account;
      const { changes } = insertAccount.run(id, username, displayName, JSON.stringify(roles), uscc, passwordHash, at);
      if (changes === 1 && initialUntil !== undefined) putInitial.run(id, initialUntil);
      if (changes === 1) rights?.record('account-made', id, by);
      return changes === 1;
    },
  );

  const saveSeen = database.transaction((seen: ReadonlyMap<string, Instant>, idleSince: number, createdBefore: number) => {
    for (const [hash, at] of seen) updateSeen.run(at, hash);
    deleteEnded.run(idleSince, createdBefore);
  });

  return {
    revision: (): number => readRevision.get() ?? 0,

    findByUsername(username: string): StoredAccount | undefined {
      const row = byUsername.get(username);
      return row === undefined ? undefined : toStoredAccount(row);
    },
    findById(id: string): Account | undefined {
      const row = byId.get(id);
      return row === undefined ? undefined : toAccount(row);
    },
    accounts: (): Account[] => everyAccount.all().map(toAccount),
    /** False when the user name is taken. */
    add: (account: Account, passwordHash: string, at: Instant, how: NewPassword = {}): boolean =>
      guarded(() => add.immediate(account, passwordHash, at, how)),
    setRehashed: changeRights('password-rehashed', (id: string, passwordHash: string) => {
      updateHash.run(passwordHash, id);
    }),
    /** Ends all sessions but `kept`, and knows no device any more. With `initialUntil` it is good for one sign-in, until then. */
    setPassword: changeRights(wayOf, (id: string, passwordHash: string, { kept = '', initialUntil }: NewPassword = {}) => {
      updateHash.run(passwordHash, id);
      deleteSessionsOf.run(id, kept);
      forgetDevices.run(id);
      if (initialUntil === undefined) dropInitial.run(id);
      else putInitial.run(id, initialUntil);
    }),
    /** False where it has been used before. */
    useInitialPassword: (id: string): boolean => useInitial.run(id).changes === 1,
    setDisplayName: changeRights('account-changed', (id: string, displayName: string) => {
      updateName.run(displayName, id);
    }),
    setRoles: changeRights('roles-changed', (id: string, roles: readonly Role[]) => {
      updateRoles.run(JSON.stringify(roles), id);
    }),
    setDisabled: changeRights(closes, (id: string, disabled: boolean) => {
      updateDisabled.run(disabled ? 1 : 0, id);
      if (disabled) deleteSessionsOf.run(id, '');
    }),

    findSession(hash: string): StoredSession | undefined {
      const row = sessionByHash.get(hash);
      return row === undefined ? undefined : toSession(row);
    },
    sessionsOf: (accountId: string): StoredSession[] => sessionsByAccount.all(accountId).map(toSession),
    addSession(session: StoredSession): void {
      insertSession.run(session.hash, session.accountId, session.createdAt, session.lastSeenAt);
    },
    endSession: change((hash: string) => {
      deleteSession.run(hash);
    }),
    endSessionsOf: change((accountId: string, kept: string) => {
      deleteSessionsOf.run(accountId, kept);
    }),
    /** Writes when sessions were last seen and drops those that are over, in one commit. */
    saveSeen(seen: ReadonlyMap<string, Instant>, idleSince: number, createdBefore: number): void {
      saveSeen.immediate(seen, idleSince, createdBefore);
    },
  };
}

const wayOf = (_hash: string, { initialUntil }: NewPassword = {}): What =>
  initialUntil === undefined ? 'password-changed' : 'password-reset';
const closes = (disabled: boolean): What => (disabled ? 'account-closed' : 'account-reopened');

export type IdentityStore = ReturnType<typeof createIdentityStore>;
