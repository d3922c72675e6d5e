import { Database } from '#event-store';
import { instant, isRejection } from '#kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdentity, type Identity } from './index.js';

const clock = { now: () => instant('2026-03-02T09:00:00+08:00') };

let folder: string;
let database: InstanceType<typeof Database>;
let elsewhere: InstanceType<typeof Database>;
let identity: Identity;
let id: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'known-accounts-'));
  [database, elsewhere] = [new Database(join(folder, 'identity.db')), new Database(join(folder, 'identity.db'))];
  database.pragma('journal_mode = WAL');
  identity = createIdentity({ database, clock });
  const account = await identity.createAccount({
    ...{ username: 'wang.li', displayName: '王丽', password: 'correct horse battery', roles: ['reviewer'] },
  });
  if (isRejection(account)) throw new Error(account.en);
  ({ id } = account);
  expect(identity.findAccountById(id)).toMatchObject({ displayName: '王丽', roles: ['reviewer'] });
});

afterEach(() => {
  database.close();
  elsewhere.close();
  rmSync(folder, { recursive: true });
});

const rolesOf = (who: string) => identity.findAccountById(who)?.roles;

it('an account that was looked up before is seen as it was changed, here or by another process', () => {
  identity.setRoles('wang.li', ['clerk']);
  expect(rolesOf(id)).toEqual(['clerk']);
  createIdentity({ database: elsewhere, clock }).setRoles('wang.li', ['head']);
  expect(rolesOf(id)).toEqual(['head']);
});

it('what is read in the middle of a change that is undone is not kept', () => {
  database.exec('BEGIN');
  identity.setRoles('wang.li', ['admin']);
  expect(rolesOf(id)).toEqual(['admin']);
  database.exec('ROLLBACK');
  createIdentity({ database: elsewhere, clock }).setDisplayName('wang.li', '王莉');
  expect(identity.findAccountById(id)).toMatchObject({ displayName: '王莉', roles: ['reviewer'] });
});

it('nobody is known under an id that nobody has', () => {
  expect(rolesOf('nobody')).toBeUndefined();
});
