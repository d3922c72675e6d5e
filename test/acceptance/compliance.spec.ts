import { ACase, firstApplication } from './a-case.js';
import type { Query } from './http-client.js';
import { openWorld, type World } from './world.js';

let world: World;
afterAll(() => world.close());

const asked = async (path: '' | '/counts', query: Query = {}) =>
  (await world.as('supervisor')).get<{ items: Readonly<Record<string, unknown>>[] }>(`/api/compliance${path}`, query);

/** One application accepted in two days, one by silence after five; a third that nobody has looked at yet. */
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-02T10:00' });
  const [prompt, silent, open] = [new ACase(world), new ACase(world), new ACase(world)];
  await prompt.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await prompt.when('2026-03-04T10:00', 'clerk', 'AcceptApplication');
  await prompt.when('2026-03-05T10:00', 'applicant', 'WithdrawApplication', { reason: '改期' });
  await silent.when('2026-03-05T11:00', 'applicant', 'SubmitApplication', firstApplication());
  await world.at('2026-03-13T10:00');
  await silent.when('2026-03-13T10:00', 'applicant', 'WithdrawApplication', { reason: '改期' });
  await open.when('2026-03-16T10:00', 'applicant', 'SubmitApplication', firstApplication());
});

it('a supervisor sees in one line a limit how many ended in time, and by silence', async () => {
  const { items } = (await asked('/counts', { from: '2026-03-01', to: '2026-03-31', party: 'authority' })).body;
  expect(items.find(({ key }) => key === 'T01')).toEqual({
    ...{ key: 'T01', total: 3, ended: 2, running: 1, overdue: 0, stopped: 0, met: 1, late: 0, lapsed: 1 },
    ...{ averageDays: 3.5, longestDays: 5 },
  });
});

it('and opens the clocks that a figure counts', async () => {
  const { items } = (await asked('', { limit: 'T01', outcome: 'lapsed' })).body;
  expect(items).toMatchObject([{ started: '2026-03-05', due: '2026-03-12', ended: '2026-03-12', person: 'engine', days: 5 }]);
});

it('what nobody has looked at is overdue from the day after its last', async () => {
  expect((await asked('', { limit: 'T01', outcome: 'running' })).body.items).toMatchObject([{ due: '2026-03-23', margin: 5 }]);
});

it.each<[Query, string, string]>([
  [{ from: '2026-02-30' }, 'date-impossible', 'from'],
  [{ to: '2026-3-1' }, 'input-invalid', 'to'],
  [{ from: '2026-03-02', to: '2026-03-01' }, 'input-invalid', 'to'],
  [{ outcome: 'early' }, 'input-invalid', 'outcome'],
  [{ limit: 'T1' }, 'input-invalid', 'limit'],
])('%j is refused and says why', async (query, code, field) => {
  for (const path of ['', '/counts'] as const)
    expect(await asked(path, query)).toMatchObject({ status: 400, body: { code, field } });
});
