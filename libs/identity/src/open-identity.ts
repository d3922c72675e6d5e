import { openDatabase } from '#event-store';
import { createIdentity, type Identity, type IdentityOptions } from './identity.js';
import { createTables } from './tables.js';

export interface OpenIdentityOptions extends Omit<IdentityOptions, 'database'> {
  /** Path of the database; made with its folder where missing. */
  readonly file: string;
}

/** Accounts and sessions in a file of their own, which belongs to this process until `close`. Throws StoreLockedError and StoreUnfitError. */
export function openIdentity({ file, ...options }: OpenIdentityOptions): Identity {
  const database = openDatabase(file, 'FULL', createTables);
  const identity = createIdentity({ ...options, database });
  return {
    ...identity,
    close() {
      identity.close();
      database.close();
    },
  };
}
