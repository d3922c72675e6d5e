import { DamageError, findBadPage, openDatabase } from '#event-store';
import { openSecurityLog, type SecurityLog } from '#security-log';
import type { Database } from 'better-sqlite3';
import { dirname, join } from 'node:path';
import { createIdentity, type Identity, type IdentityOptions } from './identity.js';
import { createRights } from './rights.js';
import type { Lock } from './sign-in.js';
import { createTables } from './tables.js';

export interface OpenIdentityOptions extends Omit<IdentityOptions, 'database' | 'rights'> {
  readonly file: string;
  /** That of the program; otherwise the one in the folder beside the file is opened, and closed again. */
  readonly securityLog?: SecurityLog;
  /** Told how many accounts from before there was a record of rights have been taken into it. */
  readonly onTakenIn?: (accounts: number) => void;
}

/**
 * Accounts and sessions in a file of their own, which belongs to this process until `close`. Throws StoreLockedError, StoreUnfitError,
 * and DamageError where accounts are not as the record of rights has them.
 */
export function openIdentity({ file, securityLog, onTakenIn, ...options }: OpenIdentityOptions): Identity {
  const database = openUndamaged(file);
  const log = securityLog ?? openSecurityLog({ folder: join(dirname(file), 'security-log'), clock: options.clock });
  const closeBoth = (): void => {
    database.close();
    if (securityLog === undefined) log.close();
  };
  try {
    const rights = createRights(database, file, log);
    const takenIn = rights.check();
    if (takenIn > 0) onTakenIn?.(takenIn);
    const onLock = ({ of, username, network }: Lock): void => {
      log.record({
        what: 'lock',
        outcome: 'failure',
        code: of,
        on: username,
        by: network === undefined ? {} : { from: network },
      });
    };
    const identity = createIdentity({ onLock, ...options, database, rights });
    return {
      ...identity,
      close() {
        identity.close();
        closeBoth();
      },
    };
  } catch (fault) {
    closeBoth();
    throw fault;
  }
}

function openUndamaged(file: string): Database {
  const database = openDatabase(file, 'FULL', createTables);
  const damage = findBadPage(database);
  if (damage === undefined) return database;
  database.close();
  throw new DamageError(file, damage);
}

/** What is wrong with the file of the accounts, in words. Throws StoreLockedError and StoreUnfitError. */
export function findIdentityDamage(file: string): string | undefined {
  try {
    openUndamaged(file).close();
    return undefined;
  } catch (fault) {
    if (fault instanceof DamageError) return fault.damage;
    throw fault;
  }
}
