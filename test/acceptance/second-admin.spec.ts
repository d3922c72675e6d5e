import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '#event-store';
import type { Account, Approval } from '#identity';
import { isRejection } from '#kernel';
import type { Answer } from './http-client.js';
import { BODIES, PASSWORD } from './people.js';
import { Caller, openWorld, type World } from './world.js';

interface Waiting {
  readonly approval: Approval;
  readonly initialPassword?: string;
}

const DECIDER = { username: 'zhang.san', displayName: '张三', roles: ['decision-maker'] };
const TAKEOVER = {
  number: '212812050009',
  uscc: BODIES.river.uscc,
  holder: BODIES.river.name,
  issuedOn: '2021-01-04',
  validTo: '2027-01-03',
};

let world: World;
let admin: Caller;
let other: Caller;

beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00', env: { SECOND_ADMIN: 'on' } });
  admin = await world.as('admin');
  other = await signedIn('admin2', ['admin']);
});
afterEach(() => world.close());

async function signedIn(username: string, roles: readonly ('admin' | 'clerk')[]): Promise<Caller> {
  const made = await world.host.identity.createAccount({ username, displayName: username, password: PASSWORD, roles });
  if (isRejection(made)) throw new Error(made.en);
  const { body } = await world.anybody.post<{ token: string; account: Account }>('/api/sessions', {
    username,
    password: PASSWORD,
  });
  return new Caller(world.anybody.url, body.token, body.account);
}
const ask = (path: string, body: object, key?: string): Promise<Answer<Waiting>> =>
  admin.post(path, body, key === undefined ? {} : { key });
const approve = (who: Caller, { approval }: Waiting): Promise<Answer<Approval>> =>
  who.post(`/api/approvals/${approval.id}/approve`);
const turnDown = (who: Caller, { approval }: Waiting): Promise<Answer<Approval>> =>
  who.post(`/api/approvals/${approval.id}/turn-down`, { reason: '未见任命文件（示例）' });
const published = (): Promise<Answer> => world.anybody.get('/api/public/certificates/212812050009');

describe('an account with power', () => {
  it('waits for another administrator, and is made once', async () => {
    const { status, body } = await ask('/api/accounts', DECIDER);
    expect([status, body]).toMatchObject([
      202,
      { approval: { command: 'CreateAccount', what: DECIDER, requestedBy: admin.account.id, state: 'pending' } },
    ]);
    expect(world.host.identity.findAccount('zhang.san')).toBeUndefined();
    expect(await approve(admin, body)).toMatchObject({ status: 403, body: { code: 'approval-own' } });
    expect((await other.get('/api/approvals', { state: 'pending' })).body).toMatchObject({
      total: 1,
      items: [{ what: DECIDER }],
    });

    const done = await approve(other, body);
    const outcome = { username: 'zhang.san', roles: ['decision-maker'] };
    expect(done).toMatchObject({ status: 200, body: { state: 'done', decidedBy: other.account.id, outcome } });
    expect(await approve(other, body)).toMatchObject({ status: 409, body: { code: 'approval-settled' } });
    expect(world.host.identity.listAccounts().filter(({ username }) => username === 'zhang.san')).toHaveLength(1);
    const first = { username: 'zhang.san', password: body.initialPassword };
    expect(await world.anybody.post('/api/sessions', first)).toMatchObject({ body: { account: { mustChangePassword: true } } });
  });

  it('shows no hash of its password to anybody, and its password once', async () => {
    const { body } = await ask('/api/accounts', DECIDER);
    const shown = JSON.stringify((await other.get(`/api/approvals/${body.approval.id}`)).body);
    expect(shown).not.toContain('argon2');
    expect(shown).not.toContain(body.initialPassword);
    const again = await ask('/api/accounts', DECIDER);
    expect(again).toMatchObject({ status: 202, body: { approval: { id: body.approval.id } } });
    expect(again.body.initialPassword).toBeUndefined();
  });

  it('sent again under its key is the same request, before and after; under another content it is not', async () => {
    const key = randomUUID();
    const { body } = await ask('/api/accounts', DECIDER, key);
    expect(await ask('/api/accounts', DECIDER, key)).toMatchObject({ status: 202, body: { approval: { id: body.approval.id } } });
    await approve(other, body);
    const again = await ask('/api/accounts', DECIDER, key);
    expect(again).toMatchObject({ status: 201, body: { username: 'zhang.san', id: body.approval.id } });
    expect(again.body.initialPassword).toBeUndefined();
    expect(await ask('/api/accounts', { ...DECIDER, roles: ['head'] }, key)).toMatchObject({
      body: { code: 'idempotency-key-reused' },
    });
    expect(await ask('/api/accounts', DECIDER)).toMatchObject({ status: 409, body: { code: 'username-taken' } });
  });

  it('is not asked for where nobody else could agree', async () => {
    await admin.post(`/api/accounts/${other.account.id}/close`);
    const { account } = await world.as('head');
    const told = (way: readonly string[]) => ({ status: 409, body: { code: 'approval-nobody-left', allowed: way } });
    const administrator = 'npm run accounts -- administrator USERNAME';
    expect(await ask('/api/accounts', DECIDER)).toMatchObject(told([administrator]));
    expect(await ask('/api/certificates', TAKEOVER)).toMatchObject(told([administrator]));
    const reset = await admin.post(`/api/accounts/${account.id}/reset-password`, {});
    expect(reset).toMatchObject(told(['npm run accounts -- reset head', administrator]));
    expect((await admin.post(`/api/accounts/${other.account.id}/reopen`)).status).toBe(409);
  });

  it('asked for with another password is another request, and the key of the first is not good for it', async () => {
    const key = randomUUID();
    const [chosen, another] = ['violet tractor over the river', 'grey heron on the old bridge'];
    const withPassword = (password: string, under?: string) => ask('/api/accounts', { ...DECIDER, password }, under);
    const { body } = await withPassword(chosen, key);
    expect(await withPassword(another, key)).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect(await withPassword(chosen)).toMatchObject({ status: 202, body: { approval: { id: body.approval.id } } });
    const second = await withPassword(another);
    expect(second.body.approval.id).not.toBe(body.approval.id);
    expect((await approve(other, body)).status).toBe(200);
    expect(await withPassword(another, key)).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect(await withPassword(chosen, key)).toMatchObject({ status: 201, body: { username: 'zhang.san' } });
    expect((await world.anybody.post('/api/sessions', { username: 'zhang.san', password: chosen })).status).toBe(201);
  });

  it('shows no password that was never set to whoever sends a reset again', async () => {
    const [key, path] = [randomUUID(), `/api/accounts/${(await world.as('head')).account.id}/reset-password`];
    const first = await ask(path, {}, key);
    expect((await approve(other, first.body)).status).toBe(200);
    const again = await ask(path, {}, key);
    expect([again.status, again.body.initialPassword]).toEqual([200, undefined]);
    const given = { username: 'head', password: first.body.initialPassword };
    expect((await world.anybody.post('/api/sessions', given)).status).toBe(201);
  });

  it('is not what a clerk is: one administrator is enough', async () => {
    expect((await ask('/api/accounts', { ...DECIDER, roles: ['clerk', 'reviewer'] })).status).toBe(201);
  });

  it.each(['decision-maker', 'head', 'supervisor', 'admin'])('comes of the role %s', async (role) => {
    const clerk = await world.as('clerk');
    const path = `/api/accounts/${clerk.account.id}/roles`;
    expect((await admin.put(path, { roles: ['clerk', role] })).status).toBe(202);
    expect((await admin.put(path, { roles: ['reviewer'] })).status).toBe(200);
    expect((await clerk.get('/api/me')).body).toMatchObject({ roles: ['reviewer'] });
  });

  it('is neither opened again nor given a new password by one alone; it is closed by one alone', async () => {
    const { account } = await world.as('head');
    const path = `/api/accounts/${account.id}`;
    const reset = await admin.post<Waiting>(`${path}/reset-password`, {});
    expect(reset.status).toBe(202);
    expect((await (await world.as('head')).get('/api/me')).status).toBe(200);
    expect((await approve(other, reset.body)).status).toBe(200);
    expect((await (await world.as('head')).get('/api/me')).status).toBe(401);
    const first = { username: 'head', password: reset.body.initialPassword };
    expect((await world.anybody.post('/api/sessions', first)).status).toBe(201);
    expect((await admin.post(`${path}/close`)).status).toBe(200);
    const reopen = await admin.post<Waiting>(`${path}/reopen`);
    expect(reopen.status).toBe(202);
    expect(world.host.identity.findAccountById(account.id)?.disabled).toBe(true);
    await approve(other, reopen.body);
    expect(world.host.identity.findAccountById(account.id)?.disabled).toBe(false);
  });

  it('that was taken away a moment ago still takes two for the password', async () => {
    const path = `/api/accounts/${(await world.as('head')).account.id}`;
    expect((await admin.put(`${path}/roles`, { roles: ['clerk'] })).status).toBe(200);
    expect((await admin.post(`${path}/reset-password`, {})).status).toBe(202);
  });

  it('is asked for with what was reset before, and by whom', async () => {
    const path = `/api/accounts/${(await world.as('clerk')).account.id}`;
    expect((await admin.post(`${path}/reset-password`, {})).status).toBe(200);
    const asked = await admin.put<Waiting>(`${path}/roles`, { roles: ['head'] });
    const resets = [{ what: 'password-reset', by: 'admin' }];
    expect(asked).toMatchObject({ status: 202, body: { approval: { resets } } });
    expect((await other.get('/api/approvals')).body).toMatchObject({ items: [{ command: 'SetRoles', resets }] });
  });

  it('is refused at once where it could not be made', async () => {
    expect(await ask('/api/accounts', { ...DECIDER, username: 'admin' })).toMatchObject({ body: { code: 'username-taken' } });
    expect((await other.get('/api/approvals')).body).toMatchObject({ total: 0 });
  });

  it('is turned down by the rules where they have changed meanwhile', async () => {
    const { body } = await ask('/api/accounts', DECIDER);
    await signedIn('zhang.san', ['clerk']);
    expect(await approve(other, body)).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    const { body: failed } = await admin.get<Approval>(`/api/approvals/${body.approval.id}`);
    expect(failed).toMatchObject({ state: 'failed', outcome: { code: 'username-taken' } });
  });
});

describe('a takeover', () => {
  it('becomes a certificate with both people on record', async () => {
    const { status, body } = await ask('/api/certificates', TAKEOVER);
    expect(status).toBe(202);
    expect((await published()).status).toBe(404);
    expect((await approve(other, body)).body).toMatchObject({ state: 'done', outcome: { number: TAKEOVER.number, revision: 0 } });
    expect((await published()).status).toBe(200);
    const [event] = await world.host.engine.store.readStream(`certificate-${TAKEOVER.number}`);
    expect(event).toMatchObject({
      type: 'CertificateRegistered',
      actor: { id: admin.account.id, role: 'admin', approvedBy: other.account.id },
    });
  });

  it('sent again under its key is the same request, before and after', async () => {
    const key = randomUUID();
    const { body } = await ask('/api/certificates', TAKEOVER, key);
    expect((await ask('/api/certificates', TAKEOVER, key)).body).toMatchObject({ approval: { id: body.approval.id } });
    const changed = await ask('/api/certificates', { ...TAKEOVER, validTo: '2027-01-02' }, key);
    expect(changed).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    await Promise.all([approve(other, body), approve(other, body)]);
    expect(await ask('/api/certificates', TAKEOVER, key)).toMatchObject({ status: 201, body: { number: TAKEOVER.number } });
    expect(await world.host.engine.store.readStream(`certificate-${TAKEOVER.number}`)).toHaveLength(1);
  });

  it('is turned down with a reason, or withdrawn by who asked for it, and then never carried out', async () => {
    const { body } = await ask('/api/certificates', TAKEOVER);
    expect((await turnDown(other, body)).body).toMatchObject({ state: 'turned-down', reason: '未见任命文件（示例）' });
    expect(await approve(other, body)).toMatchObject({ status: 409, body: { code: 'approval-settled' } });
    const again = await ask('/api/certificates', TAKEOVER);
    expect((await turnDown(admin, again.body)).body).toMatchObject({ state: 'withdrawn' });
    expect((await published()).status).toBe(404);
  });

  it('is not carried out for somebody whose account was closed meanwhile', async () => {
    const { body } = await ask('/api/certificates', TAKEOVER);
    await other.post(`/api/accounts/${admin.account.id}/close`);
    expect(await approve(other, body)).toMatchObject({ status: 409, body: { code: 'approval-requester-gone' } });
    expect((await published()).status).toBe(404);
  });

  const startAgain = async (sql?: string) => {
    const { dataDir } = world;
    await world.server.close();
    await world.host.close();
    if (sql !== undefined) {
      const database = new Database(join(dataDir, 'identity.sqlite'));
      database.exec(sql);
      database.close();
    }
    world = await openWorld({ at: '2026-03-02T11:00', dataDir, env: { SECOND_ADMIN: 'on' } });
  };
  /** As it stood before the program knew what came of it. */
  const CUT_SHORT = "UPDATE identity_approvals SET state = 'approved', outcome = NULL";
  const given = async () =>
    (await world.host.securityLog.read({ what: 'approval-given', size: 10 })).items.map(({ on, name }) => [on, name]);

  it('agreed to just before the program ended is carried out at its next start', async () => {
    const { body } = await ask('/api/certificates', TAKEOVER);
    await approve(other, body);
    expect(await given()).toEqual([[body.approval.id, 'admin2']]);
    await startAgain(CUT_SHORT);
    expect(world.host.identity.approvals.find(body.approval.id)).toMatchObject({ state: 'done' });
    expect(await world.host.engine.store.readStream(`certificate-${TAKEOVER.number}`)).toHaveLength(1);
  });

  it('that only the table calls agreed to is not carried out by a start', async () => {
    const { body } = await ask('/api/certificates', TAKEOVER);
    world.host.identity.approvals.approve(body.approval.id, other.account);
    await startAgain();
    expect((await published()).status).toBe(404);
    expect(world.host.identity.approvals.find(body.approval.id)).toMatchObject({
      state: 'failed',
      outcome: { code: 'approval-not-on-record' },
    });
    const { items } = await world.host.securityLog.read({ what: 'start-finding', size: 1 });
    expect(items).toMatchObject([{ code: 'approval-not-on-record', on: body.approval.id }]);
  });

  it('that is another one than was agreed to is not carried out by a start', async () => {
    const { body } = await ask('/api/certificates', TAKEOVER);
    await approve(other, body);
    await startAgain(`${CUT_SHORT}, what = json_set(what, '$.validTo', '2027-02-03')`);
    expect(world.host.identity.approvals.find(body.approval.id)).toMatchObject({ state: 'failed' });
  });
});

describe('a publication', () => {
  const shipped = (path: string): object =>
    JSON.parse(readFileSync(new URL(`../../libs/${path}`, import.meta.url), 'utf8')) as object;
  const year = { ...shipped('law/data/calendar/2026.json'), version: '2026.2' };
  const notice = { year, reason: '国务院办公厅补充通知（示例）' };

  it('is the law when a second administrator has agreed; sent again it is the same one', async () => {
    const { status, body } = await ask('/api/calendars', notice);
    expect(status).toBe(202);
    expect(body.approval.what).toEqual(notice);
    expect((await world.anybody.get('/api/calendars/2026')).body).toMatchObject({ current: '2026.1' });
    expect((await approve(other, body)).body).toMatchObject({ state: 'done', outcome: { version: '2026.2' } });
    expect((await world.anybody.get('/api/calendars/2026')).body).toMatchObject({ current: '2026.2' });
    expect(await ask('/api/calendars', notice)).toMatchObject({ status: 201, body: { version: '2026.2' } });
  });

  it('that lint or gate hold back is refused at once', async () => {
    expect(await ask('/api/calendars', { ...notice, year: { ...year, version: '2026.1' } })).toMatchObject({
      status: 409,
      body: { code: 'version-not-higher' },
    });
    const pack = { ...shipped('law/data/policy/packs/CMA-2021.json'), version: 1 };
    expect((await ask('/api/policies', { pack, reason: '（示例）' })).status).toBeGreaterThanOrEqual(400);
  });
});

it('nobody but administrators approves', async () => {
  const { body } = await ask('/api/certificates', TAKEOVER);
  expect((await approve(await world.as('head'), body)).status).toBe(403);
  expect((await (await world.as('supervisor')).get('/api/approvals')).body).toMatchObject({ total: 1 });
});
