import { Database } from '#event-store';
import { instant, isRejection, type Instant, type Rejection } from '#kernel';
import type Sqlite from 'better-sqlite3';
import { Secret, TOTP } from 'otpauth';
import { createIdentity, type Admitted, type Identity, type IdentityOptions, type Whence } from './index.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 1440 * MINUTE;
export const PASSWORD = 'correct horse battery';
export const NEW_PASSWORD = 'violet tractor over the river';
export const [HOME, ELSEWHERE] = ['198.51.100.1', '203.0.113.1'];

export let database: Sqlite.Database;
let now: Instant;
export let identity: Identity;
export let session: Admitted;
export let secret: string;
export let recoveryCodes: readonly string[];

export const reopen = (options: Partial<IdentityOptions> = {}): Identity =>
  (identity = createIdentity({ database, clock: { now: () => now }, hashesAtOnce: 2, ...options }));
export const pass = (ms: number) => (now = (now + ms) as Instant);
export function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}
export const codeOf = (answer: object): string => (isRejection(answer) ? answer.code : 'ok');
/** What the app shows, so many seconds from now. */
export const shows = (of = secret, seconds = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(of), timestamp: now + seconds * SECOND });
/** Six digits that are those of no step about now. */
export const wrong = (): string => {
  const right = [-60, -30, 0, 30, 60].map((seconds) => shows(secret, seconds));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((digits) => !right.includes(digits)) ?? '';
};
export const tried = async (
  code?: string,
  { password = PASSWORD, ...whence }: Whence & { password?: string } = {},
): Promise<string> => codeOf(await identity.signIn('head', password, { network: HOME, ...whence }, code));

export async function headWithSecondFactor(): Promise<void> {
  database = new Database(':memory:');
  now = instant('2026-03-02T09:00:00+08:00');
  reopen();
  ok(await identity.createAccount({ username: 'head', displayName: '局长', password: PASSWORD, roles: ['head'] }));
  session = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  ({ secret } = ok(await identity.secondFactors.begin(session.account, { password: PASSWORD })));
  ({ recoveryCodes } = ok(identity.secondFactors.confirm(session.account, session.token, shows())));
  pass(5 * MINUTE);
}
