import { openSqliteStore } from '#event-store';
import { isRejection, type Instant } from '#kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentity, moveAccounts, openIdentity, type SignedIn } from './index.js';

const PASSWORD = 'correct horse battery';
const clock = { now: () => 1_772_416_800_000 as Instant };
let folder: string;
let events: ReturnType<typeof openSqliteStore>;
let session: SignedIn;

const file = (): string => join(folder, 'identity.sqlite');
const tables = (): unknown[] =>
  events.database.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'identity%'").pluck().all();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'move-accounts-'));
  events = openSqliteStore({ file: join(folder, 'one-window.sqlite') });
  const identity = createIdentity({ database: events.database, clock });
  const uscc = '91620102MA7ABCD12B';
  await identity.createAccount({ username: 'Wang.Li', displayName: '王丽', password: PASSWORD, roles: ['applicant'], uscc });
  await identity.createAccount({ username: 'head', displayName: '周涛', password: PASSWORD, roles: ['head', 'clerk'] });
  const signedIn = await identity.signIn('wang.li', PASSWORD);
  if (isRejection(signedIn)) throw new Error(signedIn.en);
  session = signedIn;
  identity.setDisabled('head', true);
  identity.close();
  // What came later never lay there.
  const later = ['initial_passwords', 'approvals', 'rights', 'failures', 'devices'];
  later.push('second_factors', 'begun_factors', 'recovery_codes');
  events.database.exec(later.map((name) => `DROP TABLE identity_${name};`).join(' '));
});

afterEach(async () => {
  await events.close();
  rmSync(folder, { recursive: true });
});

it('accounts and open sessions move to a file of their own, and leave nothing behind', async () => {
  expect(moveAccounts(events.database, file())).toBe(2);
  expect(tables()).toEqual([]);
  expect(moveAccounts(events.database, file())).toBe(0);
  const identity = openIdentity({ file: file(), clock });
  expect(identity.listAccounts()).toMatchObject([
    { username: 'head', roles: ['head', 'clerk'], disabled: true },
    { username: 'wang.li', displayName: '王丽', uscc: '91620102MA7ABCD12B', disabled: false },
  ]);
  expect(identity.authenticate(session.token)).toEqual(session.account);
  expect(await identity.signIn('wang.li', PASSWORD)).toMatchObject({ account: session.account });
  identity.close();
});

it('cut short before the removal, they are moved again without being doubled', () => {
  const both = (sql: (name: string) => string): void => {
    for (const name of ['accounts', 'sessions']) events.database.exec(sql(name));
  };
  both((name) => `CREATE TABLE kept_${name} AS SELECT * FROM identity_${name}`);
  moveAccounts(events.database, file());
  both((name) => `ALTER TABLE kept_${name} RENAME TO identity_${name}`);
  expect(moveAccounts(events.database, file())).toBe(2);
  expect(tables()).toEqual([]);
  const identity = openIdentity({ file: file(), clock });
  expect(identity.listAccounts()).toHaveLength(2);
  expect(identity.authenticate(session.token)).toEqual(session.account);
  identity.close();
});

it('a file of accounts belongs to one process', () => {
  const identity = openIdentity({ file: file(), clock });
  expect(() => openIdentity({ file: file(), clock })).toThrow(/identity\.sqlite is open in another process/);
  identity.close();
  openIdentity({ file: file(), clock }).close();
});
