import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startAlarms, startPrivateRedis, type Alarms, type AlarmsOptions, type Deadline, type PrivateRedis } from '#alarms';
import { caseIdFor, loadLaw, openEmbedded, silent, systemClock, type Embedded } from '#engine';
import { instant, isRejection, type Instant } from '#kernel';
import { bodyFor, materialsToday, submissionOf } from '../bench/case-script.js';
import { percentiles } from '../bench/percentiles.js';
import { DeadlineOffice } from './support/deadline-office.js';
import { flushRedisOf, itWithRedis, killRedisOf, signalRedisOf } from './support/redis.js';
import { Sandbox } from './support/sandbox.js';
import { until } from './support/until.js';

const DEADLINES = 600;
const SPREAD_MS = 10_000;
const LEAD_MS = 1_500;
const SWEEP_MS = 1_000;

const sandbox = new Sandbox();
const clock = systemClock();
afterEach(() => sandbox.clean());

/** A private Redis, which starts again by itself when it is killed. */
async function startRedis(): Promise<{ redis: PrivateRedis; dataDir: string }> {
  const dataDir = sandbox.folder('deadlines');
  const redis = await startPrivateRedis({ dataDir });
  sandbox.beforehand(() => redis.stop());
  return { redis, dataDir };
}

async function start(options: Pick<AlarmsOptions, 'redis' | 'record' | 'onDue'> & Partial<AlarmsOptions>): Promise<Alarms> {
  const alarms = await startAlarms({ clock, sweepIntervalMs: SWEEP_MS, log: silent, ...options });
  sandbox.beforehand(() => alarms.stop());
  return alarms;
}

/** Half of them at full seconds, many at a time, the others evenly. */
function deadlinesFrom(from: number): Deadline[] {
  return Array.from({ length: DEADLINES }, (_, index) => {
    const at = from + (index * SPREAD_MS) / DEADLINES;
    const dueAt = Math.round(index % 2 === 0 ? at : Math.ceil(at / 1000) * 1000) as Instant;
    return { id: `case-${String(index).padStart(4, '0')}/T01/1`, version: 1, dueAt };
  });
}

/** All faults, one after the other, within the ten seconds in which everything comes due. `workers` may be replaced on the way. */
async function hurt(dataDir: string, replaceWorker: () => Promise<void>, wakeAllTwice: () => void): Promise<number> {
  let faults = 0;
  const fault = async (afterMs: number, act: () => unknown): Promise<void> => {
    await pause(afterMs);
    await act();
    faults += 1;
  };
  await fault(LEAD_MS + 500, () => flushRedisOf(dataDir));
  await fault(500, wakeAllTwice);
  await fault(1_000, () => {
    killRedisOf(dataDir);
    rmSync(join(dataDir, 'redis', 'appendonlydir'), { recursive: true, force: true });
  });
  await fault(1_000, () => signalRedisOf(dataDir, 'SIGSTOP'));
  await fault(3_000, () => signalRedisOf(dataDir, 'SIGCONT'));
  await fault(500, wakeAllTwice);
  await fault(500, replaceWorker);
  await fault(500, () => killRedisOf(dataDir));
  await fault(1_000, () => flushRedisOf(dataDir));
  return faults;
}

/** Two processes' worth of alarms over one record; every tenth limit is stopped and runs on later, every fifteenth is met in time. */
async function run(guarantee: boolean) {
  const { redis, dataDir } = await startRedis();
  const office = new DeadlineOffice(clock);
  const nothing = { due: async () => [], all: async () => [] };
  const options = {
    redis: redis.connection,
    onDue: office.onDue,
    ...(guarantee ? { record: office } : { record: nothing, sweep: false }),
  };
  let first = await start(options);
  const second = await start(options);
  const deadlines = deadlinesFrom(Date.now() + LEAD_MS);
  office.set(...deadlines);
  first.arm(deadlines);
  await first.flushed();

  const moved = deadlines.filter((_, index) => index % 10 === 5);
  const met = deadlines.filter((_, index) => index % 15 === 7);
  const later = moved.map(({ id, dueAt }) => ({ id, version: 2, dueAt: (dueAt + 800) as Instant }));
  office.set(...later);
  office.close(...met);
  first.cancel([...moved, ...met]);
  first.arm(later);

  const faults = await hurt(
    dataDir,
    async () => {
      await first.stop();
      await pause(500);
      first = await start(options);
    },
    () => {
      for (const alarms of [first, second]) alarms.arm(deadlines);
    },
  );
  return { office, faults, expected: deadlines.filter((deadline) => !met.includes(deadline)).map(({ id }) => id) };
}

describe(`${DEADLINES} deadlines within ${SPREAD_MS / 1000} s, Redis flushed, killed and stopped, wake-ups doubled, workers replaced`, () => {
  itWithRedis(
    'each takes effect once, none before it is due; without sweep and re-arming some are lost (the control)',
    async () => {
      const [kept, control] = await Promise.all([run(true), run(false)]);
      await until('the last deadline', () => kept.office.open.length === 0 || undefined);
      const latenesses = [...kept.office.effects.values()].flat();
      const { p50Ms, p99Ms, maxMs } = percentiles(latenesses);
      process.stdout.write(
        `deadlines: ${kept.expected.length} open, ${kept.faults} faults, ${kept.office.wakeUps} wake-ups, ${latenesses.length} effects, ` +
          `${kept.office.early.length} early; late p50 ${p50Ms} ms, p99 ${p99Ms} ms, max ${maxMs} ms; control lost ${control.office.open.length}\n`,
      );
      expect([...kept.office.effects.keys()].sort()).toEqual(kept.expected);
      expect([...kept.office.effects].filter(([, effects]) => effects.length !== 1)).toEqual([]);
      expect(kept.office.early).toEqual([]);
      expect(kept.office.wakeUps).toBeGreaterThan(latenesses.length);
      expect(control.office.open.length).toBeGreaterThan(0);
    },
  );
});

describe('200 cases whose acceptance runs out at one midnight, while Redis is flushed and killed', () => {
  const CASES = 200;
  const materials = materialsToday();

  /** Submits them on a morning in March, on a clock that stands still until it is let go. */
  async function silentOffice() {
    let now: () => number = () => instant('2026-03-02T09:00:00+08:00');
    const shifted = { now: () => now() as Instant };
    const stopClockAt = (at: number): void => void (now = () => at);
    const startClock = (): void => {
      const offset = now() - Date.now();
      now = () => Date.now() + offset;
    };
    const embedded = openEmbedded({ law: loadLaw(), clock: shifted, folder: sandbox.folder('midnight') });
    sandbox.beforehand(() => embedded.engine.close());
    await Promise.all(Array.from({ length: CASES }, (_, index) => submit(embedded, index)));
    return { ...embedded, shifted, stopClockAt, startClock };
  }

  async function submit({ engine }: Embedded, index: number): Promise<void> {
    const commandId = randomUUID();
    const caseId = caseIdFor(commandId);
    const body = bodyFor(index);
    const data = { caseId, ...submissionOf(body, { field: '01', sector: '01' }, materials) };
    const actor = { id: `applicant-${index}`, role: 'applicant', uscc: body.uscc } as const;
    const answer = await engine.execute({
      commandId,
      stream: `case-${caseId}`,
      command: { type: 'SubmitApplication', data },
      actor,
    });
    if (isRejection(answer)) throw new Error(answer.en);
  }

  itWithRedis('are deemed accepted once each, none before midnight, whoever wakes the engine and however often', async () => {
    const { engine, store, readModels, shifted, stopClockAt, startClock } = await silentOffice();
    const due = await readModels.deadlines(undefined, 2 * CASES);
    const midnight = due[0]!.dueAt;
    expect(due.map(({ dueAt }) => dueAt)).toEqual(Array.from({ length: CASES }, () => midnight));
    stopClockAt(midnight - 1_000);
    for (const deadline of due) await engine.expire(deadline);
    expect(store.readAllSync(undefined, 10_000)).toHaveLength(CASES);

    const { redis, dataDir } = await startRedis();
    const options: AlarmsOptions = {
      redis: redis.connection,
      clock: shifted,
      record: { due: (now, limit) => readModels.due(now, limit), all: (after, limit) => readModels.deadlines(after, limit) },
      onDue: async (deadline) => {
        await engine.expire(deadline);
      },
      log: silent,
    };
    await Promise.all([start(options), start(options)]);
    await flushRedisOf(dataDir);
    startClock();
    await pause(midnight - 10 - shifted.now());
    killRedisOf(dataDir);
    await Promise.all([...due, ...due].map((deadline) => engine.expire(deadline)));
    await until('the last case', async () => (await readModels.due(shifted.now(), 1)).length === 0 || undefined);

    const accepted = store.readAllSync(undefined, 10_000).filter(({ type }) => type === 'ApplicationDeemedAccepted');
    expect(new Set(accepted.map(({ stream }) => stream)).size).toBe(CASES);
    expect(accepted).toHaveLength(CASES);
    expect(accepted.filter(({ recordedAt }) => recordedAt < midnight)).toEqual([]);
  });
});
