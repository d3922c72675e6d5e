import { randomBytes } from 'node:crypto';
import type { Log } from '#engine';
import type { Account, Identity } from '#identity';
import { isRejection } from '#kernel';
import { createDemoAccounts } from './demo/accounts.js';

/**
 * Where there are no accounts yet: those of the demonstration, or one administrator. Answers the accounts that a demonstration is to be
 * made for. It tells months of history, so it is only for a log in which nothing has been stored.
 */
export async function firstAccounts(
  identity: Identity,
  { demo, log }: { readonly demo: boolean; readonly log: Log },
): Promise<readonly Account[] | undefined> {
  if (identity.listAccounts().length > 0) return undefined;
  if (demo) return createDemoAccounts(identity);
  await firstAdmin(identity, log);
  return undefined;
}

/** Its password is shown this once. */
async function firstAdmin(identity: Identity, log: Log): Promise<void> {
  const password = randomBytes(12).toString('base64url');
  const answer = await identity.createAccount({ username: 'admin', displayName: '管理员', password, roles: ['admin'] });
  if (isRejection(answer)) throw new Error(answer.en);
  log.info(`First administrator: admin, password ${password} (shown only now)`);
}
