import { CLOCK_STREAM, systemClock } from '#engine';
import type { CaseFileView } from '#read-models';
import type { Ready } from '../../apps/api/src/back-office/back-office.js';
import { ACase, firstApplication } from './a-case.js';
import { PASSWORD } from './people.js';
import { eventually, openWorld, shanghai, type World } from './world.js';

const MONTH = 30 * 86_400_000;
const HOUR = 3_600_000;
const KEY = '3f1c0b9e-0000-4000-8000-000000000001';

/** The clocks of the machine, set by hand; each thread looks at them by itself. */
const at = { wall: 0, boot: 0 };
const clocks = () => systemClock({ wall: () => at.wall, boot: () => at.boot, tick: () => at.boot });

let world: World;
beforeEach(async () => {
  Object.assign(at, { wall: shanghai('2026-03-02T10:00'), boot: 5_000_000 });
  world = await openWorld({ at: '2026-03-02T10:00', clocks });
});
afterEach(() => world.close());

const body = { reason: '服务器时钟已按国家授时校正' };
const clockNow = async () => (await world.anybody.get<Ready>('/ready')).body.clock;

test('an administrator answers for a clock that was put right: it goes on record, both threads go by it, and silence takes effect', async () => {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', firstApplication());
  const [admin, clerk] = [await world.as('admin'), await world.as('clerk')];
  const confirm = () => admin.post('/api/clock/confirm', body, { key: KEY });
  expect(await confirm()).toMatchObject({ status: 409, body: { code: 'clock-not-in-doubt' } });

  at.wall += MONTH + 3000;
  at.boot += 3000;
  const accept = () => clerk.post(`/api/cases/${one.id}/accept-application`, {});
  expect(await accept()).toMatchObject({ status: 503, body: { code: 'clock-suspicious' } });
  expect(await clerk.post('/api/clock/confirm', body)).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
  expect(await admin.post('/api/clock/confirm', { reason: ' ' })).toMatchObject({ status: 400, body: { field: 'reason' } });
  expect(await clockNow()).toMatchObject({ status: 'suspicious', byMs: MONTH });

  const answer = await confirm();
  expect(answer).toMatchObject({ status: 200, body: { clock: { status: 'believed' }, events: ['ClockConfirmed'] } });
  expect(await clockNow()).toEqual({ status: 'believed' });
  const { store } = world.host.engine;
  const reaches = async () => (await store.readStream(`case-${one.id}`)).length > 1;
  await eventually(store, 'the silence takes effect', reaches);
  const [received, accepted] = await store.readStream(`case-${one.id}`);
  expect(accepted).toMatchObject({ type: 'ApplicationDeemedAccepted', effectiveAt: received?.recordedAt, recordedAt: at.wall });
  expect(await store.readStream(CLOCK_STREAM)).toMatchObject([
    { actor: { id: admin.account.id }, data: { byMs: MONTH, after: at.wall, reason: body.reason } },
  ]);

  // Whoever was signed in a month ago is not any more, and a new session lasts from now.
  expect(await accept()).toMatchObject({ status: 401 });
  const session = await world.anybody.post<{ token: string; expiresAt: string }>('/api/sessions', {
    username: 'admin',
    password: PASSWORD,
  });
  expect(Date.parse(session.body.expiresAt)).toBe(at.wall + 12 * HOUR);
});

test('a start with a clock behind the record: it is confirmed like any other', async () => {
  const one = new ACase(world);
  await one.gives('applicant', 'SubmitApplication', firstApplication());
  const { dataDir } = world;
  await world.server.close();
  await world.host.close();
  at.wall -= HOUR;
  world = await openWorld({ at: '2026-03-02T10:00', dataDir, clocks });
  const clerk = await world.as('clerk');
  const accept = () => clerk.post(`/api/cases/${one.id}/accept-application`, {});
  expect(await accept()).toMatchObject({ status: 503, body: { code: 'clock-suspicious' } });
  expect(await (await world.as('admin')).post('/api/clock/confirm', body)).toMatchObject({ status: 200 });
  expect(await accept()).toMatchObject({ status: 200 });
  expect((await clerk.get<CaseFileView>(`/api/cases/${one.id}`)).body).toMatchObject({ revision: 1 });
});
