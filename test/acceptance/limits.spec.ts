import type { Line, LogPage } from '#security-log';
import type { Answer } from './http-client.js';
import { PASSWORD } from './people.js';
import { openWorld, type World } from './world.js';

const HOME = '198.51.100.20';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00', env: { TRUSTED_PROXIES: '127.0.0.1, ::1' } });
  await world.as('head');
  await world.as('supervisor');
});
afterAll(() => world.close());

type SignedIn = Readonly<{ token: string; device: string; code: string }>;
const signIn = (username: string, password: string, from: string, device?: string): Promise<Answer<SignedIn>> =>
  world.anybody.post(
    '/api/sessions',
    { username, password },
    {
      headers: { 'x-forwarded-for': from, ...(device === undefined ? {} : { 'x-device': device }) },
    },
  );
const said = ({ status, body }: Answer<SignedIn>) => [status, body.code];

it('strangers who try the head’s name from everywhere do not lock the head out of a device that signed in before', async () => {
  const { device } = (await signIn('head', PASSWORD, HOME)).body;
  for (let n = 0; n < 6; n++) for (let time = 0; time < 5; time++) await signIn('head', 'wrong', `203.0.113.${n}`);
  expect(said(await signIn('head', PASSWORD, HOME))).toEqual([401, 'sign-in-failed']);
  expect((await signIn('head', PASSWORD, HOME, device)).status).toBe(201);
  expect(said(await signIn('head', PASSWORD, HOME, 'made-up'))).toEqual([401, 'sign-in-failed']);
  const { body } = await (await world.as('supervisor')).get<LogPage>('/api/security-log', { what: 'lock', size: 1 });
  expect(body.items[0]).toMatchObject({ on: 'head', code: 'account', outcome: 'failure' } satisfies Partial<Line>);
});

it('120 made-up sign-ins close their own network for a minute, and nobody else', async () => {
  const flood = Array.from({ length: 120 }, (_, n) => signIn(`nobody-${n}`, 'x', `2001:db8:0:7::${n + 1}`));
  const answers = (await Promise.all(flood)).map(({ status }) => status);
  expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(100);
  const limited = await signIn('supervisor', PASSWORD, '2001:db8:0:7:ffff::9');
  expect(said(limited)).toEqual([429, 'sign-in-limited']);
  const wait = Number(limited.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect((await signIn('supervisor', PASSWORD, '2001:db8:0:8::1')).status).toBe(201);
});

it('while all places for passwords are taken a stranger is told to come back, and a known device is let in', async () => {
  const { device } = (await signIn('supervisor', PASSWORD, HOME)).body;
  // One try from each address, so that no address has used up what it has.
  const flood = Array.from({ length: 240 }, (_, n) => signIn(`nobody-${n}`, 'x', `198.18.${n}.1`));
  const known = signIn('supervisor', PASSWORD, HOME, device);
  const answers = await Promise.all(flood);
  expect((await known).status).toBe(201);
  const busy = answers.filter(({ body }) => body.code === 'sign-in-busy');
  expect(busy.length).toBeGreaterThan(0);
  for (const { status, headers, body } of busy) {
    expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([429, '1', 'no-store']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ status: 429, detail: '登录请求过多，请稍后再试。' });
  }
  expect(answers.map(({ status, body }) => `${status} ${body.code}`).filter((said) => !/busy|failed/.test(said))).toEqual([]);
  // Whoever was sent away was not looked at, so nothing is counted against them.
  expect((await signIn('supervisor', PASSWORD, '198.18.239.1')).status).toBe(201);
});

it('the public register is looked up 60 times a minute from one address; this machine is not counted', async () => {
  const look = (from?: string) =>
    world.anybody.get<{ code: string }>(
      '/api/public/certificates',
      {},
      from === undefined ? {} : { headers: { 'x-forwarded-for': from } },
    );
  const answers = [];
  for (let n = 0; n < 61; n++) answers.push(await look('203.0.113.60'));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
  expect(answers[60]).toMatchObject({ status: 429, body: { code: 'too-many-lookups' } });
  expect(Number(answers[60]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await look('203.0.113.61')).status).toBe(200);
  for (let n = 0; n < 61; n++) expect((await look()).status).toBe(200);
});
