import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLaw, openEmbedded, systemClock } from '#engine';
import { Database } from '#event-store';
import { openIdentity } from '#identity';
import { isRejection } from '#kernel';
import { verify } from './verify.js';

let folder: string;
const fileIn = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'one-window-verify-'));
  await openEmbedded({ law: loadLaw(), clock: systemClock(), folder }).engine.close();
  const identity = openIdentity({ file: fileIn('identity.sqlite'), clock: systemClock() });
  const account = { username: 'clerk', displayName: '受理员', password: 'correct horse battery', roles: ['clerk'] as const };
  if (isRejection(await identity.createAccount(account))) throw new Error('no account');
  identity.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => (name.includes('.') ? `${name}: ${readFileSync(fileIn(name)).toString('base64')}` : name));

test('accounts that are as the record of rights has them are in order', async () => {
  expect((await verify(folder, [])).status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['identity.sqlite', 'one-window.sqlite', 'security-log']);
});

test.each<[what: string, spoil: () => void, said: RegExp]>([
  [
    'a role put in by another hand',
    () => {
      const database = new Database(fileIn('identity.sqlite'));
      database.exec(`UPDATE identity_accounts SET roles = '["admin"]'`);
      database.close();
    },
    /identity\.sqlite: the account clerk has roles, the record of rights another/,
  ],
  [
    'a record of rights that was cut',
    () => truncateSync(fileIn('security-log/rights.jsonl'), 0),
    /of 1 changes of rights, .* of 0/,
  ],
  ['one that is gone', () => unlinkSync(fileIn('security-log/rights.jsonl')), /of 1 changes of rights, .* of 0/],
])('%s is found as at the start, and nothing is written about it', async (_what, spoil, said) => {
  spoil();
  const before = kept();
  expect(await verify(folder, [])).toMatchObject({ status: 3, out: expect.stringMatching(said) as string });
  expect(kept()).toEqual(before);
});
