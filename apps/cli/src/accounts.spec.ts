import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#engine';
import { openIdentity, type Identity } from '#identity';
import { isRejection, type Rejection } from '#kernel';
import { Secret, TOTP } from 'otpauth';
import { runCli } from './cli.js';

const PASSWORD = 'correct horse battery';

let folder: string;
const clock = systemClock();
const open = (): Identity => openIdentity({ file: join(folder, 'identity.sqlite'), clock });
function ok<T extends object>(result: T | Rejection): T {
  if (isRejection(result)) throw new Error(`rejected: ${result.code}`);
  return result;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'one-window-accounts-'));
  const identity = open();
  ok(await identity.createAccount({ username: 'admin', displayName: '管理员', password: PASSWORD, roles: ['admin'] }));
  const { account, token } = ok(await identity.signIn('admin', PASSWORD));
  const { secret } = ok(await identity.secondFactors.begin(account, { password: PASSWORD }));
  const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() });
  ok(identity.secondFactors.confirm(account, token, code));
  identity.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await runCli(['accounts', ...args], {
    dataFolder: folder,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
  });
  return { status, ...written };
}

test('whoever holds the data folder resets the second factor of a device that is lost, and the record of rights tells it', async () => {
  expect((await run('list')).out).toBe('admin\t管理员\tadmin\tsecond factor\n');
  const { status, out } = await run('reset-second-factor', 'admin');
  expect([status, out]).toEqual([0, expect.stringMatching(/^admin has no second factor any more/)]);
  expect((await run('list')).out).toBe('admin\t管理员\tadmin\n');
  const identity = open();
  ok(await identity.signIn('admin', PASSWORD));
  identity.close();
});

test('a new password leaves the second factor where it is', async () => {
  const { out } = await run('reset', 'admin');
  const [, password = ''] = /password (\S+)/.exec(out) ?? [];
  const identity = open();
  expect(await identity.signIn('admin', password)).toMatchObject({ code: 'second-factor-required' });
  identity.close();
});

test('an account that is closed gets no password: it would sign nobody in', async () => {
  const identity = open();
  ok(await identity.createAccount({ username: 'clerk', displayName: '王五', password: PASSWORD, roles: ['clerk'] }));
  ok(identity.setDisabled('clerk', true));
  identity.close();
  expect(await run('reset', 'Clerk')).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringMatching(/^Clerk is closed.*reopen.*accounts -- administrator USERNAME\n$/),
  });
  const again = open();
  expect(await again.signIn('clerk', PASSWORD)).toMatchObject({ code: 'account-disabled' });
  again.close();
});

test('what cannot be done is told in one line, with exit status 2', async () => {
  await run('reset-second-factor', 'admin');
  expect(await run('reset-second-factor', 'admin')).toMatchObject({ status: 2, out: '', err: 'admin has no second factor\n' });
  expect(await run('reset-second-factor', 'nobody')).toMatchObject({ status: 2, err: 'There is no such account.\n' });
  for (const args of [['reset-second-factor'], ['remove-second-factor', 'admin'], []])
    expect(await run(...args)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^usage: .*reset-second-factor USERNAME\n$/),
    });
});
