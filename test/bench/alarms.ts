import { setTimeout as wait } from 'node:timers/promises';
import { resolveRedis, startAlarms, type Alarms, type Deadline, type DeadlineRecord, type Log } from '#alarms';
import { systemClock } from '#engine';
import type { Instant } from '#kernel';
import { percentiles } from './percentiles.js';
import { remove, temporaryFolder } from './sandbox.js';

export interface AlarmsResult {
  readonly armed: number;
  readonly armPerSecond: number;
  readonly due: number;
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
}

export type Lateness = Pick<AlarmsResult, 'due' | 'latenessP50Ms' | 'latenessP99Ms'>;

const FAR = 100_000;
const FAR_MS = 30 * 86_400_000;
/** A commit sets a few dozen at a time. */
const FAR_AT_ONCE = 50;
const DUE = 2_000;
const SPREAD_MS = 10_000;
const LEAD_MS = 500;
const GIVE_UP_MS = 40_000;

/** 100,000 far deadlines, measured until Redis holds them, and then 2,000 that come due within 10 s. */
export async function measureAlarms(): Promise<AlarmsResult> {
  const dataDir = temporaryFolder('alarms');
  const redis = await resolveRedis({ url: undefined, dataDir });
  if (redis.connection === undefined) throw new Error(`alarms cannot be measured: ${redis.line}`);
  const office = createOffice();
  const alarms = await startAlarms({ ...office.options, redis: redis.connection });
  try {
    // The re-arming of the first contact is over when this one is.
    await alarms.rearm();
    const far = deadlines('far', FAR, (index) => Date.now() + FAR_MS + index * 1000);
    office.add(far);
    const begun = performance.now();
    for (let i = 0; i < far.length; i += FAR_AT_ONCE) alarms.arm(far.slice(i, i + FAR_AT_ONCE));
    await alarms.flushed();
    const armPerSecond = Math.round((FAR * 1000) / (performance.now() - begun));
    const { armed = 0 } = alarms.status();
    if (armed !== FAR) throw new Error(`${FAR} alarms were armed, Redis holds ${armed}`);
    return { armed, armPerSecond, ...(await lateness(alarms, office)) };
  } finally {
    await alarms.stop();
    await redis.stop();
    remove(dataDir);
  }
}

/** The same 2,000 with nothing but the sweep. */
export async function measureSweep(): Promise<Lateness> {
  const office = createOffice();
  const alarms = await startAlarms(office.options);
  try {
    return await lateness(alarms, office);
  } finally {
    await alarms.stop();
  }
}

async function lateness(alarms: Alarms, office: Office): Promise<Lateness> {
  const from = Date.now() + LEAD_MS;
  const due = deadlines('due', DUE, (index) => from + (index * SPREAD_MS) / DUE);
  office.add(due);
  alarms.arm(due);
  const giveUpAt = Date.now() + LEAD_MS + SPREAD_MS + GIVE_UP_MS;
  while (office.latenesses.size < DUE && Date.now() < giveUpAt) await wait(50);
  if (office.latenesses.size < DUE) throw new Error(`${DUE - office.latenesses.size} of ${DUE} alarms never came`);
  const { p50Ms, p99Ms } = percentiles([...office.latenesses.values()]);
  return { due: DUE, latenessP50Ms: p50Ms, latenessP99Ms: p99Ms };
}

const deadlines = (name: string, count: number, dueAt: (index: number) => number): Deadline[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `case-${name}-${String(index).padStart(6, '0')}/T01/1`,
    version: 1,
    dueAt: Math.round(dueAt(index)) as Instant,
  }));

type Office = ReturnType<typeof createOffice>;

/** A record of deadlines that strikes off what fires, as the engine and its table do. */
function createOffice() {
  const open = new Map<string, Deadline>();
  const latenesses = new Map<string, number>();
  const clock = systemClock();
  const record: DeadlineRecord = {
    due: (now, limit) =>
      Promise.resolve(
        [...open.values()]
          .filter(({ dueAt }) => dueAt <= now)
          .sort((a, b) => a.dueAt - b.dueAt)
          .slice(0, limit),
      ),
    all: (afterId = '', limit) =>
      Promise.resolve(
        [...open.values()]
          .filter(({ id }) => id > afterId)
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      ),
  };
  return {
    latenesses,
    add(more: readonly Deadline[]): void {
      for (const deadline of more) open.set(deadline.id, deadline);
    },
    options: {
      queueName: 'bench',
      clock,
      record,
      log,
      onDue: ({ id, dueAt }: Deadline): Promise<void> => {
        if (open.delete(id)) latenesses.set(id, Date.now() - dueAt);
        return Promise.resolve();
      },
    },
  };
}

const toStderr = (line: string): void => void process.stderr.write(`${line}\n`);
const log: Log = { info: () => undefined, warn: toStderr, error: toStderr };
