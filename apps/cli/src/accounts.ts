import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#engine';
import { openIdentity, type Account, type Identity } from '#identity';
import { isRejection, type Rejection } from '#kernel';
import { UsageError } from './usage-error.js';

export const ACCOUNTS_USAGE = 'npm run accounts -- list | reset USERNAME | administrator USERNAME | reset-second-factor USERNAME';

/**
 * The way in for whoever holds the data folder, with the server stopped: a new password for an account, a new administrator, or no
 * second factor where the device is lost. Either password is good for one sign-in.
 */
export async function accounts(folder: string, [verb, username, ...more]: readonly string[]): Promise<string> {
  const file = join(folder, 'identity.sqlite');
  if (more.length > 0 || (verb === 'list') !== (username === undefined)) throw new UsageError(`usage: ${ACCOUNTS_USAGE}`);
  if (!existsSync(file)) throw new UsageError(`${folder}: there are no accounts here`);
  const identity = openIdentity({ file, clock: systemClock() });
  try {
    if (username === undefined) return identity.listAccounts().map(lineOf).join('');
    if (verb === 'reset') return await reset(identity, username);
    if (verb === 'administrator') return await administrator(identity, username);
    if (verb === 'reset-second-factor') return resetSecondFactor(identity, username);
    throw new UsageError(`usage: ${ACCOUNTS_USAGE}`);
  } finally {
    identity.close();
  }
}

const lineOf = ({ username, displayName, roles, disabled, secondFactor }: Account): string =>
  `${username}\t${displayName}\t${roles.join(', ')}${secondFactor ? '\tsecond factor' : ''}${disabled ? '\tclosed' : ''}\n`;

const generated = (): string => randomBytes(12).toString('base64url');

async function reset(identity: Identity, username: string): Promise<string> {
  if (identity.findAccount(username)?.disabled === true) {
    const ways =
      'an administrator opens it again (POST /api/accounts/:accountId/reopen), or: npm run accounts -- administrator USERNAME';
    throw new UsageError(`${username} is closed, and no password would sign it in; ${ways}`);
  }
  const password = generated();
  const { passwordHash } = done(await identity.preparePassword(username, password));
  return shown(done(identity.replacePassword(username, passwordHash)), password);
}

async function administrator(identity: Identity, username: string): Promise<string> {
  const password = generated();
  const wanted = { username, displayName: `管理员（${username}）`, password, roles: ['admin'] as const };
  return shown(done(await identity.createAccount(wanted, { initial: true, anyPassword: true })), password);
}

function resetSecondFactor(identity: Identity, username: string): string {
  const { secondFactor } = identity.findAccount(username) ?? {};
  const account = done(identity.secondFactors.reset(username));
  if (secondFactor !== true) throw new UsageError(`${account.username} has no second factor`);
  return `${account.username} has no second factor any more; the password alone signs in, and all sessions have ended\n`;
}

const shown = ({ username }: Account, password: string): string =>
  `${username}, password ${password} (shown only now), good for one sign-in within 7 days\n`;

function done<T extends object>(answer: T | Rejection): T {
  if (isRejection(answer)) throw new UsageError(answer.en);
  return answer;
}
