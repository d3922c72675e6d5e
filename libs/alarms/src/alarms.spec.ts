import { startAlarms, type Alarms, type AlarmsOptions } from './alarms.js';
import { deadline, machineClock, soon, TestLog, TestRecord, TestRedis, until } from './spec-support.js';
import type { Instant } from '#kernel';
import type { Deadline, DeadlineRecord } from './deadline.js';

const DAY = 86_400_000;

describe('alarms', () => {
  let redis: TestRedis;
  let record: TestRecord;
  let log: TestLog;
  const started: Alarms[] = [];

  async function start(options: Partial<AlarmsOptions> = {}): Promise<Alarms> {
    const alarms = await startAlarms({
      redis: redis.connection,
      clock: machineClock,
      record,
      onDue: record.onDue,
      sweep: false,
      log,
      ...options,
    });
    started.push(alarms);
    return alarms;
  }

  beforeAll(async () => void (redis = await new TestRedis().start()));
  afterAll(() => redis.stop());

  beforeEach(() => {
    record = new TestRecord();
    log = new TestLog();
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map((alarms) => alarms.stop()));
    await redis.client.flushall();
  });

  it('fires through Redis, and not before its time', async () => {
    const alarms = await start();
    const [due] = record.add(soon('case-1/T01/1', 300));
    alarms.arm([due!]);
    await record.fired('case-1/T01/1');
    expect(Date.now()).toBeGreaterThanOrEqual(due!.dueAt);
    expect(record.calls).toEqual([due]);
  });

  it('does not fire what was cancelled', async () => {
    let offset = 0;
    const alarms = await start({ clock: { now: () => (Date.now() + offset) as Instant } });
    alarms.arm(record.add(soon('cancelled', 20 * DAY), soon('kept', 20 * DAY)));
    await alarms.flushed();
    expect(alarms.status().armed).toBe(2);
    alarms.cancel([record.open.get('cancelled')!]);
    record.open.delete('cancelled');
    await alarms.flushed();
    offset = 21 * DAY;
    await alarms.clockJumped();
    await record.fired('kept');
    expect(record.calls.map(({ id }) => id)).toEqual(['kept']);
  });

  it('arms everything at the start, and fires at once what is overdue', async () => {
    record.add(soon('overdue', -DAY), soon('far', DAY));
    const alarms = await start();
    await record.fired('overdue');
    expect(await alarms.rearm()).toBe(1);
    expect(alarms.status()).toEqual({ redis: 'up', armed: 1 });
  });

  it('arms everything once: what is complete is not read again by every sweep', async () => {
    let readings = 0;
    const counting: DeadlineRecord = {
      due: (now, limit) => record.due(now, limit),
      all: (after, limit) => {
        readings += 1;
        return record.all(after, limit);
      },
    };
    record.add(soon('far', DAY));
    const alarms = await start({ record: counting, sweep: true, sweepIntervalMs: 10 });
    await until(() => alarms.status().armed === 1 && alarms.status().lastSweepAt !== undefined);
    const before = readings;
    for (let sweeps = 0; sweeps < 20; sweeps += 1) await alarms.sweepNow();
    const last = alarms.status().lastSweepAt!;
    await until(() => alarms.status().lastSweepAt! > last);
    expect(readings).toBe(before);
  });

  describe('when Redis is flushed', () => {
    it('never fires with neither sweep nor re-arming (the control)', async () => {
      const alarms = await start();
      alarms.arm(record.add(soon('lost', 3_000)));
      await alarms.flushed();
      await redis.client.flushall();
      alarms.arm(record.add(soon('witness', 3_300)));
      await record.fired('witness');
      expect(record.firedIds()).toEqual(['witness']);
    });

    it('fires by the sweep', async () => {
      const alarms = await start({ worker: false, sweep: true, sweepIntervalMs: 100 });
      alarms.arm(record.add(soon('lost', 300)));
      await alarms.flushed();
      await redis.client.flushall();
      await record.fired('lost');
    });

    it('notices, and arms everything again', async () => {
      record.add(soon('far-1', DAY), soon('far-2', 2 * DAY));
      const alarms = await start({ sweep: true, sweepIntervalMs: 50 });
      await alarms.rearm();
      await redis.client.flushall();
      await until(() => log.lines.some((line) => line.includes('armed again')));
      await until(() => alarms.status().armed === 2);
    });
  });

  it('arms everything again after Redis was killed and came back empty', async () => {
    const alarms = await start();
    alarms.arm(record.add(soon('survivor', 1_500)));
    await alarms.flushed();
    await redis.crash();
    await until(() => alarms.status().redis === 'down');
    alarms.arm(record.add(soon('meanwhile', 1_500)));
    await alarms.flushed();
    await redis.start();
    await record.fired('survivor', 'meanwhile');
    expect(alarms.status().redis).toBe('up');
  });

  it('lives by the sweep alone without any Redis', async () => {
    const alarms = await start({ redis: undefined, sweep: true, sweepIntervalMs: 50 });
    alarms.arm(record.add(soon('case-1/T01/1', 100)));
    await record.fired('case-1/T01/1');
    await alarms.flushed();
    expect(await alarms.rearm()).toBe(0);
    expect(alarms.status()).toMatchObject({ redis: 'none', lastSweepAt: expect.any(Number) });
  });

  it('lives by the sweep while the Redis that it was given is not there', async () => {
    const alarms = await start({ redis: { path: '/nowhere/redis.sock' }, sweep: true, sweepIntervalMs: 50 });
    alarms.arm(record.add(soon('case-1/T01/1', 100)));
    await record.fired('case-1/T01/1');
    expect(alarms.status().redis).toBe('down');
    expect(log.lines.filter((line) => line.startsWith('Redis')).length).toBeLessThanOrEqual(5);
  });

  it('leaves an alarm whose handler throws to the sweep, once a sweep', async () => {
    let failures = 0;
    record.add(soon('case-1/T01/1', -1));
    const alarms = await start({
      onDue: async (due) => {
        if (failures < 2) throw new Error(`fault ${++failures}`);
        await record.onDue(due);
      },
    });
    await until(() => failures === 1);
    expect(await alarms.sweepNow()).toBe(0);
    expect(failures).toBe(2);
    expect(await alarms.sweepNow()).toBe(1);
    expect(record.effects.get('case-1/T01/1')).toBe(1);
    expect(log.lines).toContainEqual(expect.stringContaining('fault 1'));
  });

  describe('when the clock is not the one of the machine', () => {
    let offset = 0;
    const clock = { now: () => (Date.now() + offset) as Instant };
    beforeEach(() => void (offset = 0));

    it('does not fire early after the clock went back', async () => {
      const firedAt: Instant[] = [];
      const onDue = (one: Deadline): Promise<void> => {
        firedAt.push(clock.now());
        return record.onDue(one);
      };
      const alarms = await start({ clock, onDue });
      const due = clock.now() + 1_000;
      alarms.arm(record.add(deadline('early', due)));
      await alarms.flushed();
      offset = -1_000;
      await record.fired('early');
      expect(firedAt).toEqual([expect.any(Number)]);
      expect(firedAt[0]).toBeGreaterThanOrEqual(due);
    });

    it('fires at once, through Redis, what a leap forward has made due', async () => {
      const alarms = await start({ clock });
      alarms.arm(record.add(soon('in-20-days', 20 * DAY), soon('in-30-days', 30 * DAY)));
      await alarms.flushed();
      offset = 21 * DAY;
      await alarms.clockJumped();
      await record.fired('in-20-days');
      expect(record.firedIds()).toEqual(['in-20-days']);
      offset = 40 * DAY;
      await alarms.clockJumped();
      await record.fired('in-30-days');
    });

    it('fires by a sweep what a leap forward has made due where there is no Redis', async () => {
      const alarms = await start({ clock, redis: undefined });
      record.add(soon('in-20-days', 20 * DAY));
      offset = 21 * DAY;
      await alarms.clockJumped();
      expect(record.firedIds()).toEqual(['in-20-days']);
    });

    it('does not turn in circles where the clock stands still', async () => {
      const still = Date.now() as Instant;
      const alarms = await start({ clock: { now: () => still } });
      alarms.arm(record.add(deadline('never', still + 1)));
      alarms.arm(record.add(deadline('now', still)));
      await record.fired('now');
      const key = '{one-window}:alarms:never-1';
      await until(async () => Number(await redis.client.hget(key, 'ats')) >= 5);
      expect(Date.now() - still).toBeGreaterThan(20 + 40 + 80 + 160);
      expect(record.firedIds()).toEqual(['now']);
    });
  });

  it('takes dates as far away as they come', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', note);
    const days = [25, 40, 400, 3_653, 2_900_000];
    record.add(...days.map((many) => soon(`in-${many}-days`, many * DAY)));
    const alarms = await start();
    expect(await alarms.rearm()).toBe(days.length);
    alarms.arm(record.add(soon('now', 50)));
    await record.fired('now');
    expect(record.firedIds()).toEqual(['now']);
    expect(warnings).not.toContain('TimeoutOverflowWarning');
    process.off('warning', note);
  });

  it('wakes up at least once, and has effect once, for each of 2,000 with every kind of doubling', async () => {
    const from = Date.now() + 500;
    const all = Array.from({ length: 2_000 }, (_, i) => deadline(`case-${i}/T01/1`, from + (i % 40) * 50));
    const one = await start({ sweep: true, sweepIntervalMs: 250 });
    const two = await start({ sweep: true, sweepIntervalMs: 400 });
    one.arm(record.add(...all));
    two.arm(all);
    two.arm(all);
    await Promise.all([one.rearm(), two.rearm()]);
    await record.firedCount(1_000);
    await Promise.all([one.rearm(), two.clockJumped(), one.sweepNow(), two.sweepNow()]);
    await record.firedCount(2_000);
    expect(new Set(record.calls.map(({ id }) => id)).size).toBe(2_000);
    expect([...record.effects.values()].filter((times) => times !== 1)).toEqual([]);
    expect(record.calls.length).toBeGreaterThan(0);
  });
});
