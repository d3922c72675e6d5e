import { randomUUID } from 'node:crypto';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, addressOf, firstApplication } from './a-case.js';
import type { Answer, Sending } from './http-client.js';
import { openWorld, type Caller, type World } from './world.js';

const ENGINE_TOKEN = 'a secret of the office that has 32 characters';
const MB = 1024 * 1024;

let world: World;
let applicant: Caller;
let clerk: Caller;
let one: ACase;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00', env: { ENGINE_TOKEN } });
  [applicant, clerk] = await Promise.all([world.as('applicant'), world.as('clerk')]);
  one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});
afterAll(() => world.close());

/** Nothing of what is sent here is stored, and all of it is answered by a problem. */
async function problem(send: () => Promise<Answer<Problem>>): Promise<string> {
  const before = await world.host.engine.store.head();
  const { status, headers, body } = await send();
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ status, type: `urn:one-window:problem:${body.code}` });
  expect(await world.host.engine.store.head()).toBe(before);
  return [status, body.code, ...(body.field === undefined ? [] : [body.field])].join(' ');
}

const sent = (text: string | Uint8Array, sending: Sending = {}): Promise<string> =>
  problem(() => applicant.send('POST', '/api/cases', text, sending));

const APPLICATION = JSON.stringify({ ...firstApplication(), kind: 'BRANCH' });
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const entries = (count: number, entry: string): string => Array.from({ length: count }, () => entry).join(',');

describe('a body', () => {
  it.each<[what: string, text: string | Uint8Array, expected: string]>([
    ['that is not JSON', '{', '400 request-malformed'],
    ['with something after it', `${APPLICATION} x`, '400 request-malformed'],
    ['with a comma too much', '{"kind":"INITIAL",}', '400 request-malformed'],
    ['with NaN', '{"bytes":NaN}', '400 request-malformed'],
    ['of blanks', '   ', '400 request-malformed'],
    ['in GBK', Buffer.from([0x7b, 0x22, 0xbb, 0xfa, 0x22, 0x3a, 0x31, 0x7d]), '400 request-malformed'],
    ['with __proto__', '{"__proto__":{"admin":true}}', '400 request-malformed'],
    ['with __proto__ inside', '{"institution":{"__proto__":null}}', '400 request-malformed'],
    ['with __proto__ in other letters', '{"\\u005f_proto__":{}}', '400 request-malformed'],
    ['with constructor.prototype', '{"constructor":{"prototype":{}}}', '400 request-malformed'],
    ['33 levels deep', nested(33), '400 body-too-deep'],
    ['half a million levels deep', '['.repeat(500_000), '400 body-too-deep'],
    ['32 levels deep', nested(32), '400 input-invalid [0]'],
    ['of more than 1 MB', JSON.stringify('x'.repeat(MB)), '413 body-too-large'],
    ['of 340,000 empty objects', `{"materials":[${entries(340_000, '{}')}]}`, '413 body-too-large'],
    ['of 80,000 fields', `{${entries(80_000, '"a":1')}}`, '413 body-too-large'],
    ['of 1,000 fields', `{${Array.from({ length: 1000 }, (_, i) => `"f${i}":1`).join(',')}}`, '400 input-invalid f0'],
    ['that is a list', '[]', '400 input-invalid kind'],
    ['that is a number', '1e400', '400 input-invalid kind'],
    ['that is null', 'null', '400 input-invalid body'],
    ['that is empty', '', '400 input-invalid kind'],
    [
      'with a number beyond all bounds',
      APPLICATION.replace('"M01"', '"M01","bytes":1e400'),
      '400 input-invalid materials[0].bytes',
    ],
    // The last of two counts, here and in the checks: what is checked is what is stored.
    [
      'with a field twice, the last of them wrong',
      APPLICATION.replace(/^\{/, '{"sector":"05",').replace('"sector":"05","m', '"sector":5,"m'),
      '400 input-invalid sector',
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await sent(text)).toBe(expected);
  });

  it('names at most twenty fields, and answers at once', async () => {
    const { body } = await applicant.send<Problem>(
      'POST',
      '/api/cases',
      `{${Array.from({ length: 900 }, (_, i) => `"f${i}":1`).join(',')}}`,
    );
    expect(body.errors).toHaveLength(20);
    expect(body.detail.length).toBeLessThan(200);
  });

  it.each<[what: string, text: string, headers?: Record<string, string>]>([
    ['that is not JSON', '{'],
    ['of more than 1 MB', JSON.stringify('x'.repeat(MB))],
    ['of another type', 'kind=INITIAL', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['without its fields', '{}'],
  ])('%s is not looked at for those who may not come in', async (_what, text, headers = {}) => {
    expect(await problem(() => world.anybody.send('POST', '/api/cases', text, { headers }))).toBe('401 not-signed-in');
    expect(await problem(() => clerk.send('POST', '/api/policies', text, { headers }))).toBe('403 wrong-role');
    expect(await problem(() => world.anybody.send('POST', '/api/engine/expire', text, { headers }))).toBe('404 no-such-route');
  });

  it('with a thousand wrong rows is answered by the first of them, in their places, and the number of the others', async () => {
    const right = { category: '水', name: '总硬度', standard: 'GB/T 5750.4-2023' };
    const rows = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? right : { ...right, name: i }));
    const { status, body } = await applicant.post<Problem>('/api/cases', { ...firstApplication(), scopeItems: rows });
    expect([status, body.code, body.field, body.more]).toEqual([400, 'input-invalid', 'scopeItems[1].name', 480]);
    expect(body.errors?.map(({ field }) => field)).toEqual(Array.from({ length: 20 }, (_, i) => `scopeItems[${2 * i + 1}].name`));
    const materials = Array.from({ length: 201 }, () => ({ material: 1 }));
    const tooMany = await applicant.post<Problem>('/api/cases', { ...firstApplication(), materials });
    expect(tooMany).toMatchObject({ status: 400, body: { code: 'input-invalid', field: 'materials' } });
    expect(tooMany.body.errors).toHaveLength(1);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json-patch+json',
    '',
  ])('as %j is refused, whatever is in it', async (type) => {
    expect(await sent(APPLICATION, { headers: { 'content-type': type } })).toBe('415 media-type-unsupported');
  });
});

describe('a header', () => {
  const decline = (sending: Sending): Promise<string> =>
    problem(() => clerk.post(addressOf('DeclineApplication', one.id), { reasons: ['不属于本机关职权范围'] }, sending));

  it.each([
    '1',
    'not-a-uuid',
    randomUUID().slice(1),
    `${randomUUID()}0`,
    `{${randomUUID()}}`,
    `${randomUUID()}, ${randomUUID()}`,
  ])('Idempotency-Key: %s', async (key) => expect(await decline({ key })).toBe('400 idempotency-key-invalid Idempotency-Key'));

  it.each(['0', 'abc', '"x"', '""', '"-1"', '"0", "1"', '"99999999999"', "'0'", '"0'])('If-Match: %s', async (ifMatch) => {
    expect(await decline({ ifMatch })).toBe('400 if-match-invalid If-Match');
  });

  it.each([
    'Basic Y2xlcms6eA==',
    'Bearer',
    'Bearer ',
    `Bearer ${'x'.repeat(43)}`,
    `bearer ${'x'.repeat(43)}`,
    'Bearer a b',
    `Bearer ${'x'.repeat(5000)}`,
  ])('Authorization: %s', async (authorization) => {
    expect(await problem(() => world.anybody.get('/api/me', {}, { headers: { authorization } }))).toBe('401 not-signed-in');
  });

  it.each<[string, RegExp]>([
    ['', /请先登录/],
    ['zh-CN,zh;q=0.9,en;q=0.8', /请先登录/],
    ['fr, en;q=0.5', /请先登录/],
    ['en', /^Sign in/],
    ['EN-us,zh;q=0.9', /^Sign in/],
    ['english', /请先登录/],
  ])('Accept-Language: %j', async (language, detail) => {
    const { body } = await world.anybody.get<Problem>('/api/me', {}, { headers: { 'accept-language': language } });
    expect(body.detail).toMatch(detail);
  });
});

describe('a query', () => {
  it.each([
    ['cases?page=0', '400 input-invalid page'],
    ['cases?page=-1', '400 input-invalid page'],
    ['cases?page=1.5', '400 input-invalid page'],
    ['cases?page=', '400 input-invalid page'],
    ['cases?page=abc', '400 input-invalid page'],
    ['cases?page=1e9', '400 input-invalid page'],
    ['cases?page=1&page=2', '400 input-invalid page'],
    ['cases?size=0', '400 input-invalid size'],
    ['cases?status=foo', '400 input-invalid status'],
    ['cases?size=101', '400 input-invalid size'],
    ['cases?limit=5', '400 input-invalid limit'],
    ['cases?kind=GOLD', '400 input-invalid kind'],
    ['cases?kind=INITIAL&kind=RENEWAL', '400 input-invalid kind'],
    ['cases?status=a&status=b', '400 input-invalid status'],
    ['cases?constructor=1', '400 input-invalid constructor'],
    ['cases?__proto__=1', '400 input-invalid __proto__'],
    ['cases?hasOwnProperty=1', '400 input-invalid hasOwnProperty'],
    ['cases?atLeast=abc', '400 position-invalid atLeast'],
    ['cases?atLeast=-1', '400 position-invalid atLeast'],
    ['cases?atLeast=', '400 position-invalid atLeast'],
    ['cases?atLeast=99999999999999999999', '400 position-invalid atLeast'],
    ['public/certificates?size=1000', '400 input-invalid size'],
    [`public/certificates?holder=${'x'.repeat(201)}`, '400 input-invalid holder'],
  ])('%s', async (path, expected) => {
    expect(await problem(() => applicant.get(`/api/${path}`))).toBe(expected);
  });

  it.each([
    ['role=admin', '400 input-invalid role'],
    ['colour=blue', '400 input-invalid colour'],
    ['claimed=you', '400 input-invalid claimed'],
    ['sort=name', '400 input-invalid sort'],
    ['sort=due;drop', '400 input-invalid sort'],
  ])('queue?%s', async (query, expected) => {
    expect(await problem(() => clerk.get(`/api/queue?${query}`))).toBe(expected);
  });

  it.each(['2030-01-01T00:00:00+08:00', '2026-02-30T00:00:00+08:00', '2026-03-02', 'yesterday', '', '2026-03-02T10:00:00'])(
    'asOf=%s',
    async (asOf) => {
      expect(await problem(() => applicant.get(`/api/cases/${one.id}/history`, { asOf }))).toBe('400 as-of-invalid asOf');
    },
  );

  it('of a case as it was before it was', async () => {
    const asOf = '2026-03-01T00:00:00+08:00';
    const path = `/api/cases/${one.id}/history`;
    expect(await problem(() => applicant.get(path, { asOf }))).toBe('404 case-not-found asOf');
    expect((await applicant.get(path, { asOf })).body).toMatchObject({
      detail: expect.stringMatching(/^asOf 所指的时刻本件尚未收到，最早为 2026-03-0\dT\S+\+08:00$/),
    });
    const foreign = await (await world.as('rival')).get<object>(path, { asOf });
    const missing = await applicant.get<object>('/api/cases/7K3F-9QXM-2A5T/history', { asOf });
    const told = ({ body }: { body: object }) => ({ ...body, instance: '' });
    expect([foreign.status, told(foreign)]).toEqual([missing.status, told(missing)]);
  });

  it('of a moment that is written wrongly, with an example of how it is written', async () => {
    const detailOf = async (asOf: string) =>
      (await applicant.get<{ detail: string }>(`/api/cases/${one.id}/history`, { asOf })).body.detail;
    for (const asOf of ['2026-03-02', '2026-03-02T10:00:00', ''])
      expect(await detailOf(asOf)).toContain('应为带时区的时刻，例如 2026-03-09T16:00:00+08:00');
    expect(await detailOf('2030-01-01T00:00:00+08:00')).toBe('asOf 应为不晚于现在的时刻');
  });

  it.each(['黄河', "' OR 1=1 --", '%', '_', '\\', '\u0000', '🏭', '\u202e'])(
    'institution=%s finds nothing and harms nothing',
    async (institution) => {
      const nothing = { status: 200, body: { items: [], total: 0 } };
      expect(await clerk.get('/api/queue', { institution })).toMatchObject(nothing);
      expect(await clerk.get('/api/public/certificates', { holder: institution })).toMatchObject(nothing);
      expect(await clerk.get('/api/institutions', { name: institution })).toMatchObject(nothing);
    },
  );
});

describe('an address', () => {
  it.each([
    ['GET', '/api', '404 no-such-route'],
    ['GET', '/api/cases/', '404 no-such-route'],
    ['GET', '//api/cases', '404 no-such-route'],
    ['GET', '/API/CASES', '404 no-such-route'],
    ['GET', '/api/cases/%00', '404 case-not-found'],
    ['GET', '/api/cases/..%2f..%2fetc%2fpasswd', '404 case-not-found'],
    ['GET', '/api/cases/%F0%9F%8F%AD', '404 case-not-found'],
    ['GET', '/api/cases/%ZZ', '400 request-malformed'],
    ['GET', '/api/cases/%E0%A4', '400 request-malformed'],
    ['GET', `/api/cases/${'x'.repeat(201)}`, '414 request-malformed'],
    ['GET', '/api/public/certificates/000000000000', '404 certificate-not-found'],
    ['GET', '/api/public/certificates/%00', '404 certificate-not-found'],
    ['GET', '/docs/..%2f..%2fpackage.json', '404 no-such-route'],
    ['GET', '/.git/config', '404 no-such-route'],
    ['PUT', '/api/cases', '404 no-such-route'],
    ['DELETE', '/api/cases', '404 no-such-route'],
    ['PATCH', '/api/me', '404 no-such-route'],
    ['GET', '/api/cases/0000-0000-0000/accept-application', '404 no-such-route'],
    ['POST', '/api/cases/0000-0000-0000/expire-time-limit', '404 no-such-route'],
    ['POST', '/api/cases/0000-0000-0000/record-certificate', '404 no-such-route'],
    ['POST', '/api/cases/0000-0000-0000/accept-application', '404 case-not-found'],
  ])('%s %s', async (method, path, expected) => {
    expect(await problem(() => clerk.send(method, path))).toBe(expected);
  });
});

describe('the door of a worker', () => {
  const expire = (body: unknown, token = ENGINE_TOKEN): Promise<Answer<Problem>> =>
    world.anybody.post('/api/engine/expire', body, { headers: { authorization: `Bearer ${token}` } });

  it('is not there without its token, not even for an administrator', async () => {
    const deadline = { id: `case-${one.id}/T01/1`, version: 1 };
    expect(await problem(() => expire(deadline, 'x'.repeat(45)))).toBe('404 no-such-route');
    const admin = await world.as('admin');
    expect(await problem(() => admin.post('/api/engine/expire', deadline))).toBe('404 no-such-route');
  });

  it.each([
    { id: 'foo', version: 1 },
    { id: 'institution-91620102MA7ABCD12B/T01/1', version: 1 },
    { id: '', version: 1 },
    { id: 'case-/T01/1', version: 0 },
    { id: 'case-A/T01/1', version: '1' },
    {},
  ])('refuses %j', async (deadline) => expect(await problem(() => expire(deadline))).toMatch(/^400 input-invalid/));

  it('does nothing for what is not due, or not there', async () => {
    const before = await world.host.engine.store.head();
    for (const id of [`case-${one.id}/T01/1`, `case-${one.id}/T99/7`, 'case-0000-0000-0000/T01/1']) {
      expect((await expire({ id, version: 1 })).status).toBe(204);
    }
    expect(await world.host.engine.store.head()).toBe(before);
  });
});
