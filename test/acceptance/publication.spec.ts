import { readFileSync } from 'node:fs';
import type { CalendarDryRun, CalendarView, PolicyDryRun, PolicyList } from '#engine';
import type { LimitRule } from '#policy';
import type { GuideList, KindGuide } from '../../apps/api/src/back-office/back-office.js';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES } from './people.js';
import { openWorld, type World } from './world.js';

const shipped = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../libs/${path}`, import.meta.url), 'utf8')) as T;

interface YearFile {
  readonly version: string;
  readonly off: readonly string[];
}
interface PackFile {
  readonly version: number;
  readonly limits: readonly LimitRule[];
}

/** Friday, 2026-03-06 becomes a day off. */
const YEAR = shipped<YearFile>('calendar/data/2026.json');
const LATE = { ...YEAR, version: '2026.2', off: [...YEAR.off, '2026-03-06'] };
const PACK = shipped<PackFile>('policy/data/packs/CMA-2021.2.json');
const withLimits = (version: number, numbers: Readonly<Record<string, number>>): PackFile => ({
  ...PACK,
  version,
  limits: PACK.limits.map((limit) => ({ ...limit, n: numbers[limit.id] ?? limit.n })),
});
const LABEL = /^CMA-2021\/3\+/;

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterEach(() => world.close());

async function received(who: 'applicant' | 'rival' = 'applicant'): Promise<ACase> {
  const one = new ACase(world);
  await one.gives(who, 'SubmitApplication', firstApplication(BODIES[who === 'applicant' ? 'river' : 'hill']));
  return one;
}

/** Turned down, with nothing stored. */
async function refused(path: string, body: object): Promise<Problem> {
  const { store } = world.host.engine;
  const before = await store.head();
  const answer = await (await world.as('admin')).post<Problem>(path, body);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await store.head()).toBe(before);
  return answer.body;
}

describe('a late holiday notice', () => {
  const notice = { year: LATE, reason: '国务院办公厅补充通知（示例）' };

  it('moves the limit that runs; the applicant sees both days, and a restart keeps them', async () => {
    const one = await received();
    const old = (await one.file()).calendar;
    expect((await one.file()).turn.due).toBe('2026-03-09');
    await world.at('2026-03-04T12:00');
    const admin = await world.as('admin');
    const answer = await admin.post<{ version: string; calendar: string }>('/api/calendars', notice);
    expect(answer).toMatchObject({ status: 201, body: { version: '2026.2', calendar: old.replace('2026.1', '2026.2') } });
    await world.settled();

    const { events } = await one.history();
    expect(events.map(({ type }) => type)).toEqual(['ApplicationReceived', 'CalendarApplied']);
    expect(events[1]).toMatchObject({
      by: 'engine',
      effectiveAt: '2026-03-04T12:00:00+08:00',
      data: {
        from: old,
        to: answer.body.calendar,
        changes: [{ limit: 'T01', run: 1, before: '2026-03-09', after: '2026-03-10' }],
      },
    });
    expect(await one.file()).toMatchObject({ calendar: answer.body.calendar, turn: { due: '2026-03-10' } });

    const { dataDir } = world;
    await world.server.close();
    await world.host.close();
    world = await openWorld({ at: '2026-03-05T10:00', dataDir });
    const same = new ACase(world, one.id);
    expect((await same.history()).events).toHaveLength(2);
    expect((await same.file()).turn.due).toBe('2026-03-10');
    expect((await received('rival')).id).not.toBe('');

    await world.at('2026-03-10T23:59:59');
    expect((await same.file()).status).toBe('received');
    await world.at('2026-03-11T00:00');
    expect((await same.events()).at(-1)).toBe('2026-03-11T00:00 ApplicationDeemedAccepted, engine, as of 2026-03-02T10:00');
  });

  it('is told beforehand by a dry run, which stores nothing', async () => {
    const one = await received();
    const supervisor = await world.as('supervisor');
    const head = await world.host.engine.store.head();
    const { body } = await supervisor.post<CalendarDryRun>('/api/policy/dry-run', { year: LATE });
    expect(body).toMatchObject({
      version: '2026.2',
      openCases: 1,
      affectedCases: 1,
      cases: [{ caseId: one.id, changes: [{ limit: 'T01', before: '2026-03-09', after: '2026-03-10' }] }],
    });
    expect(await world.host.engine.store.head()).toBe(head);
  });

  it('is one publication however often it is sent, open to everybody, and the earlier version stays readable', async () => {
    const admin = await world.as('admin');
    const first = await admin.post<object>('/api/calendars', notice);
    const again = await admin.post<object>('/api/calendars', notice);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toMatchObject({ version: '2026.2', position: null });
    const publications = await world.host.engine.store.readStream('calendar-published');
    expect(publications.map(({ type }) => type)).toEqual(['CalendarPublished']);
    const { body } = await world.anybody.get<CalendarView>('/api/calendars/2026');
    expect(body).toMatchObject({ current: '2026.2', versions: [{ version: '2026.1', published: null }, { version: '2026.2' }] });
    expect(body.versions[1]?.published).toMatchObject({ reason: notice.reason });
    expect(await world.anybody.get('/api/calendars/1999')).toMatchObject({
      status: 404,
      body: { code: 'calendar-not-found', allowed: ['2000 to 2150'] },
    });
    expect(await world.anybody.get('/api/policies/CMA-2021')).toMatchObject({
      status: 404,
      body: { code: 'policy-not-found', allowed: expect.arrayContaining(['CMA-2021/2', 'REV-2023/2']) as unknown },
    });
  });

  it.each([
    [
      'a weekend day off',
      { ...LATE, off: [...YEAR.off, '2026-03-07'] },
      { code: 'file-malformed', field: `year.off[${YEAR.off.length}]` },
    ],
    ['an unknown field', { ...LATE, holidays: [] }, { code: 'file-malformed', field: 'year.holidays' }],
    ['a version that is there', { ...LATE, version: '2026.1' }, { code: 'version-not-higher', field: 'year.version' }],
    ['a gap between the years', { ...LATE, year: 2035, version: '2035.1', off: [], work: [] }, { code: 'calendar-gap' }],
    [
      'a step back to provisional',
      { ...LATE, status: 'provisional', verified: 'provisional' },
      { code: 'calendar-stays-official' },
    ],
  ])('is refused with %s', async (_what, year, problem) => {
    expect(await refused('/api/calendars', { year, reason: '示例' })).toMatchObject(problem);
  });
});

describe('a published policy', () => {
  it('governs the next application and not the one that runs; the head may re-pin that one', async () => {
    const running = await received();
    await running.when('2026-03-05T10:00', 'clerk', 'AcceptApplication');
    const due = (await running.file()).turn.due;
    const admin = await world.as('admin');
    const published = await admin.post<object>('/api/policies', { pack: withLimits(3, { T11: 20 }), reason: '缩短评审期限' });
    expect(published).toMatchObject({ status: 201, body: { label: 'CMA-2021/3', additions: [] } });

    const next = await received('rival');
    expect((await next.file('rival')).policy).toMatch(LABEL);
    expect((await running.file()).policy).toMatch(/^CMA-2021\/2\+/);
    expect((await running.file()).turn.due).toBe(due);

    const { inForce } = (await world.anybody.get<PolicyList>('/api/policies')).body;
    expect(inForce).toMatch(LABEL);
    const unknown = { policy: 'CMA-2021/7', reason: '示例' };
    expect(await running.refused('head', 'RepinPolicy', unknown)).toMatchObject({ status: 400, code: 'policy-unknown' });
    await running.gives('head', 'RepinPolicy', { policy: inForce ?? '', reason: '新规则有利于申请人' });
    // From 03-05: 03-06, 09 … 13 (6), 16 … 20 (11), 23 … 27 (16), 30 … 04-02 (20).
    expect(await running.file()).toMatchObject({ policy: inForce, turn: { due: '2026-04-02' } });
    expect((await running.history()).events.at(-1)).toMatchObject({
      type: 'PolicyRepinned',
      by: 'head',
      data: { reason: '新规则有利于申请人', changes: [{ limit: 'T11', before: due, after: '2026-04-02', length: 20 }] },
    });
    await running.gives('clerk', 'CommissionReview', { team: TEAM });

    const { dataDir } = world;
    await world.server.close();
    await world.host.close();
    world = await openWorld({ at: '2026-03-06T10:00', dataDir });
    expect((await new ACase(world, running.id).file()).policy).toBe(inForce);
    const pack = await world.anybody.get<{ packs: readonly PackFile[] }>(`/api/policies/${encodeURIComponent('CMA-2021/3')}`);
    expect(pack.body.packs[0]?.limits.find(({ id }) => id === 'T11')?.n).toBe(20);
  });

  it('changes the guide from its day on; what the guide said of the days before it stays', async () => {
    const admin = await world.as('admin');
    await world.at('2026-03-04T12:00');
    await admin.post<object>('/api/policies', { pack: withLimits(3, { T11: 20 }), reason: '缩短评审期限' });
    await world.at('2026-03-10T12:00');
    await admin.post<object>('/api/policies', { pack: withLimits(4, { T11: 15 }), reason: '再缩短评审期限' });
    await world.at('2026-03-12T12:00');

    const told = async (on: string) => {
      const { body } = await world.anybody.get<KindGuide>('/api/guide/INITIAL', { on });
      const [base] = body.packs;
      return [body.policy.split('+')[0], base?.label, base?.publishedAt, body.limits.find(({ id }) => id === 'T11')?.n];
    };
    expect(await told('2026-03-03')).toEqual(['CMA-2021/2', 'CMA-2021/2', null, 30]);
    expect(await told('2026-03-04')).toEqual(['CMA-2021/3', 'CMA-2021/3', '2026-03-04T12:00:00+08:00', 20]);
    expect(await told('2026-03-09')).toEqual(['CMA-2021/3', 'CMA-2021/3', '2026-03-04T12:00:00+08:00', 20]);
    expect(await told('2026-03-12')).toEqual(['CMA-2021/4', 'CMA-2021/4', '2026-03-10T12:00:00+08:00', 15]);
    expect((await world.anybody.get<GuideList>('/api/guide', { on: '2026-03-09' })).body.policy).toMatch(LABEL);
    expect((await world.anybody.get(`/api/policies/${encodeURIComponent('CMA-2021/3')}`)).status).toBe(200);
  });

  it('that asks more is refused by the gate until each addition has its reason', async () => {
    await received();
    const pack = withLimits(3, { T22: 12 });
    const problem = await refused('/api/policies', { pack, reason: '示例' });
    expect(problem).toMatchObject({ status: 409, code: 'reduction-gate', field: 'reasons' });
    expect(problem.allowed).toContain('reasons["INITIAL.GENERAL.limits.T22"]: 10 wd → 12 wd');

    const supervisor = await world.as('supervisor');
    const dry = (await supervisor.post<PolicyDryRun>('/api/policy/dry-run', { pack })).body;
    expect(dry.publishable).toBe(false);
    const reasons = Object.fromEntries(dry.gate.unexplained.map((path) => [path, '新修订的办法放宽了决定期限（示例）']));
    const [first = ''] = dry.gate.unexplained;
    expect((await refused('/api/policies', { pack, reason: '示例', reasons: { ...reasons, [first]: ' ' } })).allowed).toEqual([
      `reasons["${first}"]: 10 wd → 12 wd`,
    ]);
    const admin = await world.as('admin');
    const done = await admin.post<PolicyDryRun['gate']>('/api/policies', { pack, reason: '示例', reasons });
    expect(done.status).toBe(201);
    expect(done.body.additions.find(({ path }) => path === first)).toMatchObject({
      before: '10 wd',
      after: '12 wd',
      reason: reasons[first],
    });
    const [event] = await world.host.engine.store.readStream('policy-published');
    expect(event).toMatchObject({
      type: 'PolicyPublished',
      actor: { role: 'admin' },
      data: { reason: '示例', additions: done.body.additions },
    });
  });

  it('is told beforehand by a dry run: what would change for a case that were re-pinned', async () => {
    const one = await received();
    const supervisor = await world.as('supervisor');
    const { body } = await supervisor.post<PolicyDryRun>('/api/policy/dry-run', { pack: withLimits(3, { T01: 3 }) });
    expect(body).toMatchObject({
      publishable: true,
      openCases: 1,
      affectedCases: 1,
      cases: [{ caseId: one.id, fits: true, changes: [{ limit: 'T01', before: '2026-03-09', after: '2026-03-05', length: 3 }] }],
    });
    expect(body.findings.every(({ path, zh, en }) => path.startsWith('$') && zh !== '' && en !== '')).toBe(true);
    expect((await supervisor.post<Problem>('/api/policy/dry-run', {})).body).toMatchObject({ code: 'input-invalid' });
  });

  it.each<[string, () => object, object]>([
    [
      'a field that is missing',
      () => ({ ...PACK, version: 3, source: undefined }),
      { code: 'file-malformed', field: 'pack.source' },
    ],
    [
      'a limit without basis',
      () => ({ ...PACK, version: 3, limits: PACK.limits.map((limit, i) => (i === 3 ? { ...limit, basis: [] } : limit)) }),
      { code: 'file-malformed', field: 'pack.limits[3].basis' },
    ],
    ['a version that is there', () => PACK, { code: 'version-not-higher', field: 'pack.version' }],
    [
      'a second base pack for the same days',
      () => ({ ...PACK, policy: 'CMA-2027', version: 1, effectiveFrom: '2027-01-01' }),
      { code: 'policy-contradicts' },
    ],
    [
      'a basis of blanks',
      () => ({ ...PACK, version: 3, limits: PACK.limits.map((limit, i) => (i === 0 ? { ...limit, basis: ['  '] } : limit)) }),
      { code: 'policy-lint', field: 'pack.limits[0].basis' },
    ],
    [
      'silence that grants what the law does not',
      () => ({
        ...PACK,
        version: 3,
        limits: PACK.limits.map((limit) => (limit.id === 'T22' ? { ...limit, onExpiry: 'deem-accepted' } : limit)),
      }),
      { code: 'policy-lint', allowed: [expect.stringMatching(/^\$\.limits\[\d+\]\.onExpiry: silence-grants$/)] },
    ],
  ])('is refused with %s', async (_what, pack, problem) => {
    expect(await refused('/api/policies', { pack: pack(), reason: '示例' })).toMatchObject(problem);
  });

  it('is published by an administrator only', async () => {
    for (const who of ['head', 'supervisor', 'clerk'] as const) {
      const { status, body } = await (await world.as(who)).post<Problem>('/api/policies', { pack: PACK, reason: '示例' });
      expect([status, body.code]).toEqual([403, 'wrong-role']);
    }
  });
});

describe('the examples of the API document', () => {
  interface Schemas {
    readonly components: {
      readonly schemas: Readonly<
        Record<string, { readonly properties: Readonly<Record<string, { readonly example: unknown }>> }>
      >;
    };
    readonly paths: Readonly<Record<string, { readonly post: { readonly requestBody: { readonly content: Bodies } } }>>;
  }
  type Bodies = Readonly<Record<string, { readonly examples: Readonly<Record<string, { readonly value: object }>> }>>;
  const documented = async () => (await world.anybody.get<Schemas>('/openapi.json')).body;

  it.each([
    ['PublishPolicyDto', '/api/policies', { label: 'PROMISE-2027/1', additions: [] }],
    ['PublishCalendarDto', '/api/calendars', { version: '2027.3' }],
  ])('%s is published as it is', async (name, path, done) => {
    const { properties } = (await documented()).components.schemas[name]!;
    const body = Object.fromEntries(Object.entries(properties).map(([field, { example }]) => [field, example]));
    const { pack, year } = body;
    const dry = await (await world.as('supervisor')).post('/api/policy/dry-run', pack === undefined ? { year } : { pack });
    expect(dry).toMatchObject({ status: 200, body: pack === undefined ? { version: '2027.3' } : { publishable: true } });
    expect(await (await world.as('admin')).post(path, body)).toMatchObject({ status: 201, body: done });
  });

  it('of a dry run is one of a pack and one of a year, and both are answered', async () => {
    const { content } = (await documented()).paths['/api/policy/dry-run']!.post.requestBody;
    const bodies = Object.values(content['application/json']!.examples).map(({ value }) => value);
    expect(bodies.map((body) => Object.keys(body))).toEqual([['pack'], ['year']]);
    const supervisor = await world.as('supervisor');
    for (const body of bodies) expect((await supervisor.post('/api/policy/dry-run', body)).status).toBe(200);
  });
});
