import type { Instant } from '#kernel';
import type { Database } from 'better-sqlite3';
import type { Changes } from './changes.js';

export interface StoredFactor {
  /** Base32. */
  readonly secret: string;
  readonly since: Instant;
}

/** A secret that its owner has been shown and has not yet proved to have. */
export interface BegunFactor {
  readonly secret: string;
  readonly until: Instant;
}

export interface ConfirmedFactor {
  readonly secret: string;
  readonly at: Instant;
  /** Whose code confirmed it. */
  readonly step: number;
  readonly codes: readonly string[];
  readonly kept: string;
}

/** The SQL of second factors and recovery codes, and nothing else. */
export function createFactorStore(database: Database, { changeRights }: Changes) {
  const find = database.prepare<[string], StoredFactor>(
    'SELECT secret, confirmed_at AS since FROM identity_second_factors WHERE account_id = ?',
  );
  const put = database.prepare<[string, string, number, number]>(
    'INSERT OR REPLACE INTO identity_second_factors VALUES (?, ?, ?, ?)',
  );
  const useStep = database.prepare<[number, string, number]>(
    'UPDATE identity_second_factors SET last_step = ? WHERE account_id = ? AND last_step < ?',
  );
  const drop = database.prepare<[string]>('DELETE FROM identity_second_factors WHERE account_id = ?');
  const findBegun = database.prepare<[string], BegunFactor>(
    'SELECT secret, valid_until AS until FROM identity_begun_factors WHERE account_id = ?',
  );
  const putBegun = database.prepare<[string, string, number]>('INSERT OR REPLACE INTO identity_begun_factors VALUES (?, ?, ?)');
  const dropBegun = database.prepare<[string]>('DELETE FROM identity_begun_factors WHERE account_id = ?');
  const findCode = database.prepare<[string, string]>('SELECT 1 FROM identity_recovery_codes WHERE account_id = ? AND hash = ?');
  const putCode = database.prepare<[string, string]>('INSERT INTO identity_recovery_codes VALUES (?, ?)');
  const dropCode = database.prepare<[string, string]>('DELETE FROM identity_recovery_codes WHERE account_id = ? AND hash = ?');
  const dropCodes = database.prepare<[string]>('DELETE FROM identity_recovery_codes WHERE account_id = ?');
  const countCodes = database
    .prepare<[string], number>('SELECT count(*) FROM identity_recovery_codes WHERE account_id = ?')
    .pluck();
  const endSessions = database.prepare<[string, string]>('DELETE FROM identity_sessions WHERE account_id = ? AND hash <> ?');
  const forgetDevices = database.prepare<[string]>('DELETE FROM identity_devices WHERE account_id = ?');

  /** A device that was known before has not shown the factor that is set now. */
  function endAllBut(id: string, kept: string): void {
    endSessions.run(id, kept);
    forgetDevices.run(id);
  }

  function replaceCodes(id: string, codes: readonly string[]): void {
    dropCodes.run(id);
    for (const code of codes) putCode.run(id, code);
  }

  function dropAll(id: string): void {
    for (const statement of [drop, dropBegun, dropCodes]) statement.run(id);
  }

  return {
    find: (accountId: string): StoredFactor | undefined => find.get(accountId),
    begun: (accountId: string): BegunFactor | undefined => findBegun.get(accountId),
    begin(accountId: string, secret: string, until: Instant): void {
      putBegun.run(accountId, secret, until);
    },
    /** In the place of an earlier one. */
    confirm: changeRights('second-factor-set', (id: string, { secret, at, step, codes, kept }: ConfirmedFactor) => {
      put.run(id, secret, at, step);
      dropBegun.run(id);
      replaceCodes(id, codes);
      endAllBut(id, kept);
    }),
    /** False where the code of that time step, or of a later one, has been used. */
    useStep: (accountId: string, step: number): boolean => useStep.run(step, accountId, step).changes === 1,
    hasCode: (accountId: string, code: string): boolean => findCode.get(accountId, code) !== undefined,
    useCode: changeRights('recovery-code-used', (id: string, code: string) => {
      dropCode.run(id, code);
    }),
    codesLeft: (accountId: string): number => countCodes.get(accountId) ?? 0,
    renewCodes: changeRights('recovery-codes-made', replaceCodes),
    remove: changeRights('second-factor-removed', dropAll),
    /** By somebody else: ends all sessions. */
    reset: changeRights('second-factor-reset', (id: string) => {
      dropAll(id);
      endAllBut(id, '');
    }),
  };
}

export type FactorStore = ReturnType<typeof createFactorStore>;
