import { Database } from '#event-store';
import { instant, isRejection, type Instant, type Rejection } from '#kernel';
import type Sqlite from 'better-sqlite3';
import { createIdentity, type Account, type Identity, type Whence } from './index.js';
import type { Lock } from './sign-in.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const PASSWORD = 'correct horse battery';
const HOME = '198.51.100.1';

let database: Sqlite.Database;
let now: Instant;
let identity: Identity;
let locks: Lock[];
let head: Account;

const open = (): Identity =>
  createIdentity({ database, clock: { now: () => now }, onLock: (lock) => locks.push(lock), hashesAtOnce: 2 });
const pass = (ms: number) => (now = (now + ms) as Instant);
function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}
const tried = async (password: string, whence: Whence = {}, username = 'head'): Promise<string> => {
  const answer = await identity.signIn(username, password, whence);
  return isRejection(answer) ? answer.code : 'signed-in';
};
/** Wrong passwords for one name: five from each of so many addresses. */
const attack = async (addresses: number) => {
  for (let n = 0; n < addresses; n++) for (let time = 0; time < 5; time++) await tried('wrong', { network: `203.0.113.${n}` });
};
const failTimes = async (times: number, whence: Whence, username = 'head'): Promise<string[]> => {
  const answers: string[] = [];
  for (let n = 0; n < times; n++) answers.push(await tried(`wrong ${n}`, whence, username));
  return answers;
};
const rows = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();

beforeEach(async () => {
  database = new Database(':memory:');
  now = instant('2026-03-02T09:00:00+08:00');
  locks = [];
  identity = open();
  head = ok(await identity.createAccount({ username: 'head', displayName: '局长', password: PASSWORD, roles: ['head'] }));
});
afterEach(() => database.close());

it('five wrong passwords at one address close it for that account there, and not elsewhere', async () => {
  await failTimes(5, { network: '203.0.113.1' });
  expect(locks).toEqual([{ of: 'account-at-address', username: 'head', network: '203.0.113.1' }]);
  identity = open();
  expect(await tried(PASSWORD, { network: '203.0.113.1' })).toBe('sign-in-failed');
  expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
  pass(15 * MINUTE);
  expect(await tried(PASSWORD, { network: '203.0.113.1' })).toBe('signed-in');
});

it('thirty from six addresses close the account to all that it does not know, and the lock is not made longer by more', async () => {
  await attack(6);
  expect(locks.at(-1)).toEqual({ of: 'account', username: 'head', network: '203.0.113.5' });
  pass(10 * MINUTE);
  await attack(1);
  expect(await tried(PASSWORD, { network: HOME })).toBe('sign-in-failed');
  pass(5 * MINUTE);
  expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
});

it('one address alone spends no more than its five of the account', async () => {
  for (let n = 0; n < 4; n++) {
    await failTimes(10, { network: '203.0.113.1' });
    pass(MINUTE);
  }
  expect(locks.some(({ of }) => of === 'account')).toBe(false);
});

it('a device that signed in before gets in while strangers hold the account closed, for 90 days', async () => {
  const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  for (const days of [89, 89]) {
    pass(days * DAY);
    await attack(6);
    expect(await tried(PASSWORD, { network: HOME })).toBe('sign-in-failed');
    expect(await tried(PASSWORD, { network: '203.0.113.1', device })).toBe('signed-in');
  }
  pass(90 * DAY);
  await failTimes(5, { network: HOME });
  expect(await tried(PASSWORD, { network: HOME, device })).toBe('sign-in-failed');
});

it('the device has five tries of its own, is of use for its own account alone, and its token is not stored', async () => {
  const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  ok(await identity.createAccount({ username: 'clerk', displayName: '王敏', password: PASSWORD, roles: ['clerk'] }));
  await failTimes(5, { network: HOME }, 'clerk');
  expect(await tried(PASSWORD, { network: HOME, device }, 'clerk')).toBe('sign-in-failed');
  await failTimes(5, { network: HOME, device });
  expect(await identity.signIn('head', PASSWORD, { network: HOME, device })).toMatchObject({
    code: 'sign-in-limited',
    retryAfterSeconds: 900,
  });
  expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
  expect(database.serialize().toString('latin1')).not.toContain(device);
});

it('the devices of one account at one address have ten tries together, and elsewhere their own', async () => {
  const devices: string[] = [];
  for (let n = 0; n < 3; n++) devices.push(ok(await identity.signIn('head', PASSWORD, { network: HOME })).device);
  const [one, two, three] = devices as [string, string, string];
  for (const device of [one, two]) await failTimes(5, { network: '203.0.113.1', device });
  expect(await tried(PASSWORD, { network: '203.0.113.1', device: three })).toBe('sign-in-limited');
  expect(await tried(PASSWORD, { network: HOME, device: three })).toBe('signed-in');
});

it('one account with ten devices does not keep strangers from their turn', async () => {
  const devices: string[] = [];
  for (let n = 0; n < 10; n++) devices.push(ok(await identity.signIn('head', PASSWORD, { network: HOME })).device);
  ok(await identity.createAccount({ username: 'clerk', displayName: '王敏', password: PASSWORD, roles: ['clerk'] }));
  const row = devices.map((device) => tried('wrong', { network: HOME, device }));
  const other = tried(PASSWORD, { network: HOME }, 'clerk');
  expect((await Promise.all(row)).sort()).toEqual([...Array<string>(8).fill('sign-in-busy'), 'sign-in-failed', 'sign-in-failed']);
  expect(await other).toBe('signed-in');
});

it('a device that is closed costs no hash', async () => {
  const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  await failTimes(5, { device });
  const flood = Array.from({ length: 120 }, () => tried('wrong', { device }));
  expect(new Set(await Promise.all(flood))).toEqual(new Set(['sign-in-limited']));
});

it('keeps the ten devices last used', async () => {
  for (let n = 0; n < 12; n++) {
    pass(1);
    ok(await identity.signIn('head', PASSWORD, { network: HOME, device: 'x'.repeat(43) }));
  }
  expect(rows('identity_devices')).toBe(10);
});

it('ten failures a minute are all that an address has, whatever names it makes up; nobody else feels it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, n) => identity.signIn(`nobody-${n}`, 'x', { network: '203.0.113.9' })),
  );
  const hashed = answers.filter((answer) => isRejection(answer) && answer.code === 'sign-in-failed');
  expect(hashed.length).toBeLessThanOrEqual(11);
  expect(await tried(PASSWORD, { network: '203.0.113.9' })).toBe('sign-in-limited');
  expect(await identity.signIn('head', PASSWORD, { network: '203.0.113.9' })).toMatchObject({ retryAfterSeconds: 60 });
  expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
  pass(MINUTE);
  expect(await tried(PASSWORD, { network: '203.0.113.9' })).toBe('signed-in');
});

it('a flood from many addresses leaves places for a device that is known', async () => {
  const { device } = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  const flood = Array.from({ length: 120 }, (_, n) => identity.signIn(`nobody-${n}`, 'x', { network: `203.0.113.${n}` }));
  expect([await tried(PASSWORD, { network: '192.0.2.1' }), await tried(PASSWORD, { device })]).toEqual([
    'sign-in-busy',
    'signed-in',
  ]);
  await Promise.all(flood);
});

it('counts for made-up names as for others, without keeping what was typed, and forgets what is over', async () => {
  const made = await failTimes(12, { network: '203.0.113.1' }, 'violet-tractor');
  const real = await failTimes(12, { network: '203.0.113.2' });
  expect(made).toEqual(real);
  expect(database.serialize().toString('latin1')).not.toContain('violet');
  expect(rows('identity_failures')).toBe(6);
  pass(16 * MINUTE);
  await failTimes(1, { network: HOME });
  expect(rows('identity_failures')).toBe(3);
});

it('right passwords cost nothing', async () => {
  for (let n = 0; n < 15; n++) expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
  expect(rows('identity_failures')).toBe(0);
});

it('a lock at the door does not keep its owner from changing the password, nor the other way round', async () => {
  const { token } = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  for (let n = 0; n < 5; n++) await identity.changePassword(token, `guess ${n}`, 'chosen by the owner alone');
  expect(await tried(PASSWORD, { network: HOME })).toBe('signed-in');
  ok(await identity.setPassword('head', PASSWORD));
  const again = ok(await identity.signIn('head', PASSWORD, { network: HOME }));
  await attack(6);
  ok(await identity.changePassword(again.token, PASSWORD, 'chosen by the owner alone'));
  expect(identity.authenticate(again.token)?.id).toBe(head.id);
  expect(await tried('chosen by the owner alone', { network: '203.0.113.1' })).toBe('signed-in');
});
