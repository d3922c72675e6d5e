import type { Instant } from '#kernel';
import type { Database } from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { hashOf } from './sessions.js';

const TOKEN_LENGTH = 43;
const KNOWN_MS = 90 * 86_400_000;
const MOST = 10;

/**
 * Devices on which somebody has signed in before. Their token opens nothing: it only says whose mistakes are whose, so that an owner gets
 * in while strangers try their name. Only its SHA-256 is stored.
 */
export function createDevices(database: Database, now: () => Instant) {
  const find = database.prepare<[string, string, number], string>(
    'SELECT hash FROM identity_devices WHERE hash = ? AND account_id = ? AND until > ?',
  );
  const put = database.prepare<[string, string, number]>('INSERT OR REPLACE INTO identity_devices VALUES (?, ?, ?)');
  const drop = database.prepare<[number, string, string, number]>(
    `DELETE FROM identity_devices WHERE until <= ? OR (account_id = ? AND hash NOT IN
       (SELECT hash FROM identity_devices WHERE account_id = ? ORDER BY until DESC, hash LIMIT ?))`,
  );
  const remember = database.transaction((token: string, accountId: string): void => {
    put.run(hashOf(token), accountId, now() + KNOWN_MS);
    drop.run(now(), accountId, accountId, MOST);
  });

  function findDevice(token: string | undefined, accountId: string): string | undefined {
    if (token?.length !== TOKEN_LENGTH) return undefined;
    return find.pluck().get(hashOf(token), accountId, now());
  }

  return {
    find: findDevice,
    /** For another 90 days. Answers its token; a new one where it was not known. */
    remember(token: string | undefined, accountId: string): string {
      const kept =
        token !== undefined && findDevice(token, accountId) !== undefined ? token : randomBytes(32).toString('base64url');
      remember.immediate(kept, accountId);
      return kept;
    },
  };
}

export type Devices = ReturnType<typeof createDevices>;
