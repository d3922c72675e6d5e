import { createHash } from 'node:crypto';
import { ACase, firstApplication } from './a-case.js';
import type { Answer } from './http-client.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

let world: World;
let one: ACase;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  one = new ACase(world);
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
});
afterAll(() => world.close());

const policyOf = ({ headers }: Answer): ReadonlyMap<string, string> =>
  new Map(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );

function expectGuarded(answer: Answer): void {
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  const policy = policyOf(answer);
  for (const name of ['default-src', 'object-src', 'base-uri', 'frame-ancestors', 'form-action'])
    expect([name, policy.get(name)]).toEqual([name, "'none'"]);
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe-(inline|eval)/);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('x-powered-by')).toBeNull();
}

it('every route is guarded, whoever asks, and what it says of somebody is kept by nobody', async () => {
  const { paths } = (await world.anybody.get<{ paths: Record<string, Record<string, object>> }>('/openapi.json')).body;
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path] as const),
  );
  expect(routes.length).toBeGreaterThan(60);
  const callers = [world.anybody, await world.as('applicant'), await world.as('supervisor'), await world.as('admin')];
  for (const [method, template] of routes.filter(([, path]) => !path.endsWith('/sessions/current'))) {
    const path = template
      .replace('{caseId}', one.id)
      .replace('{order}', '1')
      .replace('{uscc}', BODIES.river.uscc)
      .replaceAll(/\{\w+\}/g, '262812050001');
    for (const caller of callers) {
      const answer = await caller.send(method.toUpperCase(), path, method === 'get' ? undefined : '{}', {
        headers: { origin: 'https://elsewhere.example' },
      });
      expectGuarded(answer);
      if (path.startsWith('/api/') && (method !== 'get' || !/^\/api\/(public|guide|policies|calendars)/.test(path)))
        expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
  }
});

it.each([
  '/',
  '/health',
  '/nowhere',
  '/api/nowhere',
  '/openapi.json',
  '/docs',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-init.js',
  '/%c0',
])('%s is guarded', async (path) => expectGuarded(await world.anybody.get(path)));

it.each(['/%61pi/me', '/api/%6de', '/api/nowhere', '/nowhere', '/health'])(
  '%s is kept by nobody, however it is written',
  async (path) => {
    const answer = await (await world.as('clerk')).get(path);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  },
);

it('what is the same for everybody may be kept', async () => {
  for (const path of ['/api/guide', '/api/public/certificates', '/openapi.json', '/docs'])
    for (const method of ['GET', 'HEAD'])
      expect([path, (await world.anybody.send(method, path)).headers.get('cache-control')]).toEqual([path, null]);
});

it('the page of the API document may run and load what it has, and nothing else', async () => {
  const page = await world.anybody.get<string>('/docs');
  expect(page.status).toBe(200);
  const policy = policyOf(page);
  expect(policy.get('script-src')).toBe("'self'");
  const scripts = [...page.body.matchAll(/<script src="([^"]+)">/g)].map(([, src]) => src ?? '');
  expect(scripts.length).toBeGreaterThan(2);
  for (const src of scripts)
    expect((await world.anybody.get(new URL(src, `${world.anybody.url}/docs`).pathname)).status).toBe(200);
  expect(page.body).not.toMatch(/<script>/);
  const inline = [...page.body.matchAll(/<style>([^]*?)<\/style>| style="([^"]*)"/g)].map(
    ([, block, attribute]) => block ?? attribute ?? '',
  );
  expect(inline.length).toBeGreaterThan(2);
  for (const text of inline)
    expect(policy.get('style-src')).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
});

it('a document to print has its style by hash', async () => {
  const clerk = await world.as('clerk');
  await clerk.post(`/api/cases/${one.id}/accept-application`, {});
  const page = await clerk.get<string>(`/api/cases/${one.id}/documents/1`);
  expectGuarded(page);
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page.body) ?? [];
  expect(policyOf(page).get('style-src')).toBe(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
});
