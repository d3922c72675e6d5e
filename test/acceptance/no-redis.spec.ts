import { ACase, firstApplication, TEAM } from './a-case.js';
import { eventually, openWorld, shanghai, type World } from './world.js';

const SWEEP_MS = 15_000;
/** Nobody listens there. */
const NOWHERE = 'redis://127.0.0.1:1';

let world: World;
afterEach(() => world.close());

describe('without any Redis the sweep alone', () => {
  it('keeps every limit, and says so', async () => {
    world = await openWorld({ at: '2026-02-13T10:00', redisUrl: NOWHERE });
    expect((await world.anybody.get('/ready')).body).toMatchObject({ status: 'degraded', alarms: { redis: 'down' } });
    const one = new ACase(world);
    await one.when('2026-02-13T10:00', 'applicant', 'SubmitApplication', firstApplication());
    await one.when('2026-03-02T10:00', 'clerk', 'CommissionReview', { team: TEAM });
    await one.when('2026-04-07T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
    await one.when('2026-04-09T10:00', 'decider', 'GrantQualification', {});
    await world.settled();
    await one.when('2026-04-10T10:00', 'clerk', 'DeliverCertificate');
    expect(await one.events()).toEqual([
      '2026-02-13T10:00 ApplicationReceived, applicant',
      '2026-02-28T00:00 ApplicationDeemedAccepted, engine, as of 2026-02-13T10:00',
      '2026-03-02T10:00 ReviewCommissioned, clerk',
      // Thirty working days from 02-13 end on 04-02.
      '2026-04-03T00:00 TimeLimitBreached, engine',
      '2026-04-07T10:00 ReviewConcluded, reviewer',
      '2026-04-09T10:00 QualificationGranted, decision-maker',
      '2026-04-09T10:00 CertificateReady, engine',
      '2026-04-10T10:00 CertificateDelivered, clerk',
    ]);
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('comes by itself, every fifteen seconds, and acts once', async () => {
    world = await openWorld({ at: '2026-03-02T10:00', redisUrl: NOWHERE });
    const one = new ACase(world);
    await one.gives('applicant', 'SubmitApplication', firstApplication());
    world.clock.set(shanghai('2026-03-10T00:00'));
    const begun = performance.now();
    const { store } = world.host.engine;
    await eventually(store, 'the sweep has come', async () => (await store.readStream(`case-${one.id}`)).length > 1);
    expect(performance.now() - begun).toBeLessThan(SWEEP_MS + 5000);
    await Promise.all([world.host.alarms.sweepNow(), world.host.alarms.sweepNow()]);
    expect((await one.events()).map((line) => line.split(',')[0]?.split(' ')[1])).toEqual([
      'ApplicationReceived',
      'ApplicationDeemedAccepted',
    ]);
  });
});
