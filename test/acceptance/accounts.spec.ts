import type { Account } from '#identity';
import { ACase, firstApplication } from './a-case.js';
import { type HttpClient, type Answer } from './http-client.js';
import { PASSWORD } from './people.js';
import { Caller, openWorld, type World } from './world.js';

interface Made extends Account {
  readonly initialPassword: string;
}
interface Session {
  readonly id: string;
  readonly current?: true;
}

const OWN = 'violet tractor over the river';

let world: World;
let admin: Caller;

beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  admin = await world.as('admin');
});
afterEach(() => world.close());

const signIn = (username: string, password: string): Promise<Answer<{ token: string; account: Account }>> =>
  world.anybody.post('/api/sessions', { username, password });

async function signedIn(username: string, password: string): Promise<Caller> {
  const { status, body } = await signIn(username, password);
  expect(status).toBe(201);
  return new Caller(world.anybody.url, body.token, body.account);
}
const path = ({ account }: Caller, rest: string): string => `/api/accounts/${account.id}/${rest}`;

describe('an account made by an administrator', () => {
  it('opens with a password that is shown once, lets in once, and opens nothing before it is changed', async () => {
    const wanted = { username: 'zhang.san', displayName: '张三', roles: ['clerk'] };
    const { status, body } = await admin.post<Made>('/api/accounts', wanted);
    expect([status, body]).toMatchObject([201, { ...wanted, mustChangePassword: true }]);
    expect(JSON.stringify((await admin.get('/api/accounts')).body)).not.toContain(body.initialPassword);

    const zhang = await signedIn('zhang.san', body.initialPassword);
    expect(await signIn('zhang.san', body.initialPassword)).toMatchObject({
      status: 401,
      body: { code: 'sign-in-password-over' },
    });
    const due = { status: 403, body: { code: 'password-change-due' } };
    expect(await zhang.get('/api/queue')).toMatchObject(due);
    expect(await zhang.get('/api/me/sessions')).toMatchObject(due);
    expect(await zhang.get('/api/me')).toMatchObject({ status: 200, body: { mustChangePassword: true } });

    const change = (password: string) => zhang.put('/api/me/password', { old: body.initialPassword, password });
    expect(await change('woaini520520')).toMatchObject({ status: 400, body: { code: 'password-common', field: 'password' } });
    expect(await change(OWN)).toMatchObject({ status: 200, body: { username: 'zhang.san' } });
    expect((await zhang.get('/api/queue')).status).toBe(200);
    await signedIn('zhang.san', OWN);
  });

  it('takes a password that the administrator gives, as good for one sign-in as any', async () => {
    const wanted = { username: 'zhang.san', displayName: '张三', roles: ['clerk'], password: OWN };
    const { body } = await admin.post<Made>('/api/accounts', wanted);
    expect(body.initialPassword).toBeUndefined();
    expect((await signedIn('zhang.san', OWN)).account.mustChangePassword).toBe(true);
    const weak = { ...wanted, username: 'li.si' };
    for (const password of ['password1234', '123456789012', 'jianyanjiance2026'])
      expect(await admin.post('/api/accounts', { ...weak, password })).toMatchObject({ body: { code: 'password-common' } });
  });

  it.each([
    ['cler\u043a', 400, 'username-invalid'],
    ['王li', 400, 'username-invalid'],
    ['c1erk', 409, 'username-confusable'],
  ])('is not called %s beside clerk', async (username, status, code) => {
    await world.as('clerk');
    const answer = await admin.post('/api/accounts', { username, displayName: '某人', roles: ['clerk'] });
    expect(answer).toMatchObject({ status, body: { code, field: 'username' } });
  });
});

describe('what an administrator changes holds at the next request', () => {
  it('roles', async () => {
    const clerk = await world.as('clerk');
    expect((await clerk.get('/api/revocations')).status).toBe(200);
    expect(await admin.put(path(clerk, 'roles'), { roles: ['admin'] })).toMatchObject({
      status: 200,
      body: { roles: ['admin'] },
    });
    expect((await clerk.get('/api/queue')).status).toBe(403);
    expect((await clerk.get('/api/accounts')).status).toBe(200);
    expect(await admin.put(path(clerk, 'roles'), { roles: ['applicant'] })).toMatchObject({ body: { code: 'uscc-missing' } });
    expect(await admin.put(path(clerk, 'roles'), { roles: ['engine'] })).toMatchObject({ body: { code: 'roles-invalid' } });
  });

  it('the name', async () => {
    const clerk = await world.as('clerk');
    expect((await admin.put(path(clerk, 'display-name'), { displayName: '王敏' })).status).toBe(200);
    expect((await clerk.get('/api/me')).body).toMatchObject({ displayName: '王敏' });
    const turned = await admin.put(path(clerk, 'display-name'), { displayName: '王\u202e敏' });
    expect(turned).toMatchObject({ status: 400, body: { errors: [{ field: 'displayName' }] } });
  });

  it('closing: sessions end at once, and it is told what is still held', async () => {
    const one = new ACase(world);
    await one.gives('applicant', 'SubmitApplication', firstApplication());
    await one.gives('clerk', 'AcceptApplication');
    await one.gives('clerk', 'CommissionReview', { team: [{ id: '@reviewer', leader: true }, { id: '@colleague' }] });
    const reviewer = await world.as('reviewer');
    const { status, body } = await admin.post(path(reviewer, 'close'));
    expect([status, body]).toMatchObject([200, { account: { disabled: true }, holds: [{ caseId: one.id, as: 'team' }] }]);
    expect((await reviewer.get('/api/me')).status).toBe(401);
    expect(await signIn('reviewer', PASSWORD)).toMatchObject({ status: 401, body: { code: 'account-disabled' } });
    expect(await admin.post(path(reviewer, 'reopen'))).toMatchObject({ status: 200, body: { disabled: false } });
    await signedIn('reviewer', PASSWORD);
    expect((await reviewer.get('/api/me')).status).toBe(401);
  });

  it('a new password: good once, and what was open ends', async () => {
    const clerk = await world.as('clerk');
    const { body } = await admin.post<Made>(path(clerk, 'reset-password'), {});
    expect((await clerk.get('/api/me')).status).toBe(401);
    expect((await signIn('clerk', PASSWORD)).status).toBe(401);
    expect((await signedIn('clerk', body.initialPassword)).account.mustChangePassword).toBe(true);
  });

  it('not so far that nobody is left', async () => {
    const last = { status: 409, body: { code: 'last-administrator' } };
    expect(await admin.post(path(admin, 'close'))).toMatchObject(last);
    expect(await admin.put(path(admin, 'roles'), { roles: ['clerk'] })).toMatchObject(last);
    expect(await admin.post('/api/accounts/nobody/close')).toMatchObject({ status: 404, body: { code: 'account-unknown' } });
  });
});

describe('sessions', () => {
  const open = async (client: HttpClient, route = '/api/me/sessions'): Promise<readonly Session[]> =>
    (await client.get<{ items: Session[] }>(route)).body.items;

  it('are listed for their owner and ended one by one', async () => {
    const [first, second] = [await world.as('clerk'), await signedIn('clerk', PASSWORD)];
    const sessions = await open(first);
    expect(sessions.map(({ current }) => current)).toEqual(expect.arrayContaining([true, undefined]));
    const other = sessions.find(({ current }) => current === undefined);
    expect((await first.delete(`/api/me/sessions/${other?.id}`)).status).toBe(204);
    expect((await second.get('/api/me')).status).toBe(401);
    expect(await first.delete(`/api/me/sessions/${other?.id}`)).toMatchObject({ status: 404, body: { code: 'session-unknown' } });
  });

  it("of others are no owner's to end", async () => {
    const [clerk, head] = [await world.as('clerk'), await world.as('head')];
    const [foreign] = await open(head);
    expect((await clerk.delete(`/api/me/sessions/${foreign?.id}`)).status).toBe(404);
    expect((await head.get('/api/me')).status).toBe(200);
  });

  it('of others are ended by an administrator, one or all', async () => {
    const [first, second] = [await world.as('clerk'), await signedIn('clerk', PASSWORD)];
    const [one] = await open(admin, path(first, 'sessions'));
    expect((await admin.delete(path(first, `sessions/${one?.id}`))).status).toBe(204);
    expect([(await first.get('/api/me')).status, (await second.get('/api/me')).status].sort()).toEqual([200, 401]);
    expect((await admin.delete(path(first, 'sessions'))).status).toBe(204);
    expect((await second.get('/api/me')).status).toBe(401);
  });

  it('but the one that asks end with a change of the password', async () => {
    const [first, second] = [await world.as('clerk'), await signedIn('clerk', PASSWORD)];
    const wrong = await first.put('/api/me/password', { old: 'not the old one', password: OWN });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'old-password-wrong', field: 'old' } });
    expect((await first.put('/api/me/password', { old: PASSWORD, password: OWN })).status).toBe(200);
    expect([(await first.get('/api/me')).status, (await second.get('/api/me')).status]).toEqual([200, 401]);
  });
});
