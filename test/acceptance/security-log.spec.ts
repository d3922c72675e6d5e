import { statSync } from 'node:fs';
import { join } from 'node:path';
import { WHAT, type Line, type LogPage } from '#security-log';
import { doc, rowsUnder } from '../docs/markdown.js';
import { ACase, firstApplication } from './a-case.js';
import { HttpClient, type Query } from './http-client.js';
import { openWorld, type World } from './world.js';

const TOKEN = 'engine-token-of-at-least-32-characters';

let world: World;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00', env: { TRUSTED_PROXIES: '127.0.0.1, ::1', ENGINE_TOKEN: TOKEN } });
});
afterAll(() => world.close());

const read = async (query: Query = {}): Promise<readonly Line[]> => {
  const { status, body } = await (await world.as('supervisor')).get<LogPage>('/api/security-log', { size: 100, ...query });
  expect(status).toBe(200);
  return body.items;
};
const last = async (query: Query): Promise<Line | undefined> => (await read(query))[0];
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

it('tells a sign-in that failed, by the name that was typed and the address that the proxy vouches for', async () => {
  const username = 'nobody"\\u202e';
  await world.anybody.post('/api/sessions', { username, password: 'guess' }, from('203.0.113.9, 198.51.100.4'));
  const line = await last({ what: 'sign-in', outcome: 'failure' });
  expect(line).toMatchObject({ name: username, from: '198.51.100.4', code: 'sign-in-failed' });
  expect(line?.at).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+\+08:00$/);
  expect(line?.request).toMatch(/^[0-9a-f-]{36}$/);
  expect(JSON.stringify(line)).not.toContain('guess');
});

it('tells a sign-in and a sign-out, with the account', async () => {
  await world.as('colleague');
  const body = { username: 'colleague', password: 'only for acceptance' };
  const answer = await world.anybody.post<{ token: string; account: { id: string } }>('/api/sessions', body);
  const account = answer.body.account.id;
  expect(await last({ what: 'sign-in', account })).toMatchObject({ outcome: 'success', name: 'colleague' });
  await new HttpClient(world.anybody.url, answer.body.token).delete('/api/sessions/current');
  expect(await last({ what: 'sign-out', account })).toMatchObject({ outcome: 'success', name: 'colleague' });
});

it('tells denied access by role, to what is foreign, and with a token that is none', async () => {
  const one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  const denied = { what: 'access-denied', outcome: 'failure' };
  await (await world.as('rival')).get(`/api/cases/${one.id}?atLeast=0`);
  expect(await last({ account: 'rival' })).toMatchObject({ ...denied, on: `GET /api/cases/${one.id}`, code: 'case-not-found' });
  await (await world.as('clerk')).get('/api/accounts');
  expect(await last({ account: 'clerk' })).toMatchObject({ ...denied, on: 'GET /api/accounts', code: 'wrong-role' });
  await new HttpClient(world.anybody.url, 'stolen').get('/api/me', {}, from('203.0.113.77'));
  expect(await last({ from: '203.0.113.77' })).toMatchObject({ ...denied, on: 'GET /api/me', code: 'not-signed-in' });
});

it('tells takeovers and publications, also those that fail, and who read what is delicate', async () => {
  const admin = await world.as('admin');
  const certificate = {
    number: '202812340001',
    uscc: '91620102MA7ABCD12B',
    holder: '示例检测有限公司（虚构）',
    issuedOn: '2022-01-01',
    validTo: '2027-12-31',
  };
  await admin.post('/api/certificates', certificate);
  expect(await last({ what: 'takeover' })).toMatchObject({ outcome: 'success', name: 'admin' });
  await admin.post('/api/policies', { pack: {}, reason: 'x', reasons: {} });
  expect(await last({ what: 'publication' })).toMatchObject({ outcome: 'failure', on: 'POST /api/policies' });
  await admin.get('/api/accounts');
  expect(await last({ what: 'list-read', account: 'admin' })).toMatchObject({ on: 'GET /api/accounts' });
  await read();
  expect(await last({ what: 'list-read', account: 'supervisor' })).toMatchObject({ on: 'GET /api/security-log' });
});

it('tells whose doing each change of an account was, and from where', async () => {
  const admin = await world.as('admin');
  const wanted = { username: 'zhou.tao', displayName: '周涛', roles: ['clerk'] };
  const { id } = (await admin.post<{ id: string }>('/api/accounts', wanted, from('203.0.113.5'))).body;
  await admin.put(`/api/accounts/${id}/display-name`, { displayName: '周涛二' }, from('203.0.113.5'));
  await admin.put(`/api/accounts/${id}/roles`, { roles: ['reviewer'] }, from('203.0.113.5'));
  await admin.post(`/api/accounts/${id}/close`, {}, from('203.0.113.5'));
  await admin.post(`/api/accounts/${id}/reopen`, {}, from('203.0.113.5'));
  await admin.post(`/api/accounts/${id}/reset-password`, {}, from('203.0.113.5'));
  const words = ['account-made', 'account-changed', 'roles-changed', 'account-closed', 'account-reopened', 'password-reset'];
  const lines = await read({ account: 'admin' });
  const told = words.map((what) => lines.find((line) => line.what === what && line.on === 'zhou.tao'));
  expect(told).toMatchObject(words.map((what) => ({ what, name: 'admin', from: '203.0.113.5', outcome: 'success' })));
});

it('tells the use of the engine’s token: each failure, and the first success from an address', async () => {
  const expire = (token: string) =>
    new HttpClient(world.anybody.url, token).post('/api/engine/expire', { id: 'case-7K3F-9QXM-2A5T/T01/1', version: 1 });
  await expire('wrong');
  await expire(TOKEN);
  await expire(TOKEN);
  const outcomes = (await read({ what: 'engine-token' })).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['success', 'failure']);
});

it('tells the start with its settings, and no secret', async () => {
  const line = await last({ what: 'start' });
  expect(line).toMatchObject({ more: { engineToken: true, trustedProxies: '127.0.0.1 ::1', demo: false } });
  expect(JSON.stringify(line)).not.toContain(TOKEN);
});

it('is read by pages, and by nobody who is watched by it', async () => {
  const supervisor = await world.as('supervisor');
  const first = (await supervisor.get<LogPage>('/api/security-log', { size: 2 })).body;
  const second = (await supervisor.get<LogPage>('/api/security-log', { size: 2, after: first.next ?? '' })).body;
  const both = (await read()).slice(1, 5);
  expect(both.slice(-3)).toEqual([...first.items, ...second.items].slice(0, 3));
  for (const wrong of [{ after: '../../etc' }, { since: 'yesterday' }, { what: 'nonsense' }, { size: 1000 }])
    expect((await supervisor.get('/api/security-log', wrong)).status).toBe(400);
  for (const who of ['admin', 'head', 'clerk', 'applicant'] as const)
    expect((await (await world.as(who)).get('/api/security-log')).status).toBe(403);
});

it('lies in the data folder, for its owner alone', () => {
  expect(statSync(join(world.dataDir, 'security-log')).mode & 0o777).toBe(0o700);
});

it('has every word of its vocabulary explained', () => {
  const words = rowsUnder(doc('docs/operations.md'), 'The security log').map(([word = '']) => word.replaceAll('`', ''));
  expect(words.flatMap((word) => word.split(', '))).toEqual([...WHAT]);
});
