import { SimulatedClock } from '#engine';
import type { Account, Approval } from '#identity';
import { isRejection, type Instant, type Role } from '#kernel';
import type { Line, LogPage } from '#security-log';
import { Secret, TOTP } from 'otpauth';
import type { Answer } from './http-client.js';
import { PASSWORD } from './people.js';
import { Caller, openWorld, shanghai, type World } from './world.js';

const ME = '/api/me/second-factor';
const OWN = 'violet tractor over the river';

interface SignedIn {
  readonly token: string;
  readonly account: Account;
}
interface Problem {
  readonly code: string;
  readonly allowed?: readonly string[];
}

let clock: SimulatedClock;
let world: World;

async function openOffice(env: Readonly<Record<string, string>> = {}, dataDir?: string): Promise<void> {
  const more = dataDir === undefined ? {} : { dataDir };
  world = await openWorld({ at: '2026-03-02T10:00', clocks: () => clock, env, ...more });
}
async function close(): Promise<void> {
  await world.server.close();
  await world.host.close();
}
beforeEach(() => void (clock = new SimulatedClock(shanghai('2026-03-02T10:00'))));
afterEach(() => world.close());

const pass = (seconds: number): void => clock.set((clock.now() + seconds * 1000) as Instant);
const shows = (secret: string): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.now() });
const signIn = (username: string, code?: string, password = PASSWORD): Promise<Answer<SignedIn & Problem>> =>
  world.anybody.post('/api/sessions', { username, password, ...(code === undefined ? {} : { code }) });
const remove = (who: Caller, body: object): Promise<Answer> => who.send('DELETE', ME, JSON.stringify(body));

async function signedIn(username: string, code?: string, password?: string): Promise<Caller> {
  const { status, body } = await signIn(username, code, password);
  expect([status, body.code]).toEqual([201, undefined]);
  return new Caller(world.anybody.url, body.token, body.account);
}
async function somebody(username: string, roles: readonly Role[]): Promise<Caller> {
  const made = await world.host.identity.createAccount({ username, displayName: username, password: PASSWORD, roles });
  if (isRejection(made)) throw new Error(made.en);
  return signedIn(username);
}
async function setUp(who: Caller): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const { secret } = (await who.post<{ secret: string }>(ME, { password: PASSWORD })).body;
  const { status, body } = await who.post<{ recoveryCodes: string[] }>(`${ME}/confirm`, { code: shows(secret) });
  expect(status).toBe(200);
  pass(60);
  return { secret, ...body };
}
const told = async (what: string): Promise<(readonly unknown[])[]> => {
  const { body } = await (await world.as('supervisor')).get<LogPage>('/api/security-log', { size: 100, what });
  return body.items.map(({ outcome, name, on, code }: Line) => [outcome, name, on, code]);
};

describe('a second factor', () => {
  beforeEach(() => openOffice());

  it('is begun with the password, confirmed with a code, and asked for from then on', async () => {
    const [clerk, other] = [await world.as('clerk'), await signedIn('clerk')];
    expect((await clerk.get(ME)).body).toEqual({ set: false, obligatory: false, recoveryCodesLeft: 0 });
    expect(await clerk.post(ME, { password: 'wrong' })).toMatchObject({
      status: 403,
      body: { code: 'password-wrong', field: 'password' },
    });
    expect(await clerk.post(`${ME}/confirm`, { code: '123456' })).toMatchObject({
      status: 409,
      body: { code: 'second-factor-not-begun' },
    });

    const begun = await clerk.post<{ secret: string; uri: string }>(ME, { password: PASSWORD });
    expect([begun.status, begun.body]).toMatchObject([201, { validUntil: '2026-03-02T10:10:00+08:00' }]);
    const { secret, uri } = begun.body;
    expect(decodeURIComponent(uri)).toContain(`otpauth://totp/一窗一网:clerk?issuer=一窗一网&secret=${secret}`);
    expect((await signIn('clerk')).status).toBe(201);
    const confirm = (code: string) => clerk.post<{ recoveryCodes: string[] }>(`${ME}/confirm`, { code });
    expect(await confirm('x')).toMatchObject({ status: 403, body: { code: 'second-factor-wrong', field: 'code' } });
    const { status, body } = await confirm(shows(secret));
    expect([status, body.recoveryCodes.length]).toEqual([200, 10]);
    expect([(await clerk.get('/api/me')).body, (await other.get('/api/me')).status]).toMatchObject([{ secondFactor: true }, 401]);
    expect((await clerk.get(ME)).body).toMatchObject({ set: true, since: '2026-03-02T10:00:00+08:00', recoveryCodesLeft: 10 });

    expect((await clerk.delete('/api/sessions/current')).status).toBe(204);
    pass(60);
    const required = await signIn('clerk');
    expect(required).toMatchObject({ status: 401, body: { code: 'second-factor-required', field: 'code' } });
    expect(required.body.token).toBeUndefined();
    expect(await signIn('clerk', 'x')).toMatchObject({ status: 401, body: { code: 'second-factor-wrong', field: 'code' } });
    expect((await signIn('clerk', undefined, 'wrong')).body.code).toBe('sign-in-failed');
    const code = shows(secret);
    expect((await signIn('clerk', code)).status).toBe(201);
    expect((await signIn('clerk', code)).body.code).toBe('second-factor-wrong');
    const [recovery = ''] = body.recoveryCodes;
    expect((await signIn('clerk', recovery.toUpperCase().replaceAll('-', ' '))).status).toBe(201);
    expect((await signIn('clerk', recovery)).body.code).toBe('second-factor-wrong');

    expect(await told('second-factor-set')).toEqual([['success', 'clerk', 'clerk', undefined]]);
    expect(await told('recovery-code-used')).toEqual([['success', 'clerk', 'clerk', undefined]]);
    const failures = (await told('sign-in')).filter(([outcome]) => outcome === 'failure').map(([, name, , why]) => [name, why]);
    expect(failures.reverse()).toEqual([
      ['clerk', 'second-factor-required'],
      ['clerk', 'second-factor-wrong'],
      ['clerk', 'sign-in-failed'],
      ['clerk', 'second-factor-wrong'],
      ['clerk', 'second-factor-wrong'],
    ]);
  });

  it('is not guessed by who knows the password', async () => {
    const { secret } = await setUp(await world.as('clerk'));
    for (let n = 0; n < 5; n += 1) {
      expect((await signIn('clerk', 'x')).body.code).toBe('second-factor-wrong');
      expect((await signIn('clerk')).body.code).toBe(n < 4 ? 'second-factor-required' : 'sign-in-failed');
    }
    expect(await signIn('clerk', shows(secret))).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } });
    expect(await told('lock')).toEqual([['failure', undefined, 'clerk', 'account-at-address']]);
    pass(15 * 60);
    expect((await signIn('clerk', shows(secret))).status).toBe(201);
  });

  it('is removed, and its recovery codes are made anew, with password and code', async () => {
    const clerk = await world.as('clerk');
    expect(await remove(clerk, { password: PASSWORD, code: '123456' })).toMatchObject({
      status: 409,
      body: { code: 'second-factor-not-set' },
    });
    const { secret, recoveryCodes } = await setUp(clerk);
    const renewed = await clerk.post<{ recoveryCodes: string[] }>(`${ME}/recovery-codes`, {
      password: PASSWORD,
      code: shows(secret),
    });
    expect([renewed.status, renewed.body.recoveryCodes.length]).toEqual([201, 10]);
    expect((await signIn('clerk', recoveryCodes[0])).body.code).toBe('second-factor-wrong');
    expect(await remove(clerk, { password: PASSWORD })).toMatchObject({ status: 403, body: { code: 'second-factor-required' } });
    const { status, body } = await remove(clerk, { password: PASSWORD, code: renewed.body.recoveryCodes[0] });
    expect([status, (body as Account).secondFactor]).toEqual([200, undefined]);
    await signedIn('clerk');
    expect(await told('recovery-codes-made')).toHaveLength(1);
    expect(await told('second-factor-removed')).toEqual([['success', 'clerk', 'clerk', undefined]]);
  });

  it('is named where it is no text of one line', async () => {
    const clerk = await world.as('clerk');
    for (const [method, path, content] of [
      ['POST', '/api/sessions', { username: 'clerk', password: PASSWORD, code: '' }],
      ['POST', '/api/sessions', { username: 'clerk', password: PASSWORD, code: 287082 }],
      ['POST', '/api/sessions', { username: 'clerk', password: PASSWORD, code: null }],
      ['POST', ME, { password: PASSWORD, code: 'x'.repeat(41) }],
      ['POST', `${ME}/confirm`, {}],
      ['POST', `${ME}/recovery-codes`, { password: PASSWORD, code: [] }],
      ['DELETE', ME, { password: PASSWORD, code: ' ' }],
    ] as const)
      expect(await clerk.send(method, path, JSON.stringify(content))).toMatchObject({
        status: 400,
        body: { code: 'input-invalid', field: 'code' },
      });
  });

  it('outlives a restart, and the record of rights agrees with it', async () => {
    const clerk = await world.as('clerk');
    const { recoveryCodes } = await setUp(clerk);
    const { dataDir } = world;
    await close();
    await openOffice({}, dataDir);
    expect((await signIn('clerk')).body.code).toBe('second-factor-required');
    await signedIn('clerk', recoveryCodes[0]);
  });
});

describe('where staff have to have one', () => {
  beforeEach(() => openOffice({ SECOND_FACTOR: 'staff' }));

  it('nothing else works before it is set; then it is not removed', async () => {
    const clerk = await world.as('clerk');
    expect((await clerk.get('/api/me')).body).toMatchObject({ mustSetSecondFactor: true });
    const due = await clerk.get<Problem>('/api/queue');
    expect(due).toMatchObject({ status: 403, body: { code: 'second-factor-due' } });
    expect(due.body.allowed).toContain('POST /api/me/second-factor');
    for (const closed of ['/api/me/sessions', '/api/cases'])
      expect((await clerk.get<Problem>(closed)).body.code).toBe('second-factor-due');
    expect((await clerk.get(ME)).body).toMatchObject({ set: false, obligatory: true });
    const { secret } = await setUp(clerk);
    expect((await clerk.get('/api/queue')).status).toBe(200);
    expect((await clerk.get<Account>('/api/me')).body.mustSetSecondFactor).toBeUndefined();
    const refused = await remove(clerk, { password: PASSWORD, code: shows(secret) });
    expect(refused).toMatchObject({ status: 403, body: { code: 'second-factor-obligatory' } });
  });

  it('applicants need none', async () => {
    const applicant = await world.as('applicant');
    expect((await applicant.get('/api/cases')).status).toBe(200);
    expect((await applicant.get(ME)).body).toMatchObject({ obligatory: false });
  });

  it('an initial password is changed first', async () => {
    const admin = await world.as('admin');
    await setUp(admin);
    const wanted = { username: 'zhang.san', displayName: '张三', roles: ['clerk'] };
    const { initialPassword } = (await admin.post<{ initialPassword: string }>('/api/accounts', wanted)).body;
    const zhang = await signedIn('zhang.san', undefined, initialPassword);
    expect((await zhang.post<Problem>(ME, { password: initialPassword })).body.code).toBe('password-change-due');
    expect((await zhang.put('/api/me/password', { old: initialPassword, password: OWN })).status).toBe(200);
    expect((await zhang.get<Problem>('/api/queue')).body.code).toBe('second-factor-due');
    expect((await zhang.post(ME, { password: OWN })).status).toBe(201);
  });

  it('one that was set before the setting is enough, and sessions that are open without one stop at it', async () => {
    const { dataDir } = world;
    await close();
    await openOffice({}, dataDir);
    const [clerk, head] = [await world.as('clerk'), await world.as('head')];
    await setUp(clerk);
    expect((await head.get('/api/queue')).status).toBe(200);
    await close();
    await openOffice({ SECOND_FACTOR: 'staff' }, dataDir);
    const again = ({ token = '', account }: Caller) => new Caller(world.anybody.url, token, account).get('/api/queue');
    expect([(await again(clerk)).status, (await again(head)).status]).toEqual([200, 403]);
  });
});

describe('a device that is lost', () => {
  let admin: Caller;
  beforeEach(async () => {
    await openOffice({ SECOND_ADMIN: 'on' });
    admin = await world.as('admin');
  });
  const reset = ({ account }: Pick<Caller, 'account'>, by = admin): Promise<Answer<Account & { approval: Approval } & Problem>> =>
    by.post(`/api/accounts/${account.id}/reset-second-factor`);

  it('of an account with power takes two administrators, neither of whom is its owner', async () => {
    const [second, third] = [await somebody('admin2', ['admin']), await somebody('admin3', ['admin'])];
    await setUp(second);
    const { status, body } = await reset(second);
    expect([status, body.approval]).toMatchObject([202, { command: 'ResetSecondFactor', what: { username: 'admin2' } }]);
    const approve = (who: Caller) => who.post<Problem>(`/api/approvals/${body.approval.id}/approve`);
    expect(await approve(second)).toMatchObject({ status: 403, body: { code: 'second-factor-own' } });
    expect(await approve(admin)).toMatchObject({ status: 403, body: { code: 'approval-own' } });
    expect((await second.get('/api/me')).status).toBe(200);
    expect(await approve(third)).toMatchObject({ status: 200, body: { state: 'done', outcome: { username: 'admin2' } } });
    expect((await second.get('/api/me')).status).toBe(401);
    expect((await signedIn('admin2')).account.secondFactor).toBeUndefined();
    expect(await told('second-factor-reset')).toEqual([['success', 'admin', 'admin2', undefined]]);
    expect(await reset(second)).toMatchObject({ status: 409, body: { code: 'second-factor-not-set' } });
    expect(await told('second-factor-reset')).toHaveLength(1);
  });

  it('is told at once where nobody could agree, with the way out', async () => {
    const second = await somebody('admin2', ['admin']);
    await setUp(second);
    expect(await reset(second)).toMatchObject({
      status: 409,
      body: {
        code: 'approval-nobody-left',
        allowed: ['npm run accounts -- reset-second-factor admin2', 'npm run accounts -- administrator USERNAME'],
      },
    });
    const third = await somebody('admin3', ['admin']);
    await admin.post(`/api/accounts/${third.account.id}/close`);
    expect((await reset(second)).body.code).toBe('approval-nobody-left');
    expect((await admin.get('/api/approvals')).body).toMatchObject({ total: 0 });
  });

  it('of a clerk takes one', async () => {
    const clerk = await world.as('clerk');
    expect(await reset(clerk)).toMatchObject({ status: 409, body: { code: 'second-factor-not-set' } });
    await setUp(clerk);
    expect((await reset(clerk)).status).toBe(200);
    expect((await clerk.get('/api/me')).status).toBe(401);
    await signedIn('clerk');
  });

  it('is never one’s own, and nobody’s but an administrator’s to reset', async () => {
    expect(await reset(admin)).toMatchObject({ status: 403, body: { code: 'second-factor-own' } });
    await setUp(admin);
    expect(await reset(admin)).toMatchObject({ status: 403, body: { code: 'second-factor-own' } });
    expect((await reset(admin, await world.as('head'))).status).toBe(403);
    expect(await reset({ account: { ...admin.account, id: 'nobody' } })).toMatchObject({
      status: 404,
      body: { code: 'account-unknown' },
    });
  });
});
