import { Database } from '#event-store';
import { type Instant, instant, isRejection, type Rejection } from '#kernel';
import { hash } from '@node-rs/argon2';
import type Sqlite from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentity, type Account, type Identity, type IdentityOptions, type NewAccount, type SignedIn } from './index.js';
import { DUMMY_HASH, isWeaker } from './password.js';

const MINUTE = 60_000;
const PASSWORD = 'correct horse battery';
const REVIEWER: NewAccount = { username: 'Wang.Li', displayName: '王丽', password: PASSWORD, roles: ['reviewer'] };
const WRONG_PASSWORD = expect.objectContaining({ rejected: true, code: 'sign-in-failed' });

let folder: string;
let database: Sqlite.Database;
let now: Instant;
let identity: Identity;

const clock = { now: () => now };
const pass = (ms: number) => (now = (now + ms) as Instant);
const open = (options: Partial<IdentityOptions> = {}) => createIdentity({ database, clock, ...options });
const connect = () => {
  const connection = new Database(join(folder, 'identity.db'));
  connection.pragma('journal_mode = WAL');
  return connection;
};

function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}
const signIn = async (): Promise<SignedIn> => ok(await identity.signIn('wang.li', PASSWORD));
const failTimes = async (times: number) => {
  for (let n = 0; n < times; n++) expect(await identity.signIn('wang.li', 'wrong')).toEqual(WRONG_PASSWORD);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identity-'));
  database = connect();
  now = instant('2026-03-02T09:00:00+08:00');
  identity = open();
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('accounts', () => {
  it('keeps what it was given, under the canonical user name', async () => {
    const account = ok(await identity.createAccount(REVIEWER));
    expect(account).toEqual({
      id: expect.any(String) as string,
      username: 'wang.li',
      displayName: '王丽',
      roles: ['reviewer'],
      disabled: false,
    });
    expect(open().listAccounts()).toEqual([account]);
    expect(identity.findAccount(' WANG.LI ')).toEqual(account);
  });

  it('gives one user name once, also when two ask at the same time', async () => {
    const results = await Promise.all([identity.createAccount(REVIEWER), identity.createAccount(REVIEWER)]);
    expect(results.filter((result) => isRejection(result) && result.code === 'username-taken')).toHaveLength(1);
    expect(identity.listAccounts()).toHaveLength(1);
  });

  it.each<[string, Partial<NewAccount>]>([
    ['username-invalid', { username: 'a b' }],
    ['display-name-invalid', { displayName: ' ' }],
    ['roles-invalid', { roles: [] }],
    ['roles-invalid', { roles: ['engine'] }],
    ['uscc-missing', { roles: ['applicant'] }],
    ['uscc-invalid', { roles: ['applicant'], uscc: '91620102MA7ABCD12' }],
    ['password-too-short', { password: 'elevenchars' }],
    ['password-too-short', { roles: ['applicant'], uscc: '91620102MA7ABCD12B', password: 'seven77' }],
    ['password-too-long', { password: 'long '.repeat(30) }],
    ['password-guessable', { password: 'my wang.li password' }],
    ['password-guessable', { password: 'aaaaaaaaaaaaaa' }],
  ])('refuses with %s: %j', async (code, change) => {
    expect(await identity.createAccount({ ...REVIEWER, ...change })).toMatchObject({ rejected: true, code });
    expect(identity.listAccounts()).toEqual([]);
  });

  it('never stores a password or a token', async () => {
    ok(await identity.createAccount(REVIEWER));
    const { token } = await signIn();
    identity.close();
    const stored = database.serialize().toString('latin1');
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(token);
  });

  it('answers account-unknown for changes to nobody', async () => {
    const unknown = expect.objectContaining({ code: 'account-unknown', kind: 'not-found' });
    expect(identity.setDisabled('nobody', true)).toEqual(unknown);
    expect(identity.setRoles('nobody', ['clerk'])).toEqual(unknown);
    expect(await identity.setPassword('nobody', PASSWORD)).toEqual(unknown);
  });
});

describe('sign-in', () => {
  beforeEach(async () => {
    ok(await identity.createAccount(REVIEWER));
  });

  it('gives a token that is known from then on, also after a restart', async () => {
    const { token, account, expiresAt } = await signIn();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(expiresAt - now).toBe(12 * 60 * MINUTE);
    expect(identity.authenticate(token)).toEqual(account);
    expect(open().authenticate(token)).toEqual(account);
    expect(identity.authenticate(token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')))).toBeUndefined();
    expect(identity.authenticate('')).toBeUndefined();
  });

  it('gives every sign-in a token of its own', async () => {
    expect((await signIn()).token).not.toBe((await signIn()).token);
  });

  it('answers unknown user and wrong password alike', async () => {
    const answers = [await identity.signIn('nobody', 'not it'), await identity.signIn('wang.li', 'not it')];
    expect(answers).toEqual([WRONG_PASSWORD, WRONG_PASSWORD]);
  });

  it('accepts the same password in another Unicode form', async () => {
    ok(await identity.createAccount({ ...REVIEWER, username: 'rene', password: 'caf\u00e9 au lait pour René' }));
    ok(await identity.signIn('rene', 'cafe\u0301 au lait pour Rene\u0301'));
  });

  it('hashes again with the present parameters what was hashed with weaker ones', async () => {
    const weak = await hash(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 });
    database.prepare('UPDATE identity_accounts SET password_hash = ?').run(weak);
    await signIn();
    const stored = database.prepare<[], string>('SELECT password_hash FROM identity_accounts').pluck().get();
    expect(stored).toContain('m=19456,t=2,p=1');
    await signIn();
  });

  it('measures unknown users with the present parameters', () => {
    expect(isWeaker(DUMMY_HASH)).toBe(false);
  });

  it('is closed for 15 minutes after five wrong passwords in a row, across a restart', async () => {
    await failTimes(5);
    identity = open();
    expect(await identity.signIn('wang.li', PASSWORD)).toEqual(WRONG_PASSWORD);
    pass(15 * MINUTE - 1);
    expect(await identity.signIn('wang.li', PASSWORD)).toEqual(WRONG_PASSWORD);
    pass(1);
    await signIn();
  });

  it('counts again from zero after a right password', async () => {
    await failTimes(4);
    await signIn();
    await failTimes(4);
    await signIn();
  });

  it('tries no more than five passwords when many come at once', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => identity.signIn('wang.li', n < 11 ? 'wrong' : PASSWORD)),
    );
    for (const guess of guesses) expect(guess).toEqual(WRONG_PASSWORD);
  });

  it('says busy, at once, to whoever comes behind a full queue', async () => {
    const flood = Array.from({ length: 60 }, (_, n) => identity.signIn(`nobody-${n % 7}`, 'x'));
    const results = await Promise.all(flood);
    const busy = results.filter((result) => isRejection(result) && result.code === 'sign-in-busy');
    expect(busy.length).toBeGreaterThanOrEqual(60 - 50 - 7);
    expect(busy.length).toBeLessThan(20);
    await signIn();
  });

  it('tells that an account is disabled only to who knows its password', async () => {
    identity.setDisabled('wang.li', true);
    expect(await identity.signIn('wang.li', 'wrong')).toEqual(WRONG_PASSWORD);
    expect(await identity.signIn('wang.li', PASSWORD)).toMatchObject({ code: 'account-disabled' });
  });

  it('opens no session for an account that was disabled while its password was checked', async () => {
    const pending = identity.signIn('wang.li', PASSWORD);
    identity.setDisabled('wang.li', true);
    expect(await pending).toMatchObject({ code: 'account-disabled' });
  });

  it('takes a new password, lifts the lock and ends what was open', async () => {
    const { token } = await signIn();
    await failTimes(5);
    expect(await identity.setPassword('wang.li', 'short')).toMatchObject({ code: 'password-too-short' });
    ok(await identity.setPassword('wang.li', 'another long secret'));
    expect(identity.authenticate(token)).toBeUndefined();
    expect(await identity.signIn('wang.li', PASSWORD)).toEqual(WRONG_PASSWORD);
    ok(await identity.signIn('wang.li', 'another long secret'));
  });
});

describe('sessions', () => {
  let session: SignedIn;
  const current = (): Account | undefined => identity.authenticate(session.token);

  beforeEach(async () => {
    ok(await identity.createAccount(REVIEWER));
    session = await signIn();
  });

  it('end after 30 minutes without use', () => {
    pass(30 * MINUTE - 1);
    expect(current()).toBeDefined();
    pass(30 * MINUTE - 1);
    expect(current()).toBeDefined();
    pass(30 * MINUTE);
    expect(current()).toBeUndefined();
  });

  it('end after 12 hours of use', () => {
    for (let n = 0; n < 12 * 6 - 1; n++) {
      pass(10 * MINUTE);
      expect(current()).toBeDefined();
    }
    pass(10 * MINUTE);
    expect(current()).toBeUndefined();
  });

  it('keep over a restart when they were last seen', () => {
    pass(29 * MINUTE);
    expect(current()).toBeDefined();
    identity = open();
    pass(29 * MINUTE);
    expect(current()).toBeDefined();
  });

  it('are cleared from the table when over', async () => {
    pass(31 * MINUTE);
    await signIn();
    expect(database.prepare('SELECT count(*) FROM identity_sessions').pluck().get()).toBe(1);
  });

  it('end with the sign-out', () => {
    identity.signOut(session.token);
    expect(current()).toBeUndefined();
    expect(open().authenticate(session.token)).toBeUndefined();
    expect(() => {
      identity.signOut(session.token);
    }).not.toThrow();
  });

  it('end with the sign-out though it cannot be stored, which is told, and made good when there is room', () => {
    database.exec("CREATE TRIGGER full BEFORE DELETE ON identity_sessions BEGIN SELECT RAISE(ABORT, 'no room'); END");
    expect(() => identity.signOut(session.token)).toThrow('no room');
    expect(current()).toBeUndefined();
    expect(open().authenticate(session.token)).toBeDefined();
    database.exec('DROP TRIGGER full');
    identity.close();
    expect(open().authenticate(session.token)).toBeUndefined();
  });

  it('die at once when the account is disabled, and do not come back', () => {
    expect(identity.setDisabled('wang.li', true)).toMatchObject({ disabled: true });
    expect(current()).toBeUndefined();
    expect(identity.setDisabled('wang.li', false)).toMatchObject({ disabled: false });
    expect(current()).toBeUndefined();
  });

  it('have new roles at once', () => {
    expect(identity.setRoles('wang.li', ['clerk', 'head'])).toMatchObject({ roles: ['clerk', 'head'] });
    expect(current()?.roles).toEqual(['clerk', 'head']);
    expect(identity.setRoles('wang.li', ['applicant'])).toMatchObject({ code: 'uscc-missing' });
    expect(current()?.roles).toEqual(['clerk', 'head']);
  });

  it('follow within a second what another process changes', () => {
    const elsewhere = connect();
    const other = createIdentity({ database: elsewhere, clock });
    expect(other.authenticate(session.token)).toBeDefined();
    other.setRoles('wang.li', ['head']);
    pass(1000);
    expect(current()?.roles).toEqual(['head']);
    other.setDisabled('wang.li', true);
    pass(1000);
    expect(current()).toBeUndefined();
    elsewhere.close();
  });

  it('are listed for their owner and can be ended one by one', async () => {
    pass(MINUTE);
    const second = await signIn();
    pass(MINUTE);
    expect(current()).toBeDefined();
    const [first, last] = identity.sessionsOf(session.account);
    expect(first).toMatchObject({ lastSeenAt: now, expiresAt: session.expiresAt });
    expect(last).toMatchObject({ createdAt: now - MINUTE, lastSeenAt: now - MINUTE });
    expect(identity.endSession(session.account, first?.id ?? '')).toBe(true);
    expect(identity.endSession(session.account, first?.id ?? '')).toBe(false);
    expect(current()).toBeUndefined();
    expect(identity.authenticate(second.token)).toBeDefined();
  });
});
