import type { Instant } from '#kernel';
import { AlarmQueue } from './alarm-queue.js';
import { AlarmWorker } from './alarm-worker.js';
import { AlarmBuffer, type AlarmClock } from './buffer.js';
import type { Clock, DeadlineRecord, Log } from './deadline.js';
import { Firing, type OnDue } from './firing.js';
import { Rearming } from './rearming.js';
import type { RedisTarget } from './redis-link.js';
import { seldom } from './seldom.js';
import { Sweep } from './sweep.js';
import { atMost, every, ignore, messageOf, within } from './timing.js';

export interface AlarmsOptions {
  /** Left out: the sweep alone serves. */
  readonly redis?: RedisTarget | undefined;
  readonly queueName?: string;
  readonly clock: Clock;
  readonly record: DeadlineRecord;
  /** Wakes the engine up. May come more than once for a deadline, and for one that is void by now: the engine looks again. */
  readonly onDue: OnDue;
  readonly sweepIntervalMs?: number;
  readonly worker?: boolean;
  /** Whether this process sweeps, and looks after what Redis holds. At least one process must. */
  readonly sweep?: boolean;
  readonly log: Log;
}

export interface AlarmsStatus {
  readonly redis: 'up' | 'down' | 'none';
  /** Alarms in Redis, as of the last time that it was written to or checked. */
  readonly armed?: number;
  readonly lastSweepAt?: Instant;
}

export interface Alarms extends AlarmClock {
  status(): AlarmsStatus;
  /** How many due deadlines the engine took. Rejects when the record cannot be read. */
  sweepNow(): Promise<number>;
  /** How many deadlines were armed; 0 while Redis is away. */
  rearm(): Promise<number>;
  /** To be called when a simulated clock was set: what is due now fires now. Resolves when Redis knows, or the sweep has fired them. */
  clockJumped(): Promise<void>;
  /** Resolves when everything armed and cancelled so far has reached Redis or was given up. */
  flushed(): Promise<void>;
  /** Within a few seconds, whatever state Redis is in. */
  stop(): Promise<void>;
}

const FIRST_CONTACT_MS = 2_000;
const WATCH_MS = 15_000;
const OVERDUE_MS = 30_000;
const STOP_MS = 3_000;
const RECORD_MS = 30_000;

/** Waits for Redis for a moment only: without it the sweep serves until it is there. */
export async function startAlarms(options: AlarmsOptions): Promise<Alarms> {
  const { clock, log } = options;
  const record = patient(options.record);
  const firing = new Firing(options.onDue, log);
  const sweep = new Sweep(record, clock, firing);
  const redis = options.redis === undefined ? undefined : openRedis({ ...options, record }, options.redis, firing);
  if (redis !== undefined) await atMost(FIRST_CONTACT_MS, redis.queue.ready());

  const rounds = [
    options.sweep === false ? undefined : every(options.sweepIntervalMs ?? 15_000, round),
    redis?.worker === undefined ? undefined : every(WATCH_MS, watch),
  ];

  async function round(): Promise<void> {
    await Promise.all([
      sweepNow().catch((fault: unknown) => log.error(`the sweep failed: ${messageOf(fault)}`)),
      redis?.repair(),
    ]);
  }

  async function watch(): Promise<void> {
    if (redis?.worker === undefined || !redis.queue.up) return;
    const check = await redis.queue.check(OVERDUE_MS).catch(ignore);
    if (check !== undefined) await redis.worker.check(check.overdue);
  }

  function sweepNow(): Promise<number> {
    return sweep.run();
  }

  return {
    arm: (deadlines) => redis?.buffer.arm(deadlines),
    cancel: (deadlines) => redis?.buffer.cancel(deadlines),
    sweepNow,
    rearm: async () => (await redis?.rearming.run()) ?? 0,
    flushed: async () => redis?.buffer.flushed(),
    async clockJumped() {
      const armed = await redis?.rearming.run().catch(ignore);
      if (armed === undefined || redis?.queue.up !== true) await sweepNow();
    },
    status: () => ({
      redis: redis === undefined ? 'none' : redis.queue.up ? 'up' : 'down',
      ...(redis?.queue.armed === undefined ? {} : { armed: redis.queue.armed }),
      ...(sweep.lastAt === undefined ? {} : { lastSweepAt: sweep.lastAt }),
    }),
    async stop() {
      sweep.stop();
      redis?.rearming.stop();
      await Promise.all([
        ...rounds.map((one) => one && atMost(STOP_MS, one.stop())),
        redis && atMost(STOP_MS, redis.buffer.flushed()),
        redis?.worker?.close(),
        atMost(STOP_MS, firing.idle()),
      ]);
      redis?.buffer.close();
      await redis?.queue.close();
    },
  };
}

/** A record that never answers must not hold up the sweep for ever. */
const patient = (record: DeadlineRecord): DeadlineRecord => ({
  due: (now, limit) => within(RECORD_MS, 'the record of deadlines', record.due(now, limit)),
  all: (afterId, limit) => within(RECORD_MS, 'the record of deadlines', record.all(afterId, limit)),
});

interface RedisSide {
  readonly queue: AlarmQueue;
  readonly buffer: AlarmBuffer;
  readonly rearming: Rearming;
  readonly worker: AlarmWorker | undefined;
  /** Arms everything again if Redis has lost it: FLUSHALL gives no sign. Never rejects. */
  repair(): Promise<void>;
}

function openRedis(
  { clock, record, log, queueName: name = 'alarms', ...options }: AlarmsOptions,
  target: RedisTarget,
  firing: Firing,
): RedisSide {
  const onTrouble = seldom((line) => log.warn(line));
  const queue = new AlarmQueue({ target, name, clock, onTrouble, onUp: () => rearming.request() });
  const rearming = new Rearming(queue, record, clock, onTrouble);
  const buffer = new AlarmBuffer({
    up: () => queue.up,
    send: (cancels, arms) => queue.flush(cancels, arms),
    onLoss: (why) => {
      onTrouble('loss', `alarms did not reach Redis and are armed again later: ${messageOf(why)}`);
      rearming.request();
    },
  });
  const worker = options.worker === false ? undefined : new AlarmWorker({ target, name, clock, firing, log, onTrouble });
  return {
    queue,
    buffer,
    rearming,
    worker,
    async repair() {
      if (!queue.up) return;
      try {
        const { complete, armed } = await queue.check(OVERDUE_MS);
        if (!(await rearming.isNeeded(complete, armed))) return;
        log.warn('Redis has lost the alarms: they are armed again');
        rearming.request();
      } catch (fault) {
        onTrouble('check', `Redis could not be checked: ${messageOf(fault)}`);
      }
    },
  };
}
