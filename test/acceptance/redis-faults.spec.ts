import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startAlarms, startPrivateRedis } from '#alarms';
import { caseIdFor, loadLaw, openEmbedded, silent, SimulatedClock } from '#engine';
import { isRejection, type Instant } from '#kernel';
import { ACase, firstApplication, TEAM } from './a-case.js';
import { BODIES, type Body } from './people.js';
import { eventually, openWorld, shanghai, type World } from './world.js';

/** Received on Monday 2026-03-02 or Tuesday, and nobody says a word: accepted by law at the end of 03-09 or 03-10. */
const SILENCE = { monday: shanghai('2026-03-10T00:00'), tuesday: shanghai('2026-03-11T00:00') };
const NEVER_MS = 3_600_000;
const SWEEP_MS = 15_000;

let world: World | undefined;
let redis: Redis;
const clients: Redis[] = [];
/** Begins before all other tests, because its sweep takes its time. */
let alone: Promise<{ readonly world: World; readonly one: ACase }>;

beforeAll(() => {
  alone = withoutRedis();
  alone.catch(() => undefined);
});
afterAll(async () => (await alone).world.close());

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await world?.close();
  world = undefined;
});

/** Whose sweep comes every `sweepEveryMs`: never, where it must be Redis that fires. */
async function givenAWorld(at: string, sweepEveryMs = NEVER_MS): Promise<World> {
  world = await openWorld({ at, sweepEveryMs });
  redis = redisOf(world.dataDir);
  return world;
}

function redisOf(dataDir: string): Redis {
  const client = new Redis({ path: join(dataDir, 'redis.sock') }).on('error', () => undefined);
  clients.push(client);
  return client;
}

/** How many alarms Redis holds. */
async function armed(): Promise<number> {
  const [key] = await redis.keys('*:delayed');
  return key === undefined ? 0 : redis.zcard(key);
}

/** For what gives no event, such as the state of a connection. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(5);
}

async function submitted(on: World): Promise<ACase> {
  const one = new ACase(on);
  await one.gives('applicant', 'SubmitApplication', firstApplication());
  return one;
}

const deemed = async (one: ACase): Promise<string[]> => (await one.events()).filter((line) => line.includes('DeemedAccepted'));
const isDeemed = (on: World, one: ACase) => (): Promise<boolean> =>
  on.host.engine.store.readStream(`case-${one.id}`).then((events) => events.length > 1);

/** A sweep under way would have said when it was by now. */
async function noSweepSince(on: World, at: Instant): Promise<void> {
  await on.settled();
  expect((await on.anybody.get('/health')).status).toBe(200);
  expect(on.host.alarms.status().lastSweepAt).toBeLessThan(at);
}

const redisPid = async (): Promise<number> => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);

it('an alarm comes through Redis, not by the sweep', async () => {
  const on = await givenAWorld('2026-03-02T10:00');
  const one = await submitted(on);
  await on.host.alarms.flushed();
  expect(await armed()).toBe(1);
  await on.at('2026-03-10T00:00');
  await on.settled();
  expect(await deemed(one)).toHaveLength(1);
  await noSweepSince(on, SILENCE.monday);
});

it('what FLUSHALL wiped out: the sweep fires what is due, and arms again what is not', async () => {
  const on = await givenAWorld('2026-03-02T10:00', SWEEP_MS);
  const [first, second] = [await submitted(on), new ACase(on)];
  await second.when('2026-03-03T10:00', 'rival', 'SubmitApplication', firstApplication(BODIES.hill));
  await on.host.alarms.flushed();
  expect(await armed()).toBe(2);

  await redis.flushall();
  on.clock.set(shanghai('2026-03-10T23:59:59'));
  await eventually(on.host.engine.store, 'the sweep has fired what Redis lost', isDeemed(on, first));
  await until(async () => (await armed()) === 2);

  on.clock.set(SILENCE.tuesday);
  await eventually(on.host.engine.store, 'what was armed again has fired', isDeemed(on, second));

  await on.host.alarms.sweepNow();
  await on.settled();
  expect(await deemed(first)).toEqual(['2026-03-10T23:59 ApplicationDeemedAccepted, engine, as of 2026-03-02T10:00']);
  expect((await second.history('rival')).events.map(({ type }) => type)).toEqual([
    'ApplicationReceived',
    'ApplicationDeemedAccepted',
  ]);
  expect(on.log.filter((line) => line.includes('Redis has lost the alarms'))).toHaveLength(1);
});

it('Redis killed, its files gone: started again and told everything, it fires on time', async () => {
  const on = await givenAWorld('2026-03-02T10:00');
  const one = await submitted(on);
  await on.host.alarms.flushed();
  on.clock.set(shanghai('2026-03-09T23:59:58'));

  const pid = await redisPid();
  process.kill(pid, 'SIGKILL');
  rmSync(join(on.dataDir, 'redis', 'appendonlydir'), { recursive: true, force: true });
  await until(() => on.host.alarms.status().redis === 'down');
  await new ACase(on).gives('rival', 'SubmitApplication', firstApplication(BODIES.hill));

  await until(() => on.host.alarms.status().redis === 'up');
  expect(await redisPid()).not.toBe(pid);
  await until(async () => (await armed()) === 2);
  on.clock.set(SILENCE.monday);
  await eventually(on.host.engine.store, 'the new Redis has fired', isDeemed(on, one));
  await noSweepSince(on, SILENCE.monday);
  await on.host.alarms.sweepNow();
  expect(await deemed(one)).toHaveLength(1);
  expect((await on.anybody.get('/ready')).body).toMatchObject({ status: 'ready' });
});

it('a Redis that does not answer keeps nobody waiting, and loses nothing', async () => {
  const on = await givenAWorld('2026-03-02T10:00');
  const pid = await redisPid();
  process.kill(pid, 'SIGSTOP');
  const one = await submitted(on);
  expect((await one.file()).status).toBe('received');
  process.kill(pid, 'SIGCONT');
  await until(async () => (await armed()) === 1);
  await on.at('2026-03-10T00:00');
  await on.settled();
  expect(await deemed(one)).toHaveLength(1);
});

it('what ran out while the program was down takes effect when it starts again, once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ow-acceptance-'));
  world = await openWorld({ at: '2026-03-02T10:00', dataDir });
  redis = redisOf(dataDir);
  const { id } = await submitted(world);
  const before = await new ACase(world, id).history();
  await world.close();

  world = await openWorld({ at: '2026-03-20T10:00', dataDir });
  await world.settled();
  const one = new ACase(world, id);
  expect((await one.history('applicant', '2026-03-02T10:00:00+08:00')).events).toEqual(before.events);
  expect(await deemed(one)).toEqual(['2026-03-20T10:00 ApplicationDeemedAccepted, engine, as of 2026-03-02T10:00']);
  await world.host.alarms.sweepNow();
  expect(await one.events()).toHaveLength(2);
  await world.at('2026-04-20T00:00');
  expect((await one.events()).slice(2)).toEqual(['2026-04-15T00:00 TimeLimitBreached, engine']);
  rmSync(dataDir, { recursive: true });
});

/** Nobody listens there; nobody tells the alarms that the clock was moved. */
async function withoutRedis(): Promise<Awaited<typeof alone>> {
  const on = await openWorld({ at: '2026-03-02T10:00', redisUrl: 'redis://127.0.0.1:1' });
  const one = await submitted(on);
  on.clock.set(SILENCE.monday);
  await eventually(on.host.engine.store, 'the sweep has come', isDeemed(on, one));
  return { world: on, one };
}

describe('without any Redis the sweep alone', () => {
  it('comes by itself, every fifteen seconds, and acts once', async () => {
    const { world: on, one } = await alone;
    await Promise.all([on.host.alarms.sweepNow(), on.host.alarms.sweepNow()]);
    expect(await deemed(one)).toHaveLength(1);
    expect(await one.events()).toHaveLength(2);
  });

  it('keeps every limit, and says that it is alone', async () => {
    const { world: on, one } = await alone;
    expect((await on.anybody.get('/ready')).body).toMatchObject({ status: 'degraded', alarms: { redis: 'down' } });
    await one.when('2026-03-11T10:00', 'clerk', 'CommissionReview', { team: TEAM });
    await one.when('2026-04-17T10:00', 'reviewer', 'ConcludeReview', { conclusion: '符合' });
    await one.when('2026-04-20T10:00', 'decider', 'GrantQualification', {});
    await on.settled();
    await one.when('2026-04-21T10:00', 'clerk', 'DeliverCertificate');
    expect((await one.events()).slice(1)).toEqual([
      '2026-03-10T00:00 ApplicationDeemedAccepted, engine, as of 2026-03-02T10:00',
      '2026-03-11T10:00 ReviewCommissioned, clerk',
      // Thirty working days from 03-02: 03-03 … 06 (4), 09 … 13 (9), … 04-03 (24), 07 … 10 (28), 13, 14.
      '2026-04-15T00:00 TimeLimitBreached, engine',
      '2026-04-17T10:00 ReviewConcluded, reviewer',
      '2026-04-20T10:00 QualificationGranted, decision-maker',
      '2026-04-20T10:00 CertificateReady, engine',
      '2026-04-21T10:00 CertificateDelivered, clerk',
    ]);
    expect(on.log.filter((line) => line.startsWith('error'))).toEqual([]);
  });
});

/** The parts of the host put together by hand, since the host never runs without its sweep. */
describe.each([
  ['without the sweep (the control)', false],
  ['with it', true],
])('after FLUSHALL, %s', (_how, sweep) => {
  it(sweep ? 'everything fires' : 'what Redis lost never fires', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ow-acceptance-'));
    const server = await startPrivateRedis({ dataDir: folder });
    redis = redisOf(folder);
    const law = loadLaw();
    const clock = new SimulatedClock(shanghai('2026-03-02T10:00'));
    const { engine, readModels } = openEmbedded({ law, clock, folder, onDeadlines: ({ set }) => alarms?.arm(set) });
    const alarms = await startAlarms({
      redis: server.connection,
      clock,
      record: { due: (now, limit) => readModels.due(now, limit), all: (after, limit) => readModels.deadlines(after, limit) },
      onDue: async (deadline) => {
        await engine.expire(deadline);
      },
      sweep,
      sweepIntervalMs: 100,
      log: silent,
    });
    const submit = async (body: Body): Promise<string> => {
      const commandId = randomUUID();
      const caseId = caseIdFor(commandId);
      const answer = await engine.execute({
        commandId,
        stream: `case-${caseId}`,
        command: { type: 'SubmitApplication', data: { ...firstApplication(body), caseId } },
        actor: { id: 'somebody', role: 'applicant', uscc: body.uscc },
      });
      if (isRejection(answer)) throw new Error(answer.en);
      return `case-${caseId}/T01/1`;
    };
    const due = async (): Promise<string[]> => (await readModels.due(clock.now(), 10)).map(({ id }) => id);

    const [lost, witness] = [await submit(BODIES.river), await submit(BODIES.hill)];
    await alarms.flushed();
    await redis.flushall();
    clock.set(shanghai('2026-03-09T23:59:59'));
    alarms.arm((await readModels.deadlines(undefined, 10)).filter(({ id }) => id === witness));
    await alarms.flushed();
    clock.set(SILENCE.monday);
    await eventually(engine.store, 'the witness has fired', async () => !(await due()).includes(witness));
    if (sweep) await eventually(engine.store, 'the sweep has fired', async () => (await due()).length === 0);
    else expect(await due()).toEqual([lost]);

    await alarms.stop();
    await engine.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
});
