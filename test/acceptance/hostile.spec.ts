import fc from 'fast-check';
import { caseCommands, type CommandName } from '#case';
import type { SqliteStore } from '#event-store';
import { SCREENS, type History, type MyCase, type Page } from '#read-models';
import type { CommandAnswer } from '../../apps/api/src/commands.js';
import { addressOf, firstApplication, renewalOf } from './a-case.js';
import {
  anyBody,
  anyHeaders,
  anyQuery,
  anySegment,
  routesOf,
  wrongBodies,
  type ApiDocument,
  type Route,
} from './hostile-input.js';
import type { Answer, HttpClient } from './http-client.js';
import { PAYLOADS } from './payloads.js';
import { BODIES, PEOPLE, type Who } from './people.js';
import { openWorld, type World } from './world.js';

/** More than a thousand requests, one after the other, beside other work on the machine. */
const RUNS = { wrong: 300, anything: 400, right: 400 };
const EVERYBODY = [...(Object.keys(PEOPLE) as Who[]), 'nobody'] as const;

let world: World;
let routes: Route[];
let clients: Map<string, HttpClient>;

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  routes = routesOf((await world.anybody.get<ApiDocument>('/openapi.json')).body);
  const people = Object.keys(PEOPLE) as Who[];
  clients = new Map([
    ['nobody', world.anybody],
    ...(await Promise.all(people.map(async (who) => [who, await world.as(who)] as const))),
  ]);
  await (await world.as('applicant')).post('/api/cases', firstApplication());
  const admin = await world.as('admin');
  const { uscc, name } = BODIES.hill;
  await admin.post('/api/certificates', {
    number: '202802280001',
    uscc,
    holder: name,
    issuedOn: '2021-01-01',
    validTo: '2026-12-31',
  });
});
afterAll(() => world.close());

const head = (): Promise<string | undefined> => world.host.engine.store.head();

const idsOfCases = async (): Promise<string[]> =>
  (await (await world.as('clerk')).get<Page<MyCase>>('/api/cases', { size: 100 })).body.items.map(({ caseId }) => caseId);

const addressed = ({ path }: Route, segment: string): string => path.replace(/\{\w+\}/g, encodeURIComponent(segment));

/** The guard of a route is passed by its role; a body is read before the role is asked for a command. */
const whoIsLetIn = ({ path }: Route): Who =>
  /^\/api\/(accounts|approvals|clock|errands|certificates$|shared-records|policies|policy|calendars)/.test(path)
    ? 'admin'
    : path.includes('standing')
      ? 'supervisor'
      : 'applicant';

/** Whatever was sent: an answer, not a fault, that gives nothing away. */
async function answered(send: () => Promise<Answer>): Promise<Answer> {
  const answer = await send();
  const text = JSON.stringify(answer.body);
  if (answer.status >= 500)
    throw new Error(`answered ${answer.status}: ${text}\n${world.log.filter((line) => line.startsWith('error')).join('\n')}`);
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      status: answer.status,
      code: expect.stringMatching(/^[a-z-]+$/),
      detail: expect.any(String),
    });
    expect(text).not.toMatch(/node_modules|\.ts:\d|\.js:\d|SqliteError|SELECT |at async/);
  }
  return answer;
}

describe('a body made wrong by one change', () => {
  let wrong: { readonly route: Route; readonly body: unknown }[];
  let caseId: string;
  let before: string | undefined;
  const send = ({ route, body }: (typeof wrong)[number], who: string): Promise<Answer> => {
    const path = addressed(route, route.path.includes('uscc') ? BODIES.river.uscc : caseId);
    return answered(() => clients.get(who)!.send(route.method, path, JSON.stringify(body)));
  };

  beforeAll(async () => {
    wrong = routes.flatMap((route) =>
      route.body === undefined ? [] : wrongBodies(route.body, route.schema ?? {}).map((body) => ({ route, body })),
    );
    [caseId = ''] = await idsOfCases();
    before = await head();
  });

  it('is named as wrong to whoever is let in, every one of them', async () => {
    expect(wrong.length).toBeGreaterThan(1200);
    const accounts = world.host.identity.listAccounts().length;
    for (const one of wrong) {
      const { status } = await send(one, whoIsLetIn(one.route));
      expect([one.route.path, JSON.stringify(one.body).slice(0, 200), status]).toEqual([
        expect.anything(),
        expect.anything(),
        400,
      ]);
    }
    expect(await head()).toBe(before);
    expect(world.host.identity.listAccounts()).toHaveLength(accounts);
  });

  it('is turned down for everybody', async () => {
    const request = fc.record({ one: fc.constantFrom(...wrong), who: fc.constantFrom(...EVERYBODY) });
    await fc.assert(
      fc.asyncProperty(request, async ({ one, who }) => {
        const { status } = await send(one, who);
        expect([400, 401, 403]).toContain(status);
        expect(await head()).toBe(before);
      }),
      { numRuns: RUNS.wrong },
    );
  });
});

it('anything at all, anywhere, by anybody, is answered', async () => {
  const request = fc.record({
    route: fc.constantFrom(...routes),
    who: fc.constantFrom(...EVERYBODY),
    segment: anySegment,
    query: anyQuery,
    headers: anyHeaders,
    body: anyBody,
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ route, who, segment, query, headers, body }) => {
      const wellFormed = Object.entries(query).map(([name, value]): [string, string] => [name, value]);
      const path = `${addressed(route, segment)}?${new URLSearchParams(wellFormed).toString()}`;
      await answered(() => clients.get(who)!.send(route.method, path, route.body === undefined ? undefined : body, { headers }));
    }),
    { numRuns: RUNS.anything },
  );
});

it('right commands in any order by anybody never fail, and leave cases that can be read', async () => {
  const names = (Object.keys(caseCommands) as CommandName[]).filter((name) => !caseCommands[name].by.includes('engine'));
  const whole = firstApplication();
  const contents = [
    whole,
    { ...whole, materials: whole.materials.filter(({ material }) => material !== 'M10') },
    firstApplication(BODIES.hill),
    renewalOf('202802280001', BODIES.hill),
    { ...firstApplication(), kind: 'BRANCH' },
  ];
  const mayGive = (name: CommandName): Who[] =>
    (Object.keys(PEOPLE) as Who[]).filter((who) => PEOPLE[who].roles.some((role) => caseCommands[name].by.includes(role)));
  // Most commands need one of these first.
  const often: readonly CommandName[] = ['SubmitApplication', 'SubmitApplication', 'AcceptApplication', 'CommissionReview'];
  const step = fc.constantFrom(...names, ...often, ...often).chain((name) =>
    fc.record({
      name: fc.constant(name),
      who: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...mayGive(name)) }, fc.constantFrom(...EVERYBODY)),
      which: fc.nat(5),
      content: fc.constantFrom(...contents),
    }),
  );
  const ids = await idsOfCases();
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(step, async ({ name, who, which, content }) => {
      const body = await world.named({ ...PAYLOADS, SubmitApplication: content, AcceptApplication: {} }[name]);
      const answer = await answered(() => clients.get(who)!.post(addressOf(name, ids.at(-1 - (which % ids.length))!), body));
      if (answer.status >= 300) return;
      done.add(name);
      if (name === 'SubmitApplication') ids.push((answer.body as CommandAnswer).caseId);
    }),
    { numRuns: RUNS.right },
  );
  expect(done.size).toBeGreaterThanOrEqual(7);
  await world.at('2026-06-30T10:00');
  const supervisor = await world.as('supervisor');
  for (const caseId of await idsOfCases()) {
    expect((await supervisor.get(`/api/cases/${caseId}`)).status).toBe(200);
    const { ledger } = (await supervisor.get<History>(`/api/cases/${caseId}/history`)).body;
    expect(ledger?.days).toHaveLength(
      (ledger?.authority ?? 0) + (ledger?.applicant ?? 0) + (ledger?.expert ?? 0) + (ledger?.law ?? 0),
    );
  }
});

describe('after all that', () => {
  const TABLES = SCREENS.map(({ table }) => table);

  it('the server is well, and was never at a loss', async () => {
    expect((await world.anybody.get('/health')).status).toBe(200);
    expect((await world.anybody.get('/ready')).body).toMatchObject({ status: 'ready', processes: 'caught-up' });
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('the screens are those that a rebuild gives', () => {
    const { database, scanStreams } = world.host.engine.store as SqliteStore;
    const dump = (): unknown[] => TABLES.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all());
    const live = dump();
    world.host.readModels.rebuild({ scanStreams });
    expect(dump()).toEqual(live);
  });
});
