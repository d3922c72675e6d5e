import { Database } from '#event-store';
import { createIdentity, type Identity } from '#identity';
import { isRejection, type Instant } from '#kernel';
import { DEMO_PASSWORD, DEMO_USERNAMES, openDemoAccounts } from '#demo';
import { firstAccounts } from './first-accounts.js';

const clock = { now: () => 1_772_416_800_000 as Instant };
let identity: Identity;
let said: string[];
const log = { info: (line: string) => void said.push(line), warn: () => undefined, error: () => undefined };

beforeEach(() => {
  identity = createIdentity({ database: new Database(':memory:'), clock });
  said = [];
});

const start = (demo: boolean, isEmpty = true) =>
  firstAccounts(identity, { settings: { demo, initialPasswordDays: 7 }, isEmpty, log });
const open = (): string[] =>
  identity
    .listAccounts()
    .filter(({ disabled }) => !disabled)
    .map(({ username }) => username);
const told = (): string[][] =>
  said.flatMap((line) => {
    const [, username = '', password = ''] = /^Administrator (\S+), password (\S+) \(shown only now\)/.exec(line) ?? [];
    return username === '' ? [] : [[username, password]];
  });

test('an office begins with two administrators, each with a password for one sign-in', async () => {
  expect(await start(false)).toBeUndefined();
  expect(open()).toEqual(['admin', 'admin2']);
  for (const [username = '', password = ''] of told()) {
    expect(await identity.signIn(username, password)).toMatchObject({ account: { roles: ['admin'], mustChangePassword: true } });
    expect(await identity.signIn(username, password)).toMatchObject({ code: 'sign-in-password-over' });
  }
  said = [];
  await start(false);
  expect([open(), said]).toEqual([['admin', 'admin2'], []]);
});

test('a log without accounts begins with two administrators too, and without a demonstration', async () => {
  expect(await start(true, false)).toBeUndefined();
  expect(open()).toEqual(['admin', 'admin2']);
});

test('with DEMO=0 a demonstration is over: its accounts are closed, and two administrators made', async () => {
  expect(await start(true)).toHaveLength(DEMO_USERNAMES.length);
  expect(openDemoAccounts(identity)).toHaveLength(DEMO_USERNAMES.length);
  expect(await start(false)).toBeUndefined();
  expect(open()).toEqual(['admin2', 'admin3']);
  expect(told().map(([username]) => username)).toEqual(['admin2', 'admin3']);
  expect(said.at(-1)).toMatch(/^DEMO=0: 12 accounts of the demonstration are closed/);
  expect(await identity.signIn('admin', DEMO_PASSWORD)).toMatchObject({ code: 'account-disabled' });
  said = [];
  await start(false);
  await start(true, false);
  expect([open(), said, openDemoAccounts(identity)]).toEqual([['admin2', 'admin3'], [], []]);
});

test('cut short between the two, it is taken up again', async () => {
  await start(true);
  await identity.createAccount({ username: 'wang', displayName: '王', password: 'a river of red ink', roles: ['admin'] });
  await start(false);
  expect([open(), told()]).toEqual([['wang'], []]);
});

test('an office whose accounts are named like those of a demonstration keeps them', async () => {
  for (const username of ['admin', 'clerk', 'head', 'reviewer']) {
    const password = 'a river of red ink';
    const made = await identity.createAccount({ username, displayName: username, password, roles: ['admin'] });
    expect(isRejection(made)).toBe(false);
  }
  await start(false);
  expect(open()).toEqual(['admin', 'clerk', 'head', 'reviewer']);
});
