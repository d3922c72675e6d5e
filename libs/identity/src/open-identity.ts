import { DamageError, findBadPage, openDatabase } from '#event-store';
import type { Database } from 'better-sqlite3';
import { createIdentity, type Identity, type IdentityOptions } from './identity.js';
import { createTables } from './tables.js';

export interface OpenIdentityOptions extends Omit<IdentityOptions, 'database'> {
  /** Path of the database; made with its folder where missing. */
  readonly file: string;
}

/** Accounts and sessions in a file of their own, which belongs to this process until `close`. Throws StoreLockedError, StoreUnfitError and DamageError. */
export function openIdentity({ file, ...options }: OpenIdentityOptions): Identity {
  const database = openUndamaged(file);
  const identity = createIdentity({ ...options, database });
  return {
    ...identity,
    close() {
      identity.close();
      database.close();
    },
  };
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
