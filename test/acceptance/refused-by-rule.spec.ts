import { ACase, firstApplication } from './a-case.js';
import { PACK } from './publications.js';
import { openWorld, type World } from './world.js';

const REFUSING = {
  ...PACK,
  version: 3,
  limits: PACK.limits.map((limit) => (limit.id === 'T05' ? { ...limit, onExpiry: 'deem-refused' } : limit)),
};

let world: World;
afterEach(() => world.close());

it('地方容缺受理规定: where a published rule says so, what was promised and did not come ends the case by refusal', async () => {
  world = await openWorld({ at: '2026-03-02T09:00' });
  const publication = { pack: REFUSING, reason: '本省容缺受理规定（示例）' };
  expect(await (await world.as('admin')).post('/api/policies', publication)).toMatchObject({ status: 201 });

  const one = new ACase(world);
  const application = firstApplication();
  const materials = application.materials.filter(({ material }) => material !== 'M10');
  await one.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', { ...application, materials });
  await one.when('2026-03-03T10:00', 'clerk', 'AcceptWithOutstanding', { outstanding: ['M10'], withinWorkingDays: 3 });
  await world.at('2026-03-06T23:59:59');
  expect((await one.file()).status).toBe('awaiting-commission');
  await world.at('2026-03-07T00:00');
  expect((await one.events()).at(-1)).toBe('2026-03-07T00:00 ApplicationDeemedRefused, engine');
  expect(await one.file()).toMatchObject({
    status: 'refused',
    detail: { reasons: ['容缺材料逾期未补齐'], remedies: { reconsideration: expect.stringContaining('60') as string } },
    turn: { of: 'nobody' },
  });
  expect((await one.file('decider')).permittedActions).toEqual([]);
});
