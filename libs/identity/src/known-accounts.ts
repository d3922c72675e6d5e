import type { Database } from 'better-sqlite3';
import type { Account } from './account.js';
import type { IdentityStore } from './store.js';

const MOST = 1000;

/**
 * Accounts by id as they were last read, for as long as no process has changed any: the revision tells, at a tenth of the cost.
 * In the middle of a change they are read anew, for it may yet be undone.
 */
export function createKnownAccounts(
  database: Pick<Database, 'inTransaction'>,
  store: Pick<IdentityStore, 'findById' | 'revision'>,
): (id: string) => Account | undefined {
  const known = new Map<string, Account>();
  let readAt = store.revision();

  return (id) => {
    if (database.inTransaction) return store.findById(id);
    const revision = store.revision();
    if (revision !== readAt || known.size >= MOST) known.clear();
    readAt = revision;
    const account = known.get(id) ?? store.findById(id);
    if (account !== undefined) known.set(id, account);
    return account;
  };
}
