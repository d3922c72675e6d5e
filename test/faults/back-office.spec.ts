import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '#event-store';
import type { CaseFileView, History, MyCase, Page, QueueTask, RegisterEntry } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { DEMO_PASSWORD } from '#demo';
import { HttpClient } from '../acceptance/http-client.js';
import { PASSWORD } from '../bench/people.js';
import { codesFor, submissionOf, type Giver } from '../bench/case-script.js';
import { fileIn } from './support/log.js';
import { openOffice, type Office } from './support/office.js';
import { findRedisPid, itWithRedis } from './support/redis.js';
import { Sandbox } from './support/sandbox.js';
import { Server, type ServerOptions } from './support/server.js';
import { until } from './support/until.js';

const sandbox = new Sandbox();
afterEach(() => sandbox.clean());

interface Desk {
  readonly server: Server;
  readonly dataDir: string;
  readonly office: Office;
  as(who: Giver, applicant?: number): HttpClient;
  submit(applicant?: number): Promise<CommandAnswer>;
}

/** The built program with people who work with it. */
async function openDesk(options: Omit<ServerOptions, 'dataDir'> = {}): Promise<Desk> {
  const dataDir = sandbox.folder('back-office');
  const server = await Server.start(sandbox, { dataDir, ...options });
  const office = await openOffice(server, 2);
  const as = (who: Giver, applicant = 0): HttpClient =>
    new HttpClient(server.url, who === 'applicant' ? office.applicants[applicant]?.token : office.tokens[who]);
  return {
    server,
    dataDir,
    office,
    as,
    async submit(applicant = 0) {
      const content = submissionOf(office.applicants[applicant]!.body, codesFor(applicant, 0), office.materials);
      const { status, body } = await as('applicant', applicant).post<CommandAnswer>('/api/cases', content);
      expect(status).toBe(201);
      return body;
    },
  };
}

const routeOf = (command: string): string => command.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();

describe('the program, with its back office in a thread of its own', () => {
  it('takes a case from submission to delivery, each command against the revision of the one before', async () => {
    const { server, office, as, submit } = await openDesk();
    let last = await submit();
    const { caseId } = last;
    for (const { command, by, data } of office.steps) {
      await server.reaches(({ processes }) => processes === 'caught-up');
      const { revision } = (await as('clerk').get<CaseFileView>(`/api/cases/${caseId}`)).body;
      const sending = { key: randomUUID(), ifMatch: `"${revision}"` };
      const send = () => as(by).post<CommandAnswer>(`/api/cases/${caseId}/${routeOf(command)}`, data, sending);
      const answer = await send();
      expect(answer).toMatchObject({ status: 200, body: { caseId } });
      expect(answer.headers.get('etag')).toBe(`"${answer.body.revision}"`);
      expect(answer.headers.get('x-position')).toBe(answer.body.position);
      expect(await send()).toMatchObject({ status: 200, body: answer.body });
      last = answer.body;
    }
    expect(Object.keys(last)).toEqual(['caseId', 'status', 'revision', 'position', 'events', 'permittedActions']);
    expect(last).toMatchObject({ status: 'delivered', events: ['CertificateDelivered'], permittedActions: [] });

    const atLeast = String(last.position);
    const mine = (await as('applicant').get<Page<MyCase>>('/api/cases', { atLeast })).body;
    expect(mine).toMatchObject({ total: 1, items: [{ caseId, status: 'delivered' }] });
    const number = String(mine.items[0]?.certificate);
    const register = await as('clerk').get<Page<RegisterEntry>>('/api/public/certificates', { atLeast });
    expect(register.body.items).toMatchObject([{ number, status: 'VALID' }]);
    expect((await as('clerk').get(`/api/public/certificates/${number}`)).body).toEqual(register.body.items[0]);
    const { events } = (await as('clerk').get<History>(`/api/cases/${caseId}/history`)).body;
    expect(events.map(({ type }) => type)).toContain('CertificateReady');
    expect((await as('clerk').get<Page<QueueTask>>('/api/queue', { atLeast })).body.total).toBe(0);
    expect((await server.signal('SIGTERM')).code).toBe(0);
    expect(server.errors).toBe('');
  });

  it('turns down as ever: foreign cases, old revisions, keys used twice, positions and moments that are none', async () => {
    const { as, submit } = await openDesk();
    const { caseId, position } = await submit();
    const [clerk, rival] = [as('clerk'), as('applicant', 1)];
    const accept = `/api/cases/${caseId}/accept-application`;
    const key = randomUUID();
    const notThere = { status: 404, body: { code: 'case-not-found', title: '未找到', detail: '没有这个办件' } };

    expect(await rival.get(`/api/cases/${caseId}`)).toMatchObject(notThere);
    expect(await rival.get(`/api/cases/${caseId}/history`)).toMatchObject(notThere);
    const withdraw = `/api/cases/${caseId}/withdraw-application`;
    expect(await rival.post(withdraw, {}, { ifMatch: '"7"' })).toMatchObject(notThere);
    expect(await clerk.post(accept, {}, { ifMatch: '"7"' })).toMatchObject({ status: 412, body: { code: 'stale-revision' } });
    expect(await clerk.post(accept, {}, { key })).toMatchObject({ status: 200 });
    const reused = { status: 409, body: { code: 'idempotency-key-reused' } };
    expect(await clerk.post(`/api/cases/${caseId}/decline-application`, { reasons: ['x'] }, { key })).toMatchObject(reused);
    const query = (more: object) => clerk.get(`/api/cases/${caseId}/history`, { ...more });
    expect(await query({ atLeast: 'x' })).toMatchObject({ status: 400, body: { code: 'position-invalid', field: 'atLeast' } });
    const later = await query({ atLeast: '999999' });
    expect(later).toMatchObject({ status: 409, body: { code: 'position-not-reached' } });
    expect(later.headers.get('retry-after')).toBe('1');
    expect(await query({ asOf: '2999-01-01T00:00:00+08:00' })).toMatchObject({ status: 400, body: { code: 'as-of-invalid' } });
    expect(await query({ atLeast: String(position) })).toMatchObject({ status: 200, body: { caseId } });
    const unknown = { status: 404, body: { code: 'certificate-not-found' } };
    expect(await clerk.get('/api/public/certificates/209912345678')).toMatchObject(unknown);
  });

  it('makes the demonstration once', async () => {
    const dataDir = sandbox.folder('demo');
    const lookAround = async (server: Server) => {
      const content = { username: 'supervisor', password: DEMO_PASSWORD };
      const { body } = await new HttpClient(server.url).post<{ token: string }>('/api/sessions', content);
      const client = new HttpClient(server.url, body.token);
      const get = async (path: string) => (await client.get<Page<{ status: string }>>(path)).body;
      return {
        cases: await get('/api/cases'),
        inspections: await get('/api/inspections'),
        register: await get('/api/public/certificates'),
      };
    };
    const first = await Server.start(sandbox, { dataDir, env: { DEMO: '1' } });
    await first.says(/Demonstration accounts \(password one-window-demo\): clerk/);
    const before = await lookAround(first);
    expect(before.cases.total).toBeGreaterThan(10);
    expect(before.inspections.items.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['verification-closed', 'verification-rectification', 'revocation-proposed']),
    );
    expect(before.register.items.map(({ status }) => status)).toContain('REVOKED');
    expect((await first.signal('SIGTERM')).code).toBe(0);
    const second = await Server.start(sandbox, { dataDir, env: { DEMO: '1' } });
    expect(await lookAround(second)).toEqual(before);
  });
});

describe('a back office that fails', () => {
  it.each([
    ['throws', 'throw', /^error: the back office died: Error: the thread has failed on purpose\n\s+at /],
    ['leaves a promise rejected', 'reject', /^error: the back office died: Error: the thread has failed on purpose\n\s+at /],
    ['ends by itself', 'exit', /^error: the back office died: Error: the thread of the back office ended with status 0\n/],
  ])('and %s takes the whole program with it, and its Redis', async (_what, way, said) => {
    const { server, dataDir, submit } = await openDesk({ preload: 'thread-fails.mjs' });
    await submit();
    writeFileSync(join(dataDir, way), '');
    expect(await server.exited).toMatchObject({ code: 1, signal: null });
    expect(server.errors).toMatch(said);
    await until('the end of Redis', () => findRedisPid(dataDir) === undefined || undefined);
    const next = await Server.start(sandbox, { dataDir });
    expect(await next.ready()).toMatchObject({ events: '1' });
  });

  it('to store for want of room says so, reads on, and stores again when there is room', async () => {
    const { server, dataDir, as, submit } = await openDesk({ preload: 'commit-fails.mjs' });
    const { caseId } = await submit();
    const accept = () => as('clerk').post(`/api/cases/${caseId}/accept-application`, {});
    await server.reaches(({ status, processes }) => status === 'ready' && processes === 'caught-up');
    writeFileSync(join(dataDir, 'commit-fails'), 'SQLITE_FULL');
    const refused = await accept();
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    const failing = { status: 'failing', reason: 'disk-full' };
    expect(await server.ready()).toMatchObject({ status: 'degraded', storage: failing });
    expect(server.errors).toMatch(/accept-application failed \(.*\): Error: spoilt on purpose: SQLITE_FULL\n\s+at /);
    expect(await as('clerk').get(`/api/cases/${caseId}`)).toMatchObject({ status: 200, body: { revision: 0 } });
    rmSync(join(dataDir, 'commit-fails'));
    expect(await server.ready()).toMatchObject({ status: 'degraded', storage: failing });
    expect(await accept()).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await server.ready()).toMatchObject({ status: 'ready', storage: { status: 'ok' } });
  });

  it('to sync stores nothing more, while people may still sign in', async () => {
    const { dataDir, as, submit, server } = await openDesk({ preload: 'commit-fails.mjs' });
    const { caseId } = await submit();
    const accept = () => as('clerk').post(`/api/cases/${caseId}/accept-application`, {});
    writeFileSync(join(dataDir, 'commit-fails'), 'SQLITE_IOERR_FSYNC');
    expect(await accept()).toMatchObject({ status: 503 });
    rmSync(join(dataDir, 'commit-fails'));
    expect(await accept()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await server.ready()).toMatchObject({ status: 'degraded', storage: { reason: 'disk-failing' } });
    expect(server.errors).toMatch(/StoreFaultedError: the disk under .* failed to confirm a write/);
    const admin = { username: 'admin', password: PASSWORD };
    expect(await as('clerk').post('/api/sessions', admin)).toMatchObject({ status: 201 });
  });
});

describe('a data folder', () => {
  const spoil = (dataDir: string, sql: string): void => {
    const database = new Database(fileIn(dataDir));
    database.exec(sql);
    database.close();
  };

  it('of a newer program is refused in one line with status 2', async () => {
    const { server, dataDir } = await openDesk();
    await server.signal('SIGTERM');
    spoil(dataDir, 'PRAGMA user_version = 999');
    const next = new Server(sandbox, { dataDir });
    expect(await next.exited).toMatchObject({ code: 2 });
    expect(next.errors).toMatch(/^error: .*one-window\.sqlite cannot be relied on: it has schema version 999.*\n$/);
  });

  it('that has cases and no accounts gets two administrators, and no demonstration among its cases', async () => {
    const { server, dataDir, submit } = await openDesk();
    await submit();
    await server.signal('SIGTERM');
    rmSync(join(dataDir, 'identity.sqlite'));
    // The record of rights would miss its accounts.
    rmSync(join(dataDir, 'security-log'), { recursive: true });
    const next = await Server.start(sandbox, { dataDir, env: { DEMO: '1' } });
    expect(next.adminPassword).not.toBe('');
    expect(await next.ready()).toMatchObject({ events: '1' });
  });

  itWithRedis('whose accounts still lie beside the events gets a file for them; who was signed in stays so', async () => {
    const { server, dataDir, office } = await openDesk();
    await server.signal('SIGTERM');
    const copied = ['accounts', 'sessions'].map((name) => `CREATE TABLE identity_${name} AS SELECT * FROM now.identity_${name};`);
    spoil(dataDir, `ATTACH '${join(dataDir, 'identity.sqlite')}' AS now; ${copied.join('')} DETACH now`);
    rmSync(join(dataDir, 'identity.sqlite'));
    rmSync(join(dataDir, 'security-log'), { recursive: true });
    const next = await Server.start(sandbox, { dataDir });
    await next.says(/8 accounts moved from \S+one-window\.sqlite to \S+identity\.sqlite/);
    const me = await new HttpClient(next.url, office.tokens.clerk).get('/api/me');
    expect(me).toMatchObject({ status: 200, body: { username: 'bench-clerk' } });
    expect((await next.signal('SIGTERM')).code).toBe(0);
    const again = await Server.start(sandbox, { dataDir });
    expect(await new HttpClient(again.url, office.tokens.clerk).get('/api/me')).toMatchObject({ status: 200 });
  });
});
