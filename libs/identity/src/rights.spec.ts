import { Database } from '#event-store';
import { type Instant, instant, isRejection, type Rejection } from '#kernel';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { openIdentity, type Identity, type NewAccount } from './index.js';

const PASSWORD = 'correct horse battery';
const CLERK: NewAccount = { username: 'wang.li', displayName: '王丽', password: PASSWORD, roles: ['clerk'] };
const HEAD: NewAccount = { username: 'zhou.tao', displayName: '周涛', password: PASSWORD, roles: ['head'] };

let folder: string;
let identity: Identity | undefined;
let takenIn: number;

const file = (): string => join(folder, 'identity.sqlite');
const record = (): string => join(folder, 'security-log', 'rights.jsonl');
const now: Instant = instant('2026-03-02T09:00:00+08:00');

function open(): Identity {
  takenIn = 0;
  return (identity = openIdentity({ file: file(), clock: { now: () => now }, onTakenIn: (count) => void (takenIn = count) }));
}
function close(): void {
  identity?.close();
  identity = undefined;
}
function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}
function tamper(sql: string): void {
  const database = new Database(file());
  database.exec(sql);
  database.close();
}
const lines = (): { what: string; on: string; name: string; rights: object }[] =>
  readFileSync(record(), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text) as { what: string; on: string; name: string; rights: object });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rights-'));
  open();
  ok(await identity!.createAccount(CLERK, { by: { account: 'a1', name: 'admin', from: '203.0.113.7' } }));
  ok(await identity!.createAccount(HEAD));
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

it('has a line for every change of rights, with whose doing it was', async () => {
  const by = { account: 'a1', name: 'admin' };
  ok(identity!.setRoles('wang.li', ['clerk', 'reviewer'], by));
  ok(identity!.setDisabled('wang.li', true, by));
  ok(identity!.setDisabled('wang.li', false, by));
  ok(await identity!.setPassword('wang.li', 'another long secret'));
  expect(lines().map(({ what, on, name }) => [what, on, name])).toEqual([
    ['account-made', 'wang.li', 'admin'],
    ['account-made', 'zhou.tao', 'the program'],
    ['roles-changed', 'wang.li', 'admin'],
    ['account-closed', 'wang.li', 'admin'],
    ['account-reopened', 'wang.li', 'admin'],
    ['password-changed', 'wang.li', 'the program'],
  ]);
  expect(lines()[2]).toMatchObject({ rights: { roles: ['clerk', 'reviewer'], closed: false } });
  const text = readFileSync(record(), 'utf8');
  expect(text).not.toContain('argon2');
  expect(text).not.toContain(PASSWORD);
});

it('opens again on what it has written itself', () => {
  ok(identity!.setRoles('wang.li', ['head']));
  close();
  expect(open().findAccount('wang.li')?.roles).toEqual(['head']);
  expect(takenIn).toBe(0);
});

it('takes in accounts from before there was a record, once', () => {
  close();
  rmSync(join(folder, 'security-log'), { recursive: true });
  tamper('DROP TABLE identity_rights');
  open();
  expect(takenIn).toBe(2);
  expect(lines().map(({ what, on }) => [what, on])).toEqual([
    ['account-taken-in', 'wang.li'],
    ['account-taken-in', 'zhou.tao'],
  ]);
  close();
  open();
  expect(takenIn).toBe(0);
});

describe('refuses to open, and says why in one line, when', () => {
  const damage = (said: RegExp): void => {
    let fault: unknown;
    try {
      open();
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toMatchObject({ name: 'DamageError', message: expect.stringMatching(said) });
    expect((fault as Error).message).not.toContain('\n');
  };

  it.each<[string, string, RegExp]>([
    [
      'a role was given in the table',
      `UPDATE identity_accounts SET roles = '["admin"]' WHERE username = 'wang.li'`,
      /wang\.li has roles, the record of rights another: \["admin"\] is not \["clerk"\]$/,
    ],
    [
      'a closed account was opened in it',
      `UPDATE identity_accounts SET disabled = 1 WHERE username = 'wang.li'`,
      /wang\.li has closed/,
    ],
    [
      'a password was put into it',
      `UPDATE identity_accounts SET password_hash = '$argon2id$x'`,
      /has password, the record of rights another: it was replaced by another hand$/,
    ],
    [
      'an account was put into it',
      `INSERT INTO identity_accounts SELECT 'x', 'intruder', 'x', '["admin"]', NULL, password_hash, 0, 0, 0, 0 FROM identity_accounts LIMIT 1`,
      /intruder is in no line/,
    ],
    [
      'an account was taken out of it',
      `DELETE FROM identity_accounts WHERE username = 'zhou.tao'`,
      /zhou\.tao of the record of rights is missing/,
    ],
    ['the number of its last line was changed', 'UPDATE identity_rights SET last_line = 0', /knows of 0 changes of rights/],
  ])('%s', (_, sql, said) => {
    close();
    tamper(sql);
    damage(said);
    const told = readFileSync(join(folder, 'security-log', '2026-03.jsonl'), 'utf8');
    expect(told).toContain('"code":"rights-differ"');
  });

  it('the tail of the record was cut off', () => {
    close();
    const texts = readFileSync(record(), 'utf8').split('\n');
    writeFileSync(record(), `${texts[0]}\n`);
    damage(/knows of 2 changes of rights, rights\.jsonl beside it of 1/);
  });

  it('the record is gone', () => {
    close();
    rmSync(join(folder, 'security-log'), { recursive: true });
    damage(/of 0/);
  });

  it('the accounts are gone', () => {
    close();
    rmSync(file());
    damage(/knows of 0 changes of rights/);
  });

  it('an earlier copy of the accounts was put back', () => {
    close();
    cpSync(file(), join(folder, 'copy'));
    ok(open().setRoles('wang.li', ['reviewer']));
    ok(identity!.setRoles('wang.li', ['clerk']));
    close();
    cpSync(join(folder, 'copy'), file());
    damage(/knows of 2 changes of rights, rights\.jsonl beside it of 4/);
  });
});

describe('of a second factor it knows the digest, and', () => {
  const shows = (secret: string): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: now });
  let secret: string;
  let recoveryCodes: readonly string[];

  beforeEach(async () => {
    const { token, account } = ok(await identity!.signIn('zhou.tao', PASSWORD));
    ({ secret } = ok(await identity!.secondFactors.begin(account, { password: PASSWORD })));
    ({ recoveryCodes } = ok(identity!.secondFactors.confirm(account, token, shows(secret))));
  });

  it('opens again after every change that the program made itself', async () => {
    const { token, account } = ok(await identity!.signIn('zhou.tao', PASSWORD, {}, recoveryCodes[0]));
    const proof = (n: number) => ({ password: PASSWORD, code: recoveryCodes[n] ?? '' });
    const made = ok(await identity!.secondFactors.renewCodes(account, proof(1))).recoveryCodes;
    close();
    open();
    ok(await identity!.secondFactors.remove(account, { password: PASSWORD, code: made[0] ?? '' }));
    const begun = ok(await identity!.secondFactors.begin(account, { password: PASSWORD }));
    ok(identity!.secondFactors.confirm(account, token, shows(begun.secret)));
    ok(identity!.secondFactors.reset('zhou.tao', { name: 'admin' }));
    close();
    open();
    const later = lines().slice(2);
    expect(later.map(({ what, on, name }) => [what, on, name])).toEqual([
      ['second-factor-set', 'zhou.tao', 'the program'],
      ['recovery-code-used', 'zhou.tao', 'zhou.tao'],
      ['recovery-code-used', 'zhou.tao', 'the program'],
      ['recovery-codes-made', 'zhou.tao', 'the program'],
      ['recovery-code-used', 'zhou.tao', 'the program'],
      ['second-factor-removed', 'zhou.tao', 'the program'],
      ['second-factor-set', 'zhou.tao', 'the program'],
      ['second-factor-reset', 'zhou.tao', 'admin'],
    ]);
    const text = readFileSync(record(), 'utf8');
    for (const one of [secret, begun.secret, ...recoveryCodes, ...made]) expect(text).not.toContain(one);
  });

  it.each<[string, string, string?]>([
    ['was taken out of the table', 'DELETE FROM identity_second_factors', 'there is none, and one is on record'],
    ['got another secret', "UPDATE identity_second_factors SET secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'"],
    ['got a recovery code', "INSERT INTO identity_recovery_codes SELECT account_id, 'x' FROM identity_second_factors"],
    [
      'was put into the table',
      "INSERT INTO identity_second_factors SELECT id, 'GEZDGNBV', 0, 0 FROM identity_accounts WHERE username = 'wang.li'",
      'there is one, and none is on record',
    ],
  ])('refuses to open where one %s', (_, sql, said = 'its secret or its recovery codes were replaced by another hand') => {
    close();
    tamper(sql);
    expect(open).toThrow(`has secondFactor, the record of rights another: ${said}`);
  });

  it('gives its line back where the session cannot begin, and then the recovery code is still good', async () => {
    const signIn = () => identity!.signIn('zhou.tao', PASSWORD, {}, recoveryCodes[0]);
    close();
    tamper("CREATE TRIGGER full BEFORE INSERT ON identity_sessions BEGIN SELECT RAISE(ABORT, 'no room'); END");
    open();
    for (let n = 0; n < 2; n += 1) await expect(signIn()).rejects.toMatchObject({ message: 'no room' });
    close();
    tamper('DROP TRIGGER full');
    open();
    ok(await signIn());
    close();
    open();
  });
});

it('opens what was written before there were second factors', () => {
  close();
  for (const name of ['second_factors', 'begun_factors', 'recovery_codes']) tamper(`DROP TABLE identity_${name}`);
  expect(readFileSync(record(), 'utf8')).not.toContain('secondFactor');
  expect(open().listAccounts()).toHaveLength(2);
  expect([takenIn, lines().length]).toEqual([0, 2]);
});

/** The program ended between the line and the commit. */
describe('a last line that the table never came to', () => {
  const ahead = (change: object): void => {
    const last = JSON.parse(readFileSync(record(), 'utf8').split('\n')[0] ?? '') as { rights: object };
    appendFileSync(record(), `${JSON.stringify({ ...last, ...change, n: 3 })}\n`);
  };

  it('gives nobody rights: nobody was told that they have them', () => {
    close();
    const { rights } = lines()[0]!;
    ahead({ what: 'roles-changed', rights: { ...rights, roles: ['admin'] } });
    expect(open().findAccount('wang.li')?.roles).toEqual(['clerk']);
    expect(lines().at(-1)).toMatchObject({ what: 'change-not-carried-out', rights: { roles: ['clerk'] } });
    close();
    open();
  });

  it.each<[string, string]>([
    ['its own account', "UPDATE identity_accounts SET roles = '[\"admin\"]' WHERE username = 'wang.li'"],
    ['another account', "UPDATE identity_accounts SET roles = '[\"admin\"]' WHERE username = 'zhou.tao'"],
  ])('does not cover what another hand did to %s', (_, sql) => {
    close();
    ahead({ what: 'account-changed' });
    tamper(sql);
    for (let n = 0; n < 2; n += 1) expect(open).toThrow(/has roles, the record of rights another/);
    expect(lines()).toHaveLength(3);
  });

  it('does not give what both it and the table were made to say', () => {
    close();
    ahead({ what: 'roles-changed', rights: { ...lines()[0]!.rights, roles: ['admin'] } });
    tamper("UPDATE identity_accounts SET roles = '[\"admin\"]' WHERE username = 'wang.li'");
    expect(open).toThrow(/has roles/);
  });

  it('of an account that was not made is taken back', () => {
    close();
    ahead({ what: 'account-made', id: 'never', rights: { ...lines()[0]!.rights, id: 'never', username: 'never' } });
    expect(open().findAccount('never')).toBeUndefined();
    expect(lines().at(-1)).toMatchObject({ what: 'change-not-carried-out', id: 'never', rights: null });
    close();
    open();
  });
});

it('takes its line back when the table cannot be changed, as often as that may be', () => {
  close();
  tamper("CREATE TRIGGER full BEFORE INSERT ON identity_rights BEGIN SELECT RAISE(ABORT, 'no room'); END");
  open();
  for (let n = 0; n < 3; n += 1) expect(() => identity!.setRoles('wang.li', ['head'])).toThrow('no room');
  expect(identity!.findAccount('wang.li')?.roles).toEqual(['clerk']);
  close();
  tamper('DROP TRIGGER full');
  ok(open().setRoles('zhou.tao', ['head', 'reviewer']));
  close();
  expect(
    open()
      .listAccounts()
      .map(({ roles }) => roles),
  ).toEqual([['clerk'], ['head', 'reviewer']]);
});
