import { APPLICATION_KINDS, type Guide } from '#law';
import type { GuideList } from '#office';
import { GUIDE_EXAMPLE, LIST_EXAMPLE } from '../../apps/api/src/guide/guide.example.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
});
afterAll(() => world.close());

const guide = async (kind: string, on?: string) =>
  (await world.anybody.get<Guide & { on: string }>(`/api/guide/${kind}`, on === undefined ? {} : { on })).body;

it('lists every kind to everybody, by the law of the day', async () => {
  const { status, body } = await world.anybody.get<GuideList>('/api/guide');
  expect(status).toBe(200);
  expect(body).toMatchObject({ on: '2026-03-02', policy: 'CMA-2021/2+REV-2023/2+ENV-2025/1' });
  expect(body.kinds.map(({ kind }) => kind)).toEqual(APPLICATION_KINDS);
  expect(Object.keys(body).sort()).toEqual(Object.keys(LIST_EXAMPLE).sort());
});

it.each(APPLICATION_KINDS)('tells everybody what %s takes', async (kind) => {
  const body = await guide(kind);
  expect(body).toMatchObject({ on: '2026-03-02', kind });
  expect(
    Object.keys(body)
      .filter((field) => field !== 'note')
      .sort(),
  ).toEqual(Object.keys(GUIDE_EXAMPLE).sort());
  expect(body.materials.every(({ basis, source, verified }) => basis.length > 0 && source !== '' && verified !== undefined)).toBe(
    true,
  );
  expect(body.ways[0]?.steps.length).toBeGreaterThan(3);
});

it('tells it by the law of another day', async () => {
  const [then, now] = [await guide('INITIAL', '2018-07-31'), await guide('INITIAL', '2026-06-01')];
  expect([then.policy, then.ways.map((way) => way.workingDays.legal)]).toEqual(['CMA-2015/2+REV-2016/1', [80]]);
  expect([now.policy, now.ways.map((way) => way.workingDays.legal)]).toEqual([
    'CMA-2021/2+REV-2023/2+ENV-2025/1+YDYK-2026/1',
    [52, 12],
  ]);
});

it.each([
  ['guide/NOTHING', 404, 'kind-unknown', undefined],
  ['guide/toString', 404, 'kind-unknown', undefined],
  ['guide/INITIAL?on=2026-02-30', 400, 'date-impossible', 'on'],
  ['guide?on=2015-07-31', 400, 'no-policy-in-force', 'on'],
  ['guide?on=yesterday', 400, 'input-invalid', undefined],
  ['guide?kind=INITIAL', 400, 'input-invalid', undefined],
])('GET /api/%s is %i %s', async (path, status, code, field) => {
  expect(await world.anybody.get(`/api/${path}`)).toMatchObject({ status, body: { code, ...(field ? { field } : {}) } });
});
