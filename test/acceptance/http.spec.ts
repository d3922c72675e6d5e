import { randomUUID } from 'node:crypto';
import type { MyCase, Page } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, addressOf, firstApplication, withdrawAll } from './a-case.js';
import { HttpClient, type Answer } from './http-client.js';
import { BODIES, PASSWORD } from './people.js';
import { openWorld, type Caller, type World } from './world.js';

let world: World;
let applicant: Caller;
let clerk: Caller;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  [applicant, clerk] = await Promise.all([world.as('applicant'), world.as('clerk')]);
});
afterEach(() => withdrawAll(world));
afterAll(() => world.close());

const submit = (key?: string, content: object = firstApplication()): Promise<Answer<CommandAnswer>> =>
  applicant.post('/api/cases', content, key === undefined ? {} : { key });
const head = async (): Promise<number> => Number(await world.host.engine.store.head());
const seen = ({ status, body, headers }: Answer): object => ({
  status,
  body,
  etag: headers.get('etag'),
  at: headers.get('location'),
});

describe('reading what was written', () => {
  it('shows at a position what was written there', async () => {
    const { body, headers } = await submit();
    expect(headers.get('x-position')).toBe(body.position);
    const atLeast = body.position!;
    for (const path of ['/api/cases', '/api/queue']) {
      const { body: page } = await (path === '/api/queue' ? clerk : applicant).get<Page<{ caseId: string }>>(path, { atLeast });
      expect(page.items.map(({ caseId }) => caseId)).toContain(body.caseId);
    }
    expect((await applicant.get(`/api/cases/${body.caseId}`, { atLeast })).status).toBe(200);
  });

  it('waits for a position that is on its way', async () => {
    const waiting = applicant.get<Page<MyCase>>('/api/cases', { atLeast: (await head()) + 1 });
    const { body } = await submit();
    const { status, body: page } = await waiting;
    expect(status).toBe(200);
    expect(page.items.map(({ caseId }) => caseId)).toContain(body.caseId);
  });

  it('says after two seconds that a position was not reached', async () => {
    const { status, body, headers } = await applicant.get<Problem>('/api/cases', { atLeast: (await head()) + 1 });
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'position-not-reached', '1']);
  });
});

describe('ETag and If-Match', () => {
  it('lets through what was seen last and refuses what is older', async () => {
    const { body } = await submit();
    const file = await applicant.get(`/api/cases/${body.caseId}`);
    expect(file.headers.get('etag')).toBe('"0"');
    const correction = { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 };
    const asked = await clerk.post<CommandAnswer>(addressOf('RequestCorrection', body.caseId), correction, { ifMatch: '"0"' });
    expect([asked.status, asked.headers.get('etag'), asked.body.revision]).toEqual([200, '"1"', 1]);

    const before = await head();
    const supplied = { items: [{ material: 'M10' }] };
    const stale = await applicant.post<Problem>(addressOf('SupplyCorrection', body.caseId), supplied, { ifMatch: '"0"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-revision', field: 'If-Match', allowed: ['1'] } });
    expect(await head()).toBe(before);
    const weak = await applicant.post(addressOf('SupplyCorrection', body.caseId), supplied, { ifMatch: 'W/"1"' });
    expect(weak.headers.get('etag')).toBe('"2"');
    expect((await clerk.post(addressOf('AcceptApplication', body.caseId), {}, { ifMatch: '*' })).status).toBe(200);
  });

  it('lets one of two through who saw the same', async () => {
    const { body } = await submit();
    const decline = (reason: string): Promise<Answer> =>
      clerk.post(addressOf('DeclineApplication', body.caseId), { reasons: [reason] }, { ifMatch: '"0"' });
    const answers = await Promise.all([decline('一'), decline('二'), decline('三')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe('Idempotency-Key', () => {
  it('a submission sent again acts once and gets the same answer', async () => {
    const key = randomUUID();
    const first = await submit(key);
    expect(first).toMatchObject({ status: 201, body: { events: ['ApplicationReceived'], revision: 0 } });
    const after = await head();
    expect(seen(await submit(key))).toEqual(seen(first));
    expect(seen(await submit(`"${key.toUpperCase()}"`))).toEqual(seen(first));
    expect(await head()).toBe(after);
  });

  it('twenty at once open one case', async () => {
    const key = randomUUID();
    const before = await head();
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(key)));
    expect(new Set(answers.map((answer) => JSON.stringify(seen(answer)))).size).toBe(1);
    expect(await head()).toBe(before + 1);
  });

  it('a command sent again after the case has moved on gets the answer of then', async () => {
    const key = randomUUID();
    const { caseId } = (await submit()).body;
    const correction = { items: [{ material: 'M10', reason: '缺页' }], respondWithinWorkingDays: 10 };
    const send = (): Promise<Answer<CommandAnswer>> => clerk.post(addressOf('RequestCorrection', caseId), correction, { key });
    const first = await send();
    await applicant.post(addressOf('SupplyCorrection', caseId), { items: [{ material: 'M10' }] });
    expect(seen(await send())).toEqual(seen(first));
    expect((await applicant.get<{ revision: number }>(`/api/cases/${caseId}`)).body.revision).toBe(2);
  });

  it('refuses a key that was used for something else', async () => {
    const key = randomUUID();
    const { caseId } = (await submit(key)).body;
    const before = await head();
    const reused = { status: 409, body: { code: 'idempotency-key-reused', field: 'Idempotency-Key' } };
    expect(await submit(key, { ...firstApplication(), sector: '06' })).toMatchObject(reused);
    expect(await applicant.post(addressOf('WithdrawApplication', caseId), {}, { key })).toMatchObject(reused);
    expect(await head()).toBe(before);
    // That of somebody else is another key.
    expect((await clerk.post(addressOf('AcceptApplication', caseId), {}, { key })).status).toBe(200);
  });

  it('counts for what is no command of a case too', async () => {
    const admin = await world.as('admin');
    const key = randomUUID();
    const certificate = {
      number: '202812050001',
      uscc: BODIES.river.uscc,
      holder: BODIES.river.name,
      issuedOn: '2021-01-01',
      validTo: '2026-12-31',
    };
    const first = await admin.post<CommandAnswer>('/api/certificates', certificate, { key });
    expect(first).toMatchObject({ status: 201, body: { number: '202812050001', revision: 0 } });
    expect(seen(await admin.post('/api/certificates', certificate, { key }))).toEqual(seen(first));
    expect(await admin.post('/api/certificates', certificate)).toMatchObject({
      status: 409,
      body: { code: 'certificate-number-taken' },
    });
  });

  it('keeps nothing of a command that was turned down', async () => {
    const key = randomUUID();
    const { materials: _all, ...rest } = firstApplication();
    expect(await submit(key, { ...rest, materials: [] })).toMatchObject({ status: 400, body: { code: 'materials-missing' } });
    expect((await submit(key)).status).toBe(201);
  });
});

it('one open case of a kind for each body; another kind, and another body, is free', async () => {
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  expect(await one.refused('applicant', 'SubmitApplication', firstApplication())).toMatchObject({
    status: 409,
    code: 'open-case-exists',
    field: 'kind',
  });
  const rival = await world.as('rival');
  expect((await rival.post('/api/cases', firstApplication(BODIES.hill))).status).toBe(201);
  expect((await submit(undefined, { ...firstApplication(), kind: 'BRANCH' })).status).toBe(201);
  await one.when('2026-03-02T10:00', 'applicant', 'WithdrawApplication', {});
  expect((await submit()).status).toBe(201);
});

describe('a session', () => {
  const signIn = async (username: string, password = PASSWORD): Promise<Answer<Partial<Problem> & { token?: string }>> =>
    world.anybody.post('/api/sessions', { username, password });

  it('ends with the sign-out, and only that one', async () => {
    const other = new HttpClient(clerk.url, (await signIn('clerk')).body.token);
    expect((await other.get('/api/me')).body).toMatchObject({ username: 'clerk', roles: ['clerk'] });
    expect((await other.delete('/api/sessions/current')).status).toBe(204);
    expect(await other.get('/api/me')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await other.delete('/api/sessions/current')).toMatchObject({ status: 401 });
    expect((await clerk.get('/api/me')).status).toBe(200);
  });

  it('has new roles at once, and ends when the account is closed', async () => {
    const { identity } = world.host;
    const supervisor = await world.as('supervisor');
    expect((await supervisor.get('/api/queue')).status).toBe(200);
    identity.setRoles('supervisor', ['admin']);
    expect((await supervisor.get('/api/queue')).status).toBe(403);
    identity.setDisabled('supervisor', true);
    expect((await supervisor.get('/api/me')).status).toBe(401);
    expect(await signIn('supervisor')).toMatchObject({ status: 401, body: { code: 'account-disabled' } });
  });

  it('is not given for a wrong password or name, which cannot be told apart', async () => {
    const [wrong, unknown] = [await signIn('clerk', 'not the password'), await signIn('nobody', 'not the password')];
    const { instance: _request, ...first } = wrong.body as { instance?: string };
    expect([wrong.status, first]).toMatchObject([401, { code: 'sign-in-failed' }]);
    expect(unknown.body).toMatchObject(first);
  });
});

it('answers health and readiness to everybody', async () => {
  expect((await world.anybody.get('/health')).body).toEqual({ status: 'ok' });
  expect((await world.anybody.get('/ready')).body).toMatchObject({
    status: 'ready',
    processes: 'caught-up',
    alarms: { redis: 'up' },
    policies: expect.arrayContaining(['CMA-2015/2', 'CMA-2019/2', 'CMA-2021/2', 'CMA-2021/1', 'YDYK-2026/1']) as unknown,
  });
});
