import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { ACase, firstApplication } from './a-case.js';
import { openWorld, type World } from './world.js';

let world: World;
let port: number;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  port = Number(new URL(world.anybody.url).port);
  await new ACase(world).when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});
afterAll(() => world.close());

/** Whatever a socket was made to say, the server serves others, has stored nothing, and was never at a loss. */
afterEach(async () => {
  expect((await world.anybody.get('/health')).status).toBe(200);
  expect((await world.anybody.get('/ready')).body).toMatchObject({ status: 'ready', events: '1' });
  expect(world.log.filter((line) => line.startsWith('error'))).toEqual([]);
});

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Says it, and gives what comes back until the server hangs up. */
async function say(...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const socket = await open();
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return heard;
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const get = (path: string, ...headers: string[]): string =>
  ['GET ' + path + ' HTTP/1.1', 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
const post = (...headers: string[]): string =>
  ['POST /api/sessions HTTP/1.1', 'Host: x', 'Connection: close', 'Content-Type: application/json', ...headers, '', ''].join(
    '\r\n',
  );

/** Before there is a request as after: it is data, and nobody keeps, frames or guesses at it. */
function expectGuarded(answer: string): void {
  const [head = ''] = answer.split('\r\n\r\n');
  const headers = head.toLowerCase().split('\r\n').slice(1);
  expect(headers).toContain('x-content-type-options: nosniff');
  expect(headers).toContain('x-frame-options: deny');
  expect(headers).toContain('referrer-policy: no-referrer');
  expect(headers).toContain('cross-origin-resource-policy: same-origin');
  expect(headers).toContain('strict-transport-security: max-age=31536000; includesubdomains');
  const policy = headers.find((line) => line.startsWith('content-security-policy: ')) ?? '';
  expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(headers).toContain('cache-control: no-store');
  const names = headers.map((line) => line.split(':')[0]);
  expect(names).toEqual([...new Set(names)]);
}

it.each<[what: string, bytes: string | Uint8Array, statuses: number[]]>([
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
  ['NULs', '\0'.repeat(2000), [400]],
  ['HTTP/0.9', 'GET /\r\n\r\n', [302, 400]],
  ['HTTP/3.7', 'GET / HTTP/3.7\r\nHost: x\r\n\r\n', [400]],
  ['a method that does not exist', 'BREW /api/me HTTP/1.1\r\nHost: x\r\n\r\n', [400]],
  ['no host', 'GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
  ['a header without a name', get('/api/me', ': x'), [400]],
  ['a header with a blank in its name', get('/api/me', 'X y: z'), [400]],
  ['a header over two lines', get('/api/me', 'X: a', ' b'), [400, 401]],
  ['bytes above 127 in a header', Buffer.from(get('/api/me', 'Authorization: Bearer \xff\xfe'), 'latin1'), [400, 401]],
  ['a header of 100 kB', get('/api/me', `X: ${'x'.repeat(100_000)}`), [431]],
  ['two thousand headers', get('/api/me', ...Array.from({ length: 2000 }, (_, i) => `X-${i}: 1`)), [400, 401, 431]],
  ['an address of 20 kB', get(`/api/${'x'.repeat(20_000)}`), [414, 431]],
  ['an address of somewhere else', get('http://elsewhere/api/me'), [400, 401, 404]],
  ['a tunnel', 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n', [405]],
  ['another protocol', get('/api/me', 'Upgrade: websocket').replace('close', 'close, Upgrade'), [400, 401]],
  ['an expectation that nobody has', get('/api/me', 'Expect: the-unexpected'), [417]],
  ['a length that is no number', `${post('Content-Length: ten')}{}`, [400]],
  ['a negative length', `${post('Content-Length: -2')}{}`, [400]],
  ['two lengths', `${post('Content-Length: 2', 'Content-Length: 3')}{}`, [400]],
  ['a length and chunks', `${post('Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`, [400]],
  ['chunks and a length', `${post('Transfer-Encoding: chunked', 'Content-Length: 5')}0\r\n\r\n`, [400]],
  ['chunks twice over', `${post('Transfer-Encoding: chunked, chunked')}0\r\n\r\n`, [400]],
  ['chunks by another name', `${post('Transfer-Encoding: chunkedd')}0\r\n\r\n`, [400]],
  ['a chunk with a wrong length', `${post('Transfer-Encoding: chunked')}zz\r\n{}\r\n0\r\n\r\n`, [400]],
  ['a chunk that is longer than it says', `${post('Transfer-Encoding: chunked')}1\r\n{}\r\n0\r\n\r\n`, [400]],
  ['a chunk without an end', `${post('Transfer-Encoding: chunked')}ffffffffffffffffff\r\n`, [400, 413]],
  [
    'a body of more than 1 MB in chunks',
    `${post('Transfer-Encoding: chunked')}200000\r\n${'x'.repeat(0x200000)}\r\n0\r\n\r\n`,
    [413],
  ],
  ['a length of more than 1 MB', post('Content-Length: 2000000'), [413]],
])('%s', async (_what, bytes, statuses) => {
  const answer = await say(bytes);
  expect(statuses).toContainEqual(statusOf(answer));
  if (statusOf(answer) >= 400) {
    expect(answer).toMatch(/content-type: application\/problem\+json[^]*"code":"[a-z-]+"/i);
    expectGuarded(answer);
  }
  expect(answer).not.toMatch(/node_modules|\.js:\d|SQLITE/);
});

it.each([
  ['in the first line', 'POST /api/ses'],
  ['in a header', 'POST /api/sessions HTTP/1.1\r\nHost: x\r\nConte'],
  ['in its body', `${post('Content-Length: 100')}{"username":"cl`],
  ['in a chunk', `${post('Transfer-Encoding: chunked')}10\r\n{"user`],
])('a request that ends %s', async (_where, half) => {
  const socket = await open();
  socket.end(half);
  await once(socket.resume(), 'close');
  const hard = await open();
  await new Promise((written) => hard.write(half, written));
  hard.resetAndDestroy();
  await once(hard, 'close');
});

it('a request that stops or drips is hung up on soon after its time: the headers are given no longer than the whole', () => {
  const http = world.server.app.getHttpServer() as HttpServer & { readonly connectionsCheckingInterval: number };
  expect(http.requestTimeout).toBe(30_000);
  expect(http.headersTimeout).toBeLessThanOrEqual(http.requestTimeout);
  expect(http.connectionsCheckingInterval).toBeLessThanOrEqual(5_000);
});

it('requests sent in one go, the second smuggled in the body of the first', async () => {
  const inner = get('/api/me');
  const answer = await say(
    `POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${inner.length}\r\n\r\n${inner}${get('/health')}`,
  );
  const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);
  expect(statuses[0]).toBe('400');
  // To the smuggled one it would be 401.
  expect(statuses).not.toContain('401');
});

it('an answer that nobody waits for', async () => {
  const socket = await open();
  socket.write(get('/openapi.json'));
  await once(socket, 'data');
  socket.resetAndDestroy();
});

it('two hundred callers who never finish their sentence keep nobody waiting', async () => {
  const silent = await Promise.all(Array.from({ length: 200 }, open));
  for (const socket of silent) socket.write('POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
  expect((await (await world.as('applicant')).get('/api/cases')).status).toBe(200);
  for (const socket of silent) socket.destroy();
});
