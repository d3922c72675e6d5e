import { PEOPLES_COMMANDS } from '#office';
import { ACase, firstApplication } from './a-case.js';
import { HttpClient, type Answer } from './http-client.js';
import { PAYLOADS } from './payloads.js';
import { BODIES, PASSWORD } from './people.js';
import { CALLERS, MISSING, ROWS, type Samples } from './permissions.js';
import { openWorld, type World } from './world.js';

const ENGINE_TOKEN = 'a secret of the office that has 32 characters';
/** Not the revision of anything: whoever may give a command, and sees the thing, is turned down by it and by nothing before. */
const NEVER = '"777"';

type Caller = (typeof CALLERS)[number];
type Document = Readonly<Record<'paths', Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>>>;

let world: World;
let there: Samples;
/** Route → its command, where it gives one. */
let routes: ReadonlyMap<string, string | undefined>;

/** One body with a case, a verification, a certificate under investigation and a record; nothing of anybody else. */
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-09T09:00', env: { ENGINE_TOKEN } });
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', { ...firstApplication(), procedure: 'COMMITMENT' });
  await one.gives('applicant', 'SignCommitment', { signatory: '张三（虚构）', title: '法定代表人' });
  await one.gives('decider', 'AcceptSelfDeclaration', {});
  await world.settled();
  await one.gives('clerk', 'DeliverCertificate');
  const { certificateNumber: number } = (await one.file()).detail as { certificateNumber: string };
  const opened = await (
    await world.as('supervisor')
  ).post(`/api/certificates/${number}/open-revocation`, PAYLOADS.OpenRevocation);
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body));
  there = { ...MISSING, caseId: one.id, number, uscc: BODIES.river.uscc, kind: 'INITIAL', label: 'CMA-2021%2F1', year: '2026' };
  const { paths } = (await world.anybody.get<Document>('/openapi.json')).body;
  routes = new Map<string, string | undefined>([
    ...Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [`${method.toUpperCase()} ${path}`, operationId] as const),
    ),
    ['POST /api/engine/expire', undefined],
    ['POST /api/engine/reductions', undefined],
  ]);
});
afterAll(() => world.close());

const clientOf = async (caller: Caller): Promise<HttpClient> => {
  if (caller === 'nobody') return world.anybody;
  return caller === 'worker' ? new HttpClient(world.anybody.url, ENGINE_TOKEN) : world.as(caller);
};

async function call(route: string, samples: Samples, client: HttpClient, ifMatch?: string): Promise<Answer> {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`permissions.ts says nothing of the parameter {${name}}: add it to MISSING`);
    return sample;
  });
  const content = await world.named(PAYLOADS[routes.get(route) as keyof typeof PAYLOADS] ?? {});
  const body = method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(content);
  return client.send(method, path, body, ifMatch === undefined ? {} : { ifMatch });
}

const letterOf = ({ status }: Answer): string => ({ 401: 'u', 403: 'f', 404: 'm' })[status] ?? 'o';

/** Whoever signs out is to be signed in again. */
const spendsItsSession = (route: string): boolean => route === 'DELETE /api/sessions/current';

type Told = readonly { readonly caller: Caller; readonly letter: string; readonly answer: object }[];

async function answers(route: string, samples: Samples): Promise<Told> {
  const all: { caller: Caller; letter: string; answer: object }[] = [];
  for (const caller of CALLERS) {
    const client = spendsItsSession(route) ? await fresh(caller) : await clientOf(caller);
    const answer = await call(route, samples, client, NEVER);
    all.push({ caller, letter: letterOf(answer), answer: told(answer) });
  }
  return all;
}

const cells = (row: Told): string => row.map(({ letter }) => letter).join('');

async function fresh(caller: Caller): Promise<HttpClient> {
  const known = await clientOf(caller);
  if (caller === 'nobody' || caller === 'worker') return known;
  const { body } = await world.anybody.post<{ token: string }>('/api/sessions', { username: caller, password: PASSWORD });
  return new HttpClient(world.anybody.url, body.token);
}

/** All of an answer but what names the single request. */
const told = ({ status, body, headers }: Answer): object => {
  const { instance: _request, ...problem } = Object(body) as { instance?: string };
  return { status, problem, etag: headers.get('etag') };
};

it('has a row for every route, and no other', async () => {
  const lines: string[] = [];
  for (const route of [...routes.keys()].filter((one) => !(one in ROWS))) {
    const rows = [there, ...(route.includes('{') ? [MISSING] : [])].map(
      async (samples) => `'${cells(await answers(route, samples))}'`,
    );
    lines.push(`  '${route}': [${(await Promise.all(rows)).join(', ')}],`);
  }
  if (lines.length > 0) {
    throw new Error(
      `Look at each cell and, where it is right, add to ROWS in test/acceptance/permissions.ts:\n${lines.join('\n')}`,
    );
  }
  expect(Object.keys(ROWS).filter((one) => !routes.has(one))).toEqual([]);
});

describe('everybody gets as far as declared, and whoever is turned down hears nothing of the revision, nor whether it is there', () => {
  test.each(Object.entries(ROWS))('%s', async (route, declared) => {
    const known = await answers(route, there);
    const unknown = route.includes('{') ? await answers(route, MISSING) : undefined;
    expect([known, ...(unknown === undefined ? [] : [unknown])].map(cells)).toEqual(declared);
    for (const [index, { caller, letter, answer }] of known.entries()) {
      if (letter === 'o') continue;
      const revisions = letter === 'm' ? [undefined, '"0"'] : [undefined];
      for (const ifMatch of revisions) expect(told(await call(route, there, await clientOf(caller), ifMatch))).toEqual(answer);
      if (letter === 'm') expect(unknown?.[index]?.answer ?? answer).toEqual(answer);
    }
  });
});

/** A command whose sample does not pass the checks of its fields would look open to everybody. */
it('has content for every command that takes some', async () => {
  const supervisor = await world.as('admin');
  const without: string[] = [];
  for (const [route, name] of routes) {
    if (name === undefined || !PEOPLES_COMMANDS.includes(name) || !route.includes('{')) continue;
    const { status, body } = await call(route, there, supervisor, NEVER);
    if (status === 400) without.push(`${name}: ${JSON.stringify(body)}`);
  }
  expect(without).toEqual([]);
});
