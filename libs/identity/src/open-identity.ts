import { DamageError, findBadPage, openDatabase } from '#event-store';
import { createIdentity, type Identity, type IdentityOptions } from './identity.js';
import { createTables } from './store.js';

export interface OpenIdentityOptions extends Omit<IdentityOptions, 'database'> {
  /** Path of the database; made with its folder where missing. */
  readonly file: string;
}

/** Accounts and sessions in a file of their own, which belongs to this process until `close`. Throws StoreLockedError, StoreUnfitError and DamageError. */
export function openIdentity({ file, ...options }: OpenIdentityOptions): Identity {
  const database = openDatabase(file, 'FULL', createTables);
  const damage = findBadPage(database);
  if (damage !== undefined) {
    database.close();
    throw new DamageError(file, damage);
  }
  const identity = createIdentity({ ...options, database });
  return {
    ...identity,
    close() {
      identity.close();
      database.close();
    },
  };
}
