import type { PolicyDryRun, PolicyList } from '#engine';
import type { GuideList, KindGuide } from '#office';
import type { Problem } from '../../apps/api/src/http/problem.js';
import { ACase, TEAM } from './a-case.js';
import { openWorld, type World } from './world.js';
import { PACK, withLimits, publishing, type PackFile } from './publications.js';

const LABEL = /^CMA-2021\/3\+/;

let world: World;
beforeEach(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterEach(() => world.close());

const { received, refused } = publishing(() => world);

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
