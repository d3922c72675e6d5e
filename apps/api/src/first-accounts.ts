import { randomBytes } from 'node:crypto';
import type { Log } from '#engine';
import type { Account, Identity, PreparedAccount } from '#identity';
import { isRejection, type Rejection } from '#kernel';
import { createDemoAccounts, openDemoAccounts } from '#demo';
import type { Settings } from './settings.js';

interface Start {
  readonly settings: Pick<Settings, 'demo' | 'initialPasswordDays'>;
  /** Nothing has ever been stored. */
  readonly isEmpty: boolean;
  readonly log: Log;
}

/**
 * Where there are no accounts yet: those of the demonstration, or two administrators. Answers the accounts that a demonstration is to be
 * made for. It tells months of history, so it is only for a log in which nothing has been stored. Where the demonstration is over, its
 * accounts are closed.
 */
export async function firstAccounts(
  identity: Identity,
  { settings, isEmpty, log }: Start,
): Promise<readonly Account[] | undefined> {
  const isNew = identity.listAccounts().length === 0;
  if (isNew && settings.demo && isEmpty) return createDemoAccounts(identity);
  const demonstrated = settings.demo ? [] : openDemoAccounts(identity);
  const ofTheDemo = new Set(demonstrated.map(({ id }) => id));
  const isAdmin = ({ id, disabled, roles }: Account): boolean => !disabled && roles.includes('admin') && !ofTheDemo.has(id);
  if (isNew || !(settings.demo || identity.listAccounts().some(isAdmin)))
    await firstAdmins(identity, settings.initialPasswordDays, log);
  if (demonstrated.length > 0) close(identity, demonstrated, log);
  return undefined;
}

/**
 * Two, so that each may be held to the consent of the other. Their passwords are told before they hold, so that none is lost where the
 * program ends in between; what stands in a log is worth nothing once they have signed in.
 */
async function firstAdmins(identity: Identity, days: number, log: Log): Promise<void> {
  const prepared: PreparedAccount[] = [];
  for (const username of freeNames(identity, 2)) {
    const password = randomBytes(12).toString('base64url');
    const account = { username, displayName: `管理员（${username}）`, password, roles: ['admin'] as const };
    prepared.push(made(await identity.prepareAccount(account, { initial: true, anyPassword: true })));
    log.info(`Administrator ${username}, password ${password} (shown only now), good for one sign-in within ${days} days`);
  }
  for (const account of prepared) made(identity.addAccount(account));
}

function made<T extends object>(answer: T | Rejection): T {
  if (isRejection(answer)) throw new Error(answer.en);
  return answer;
}

function freeNames(identity: Identity, count: number): string[] {
  const taken = new Set(identity.listAccounts().map(({ username }) => username));
  const names = Array.from({ length: taken.size + count }, (_, n) => (n === 0 ? 'admin' : `admin${n + 1}`));
  return names.filter((name) => !taken.has(name)).slice(0, count);
}

function close(identity: Identity, accounts: readonly Account[], log: Log): void {
  for (const { username } of accounts) {
    const closed = identity.setDisabled(username, true);
    if (isRejection(closed)) throw new Error(`demonstration account ${username}: ${closed.en}`);
  }
  log.info(`DEMO=0: ${accounts.length} accounts of the demonstration are closed; its cases stay as they are`);
}
