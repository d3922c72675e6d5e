import { AlarmQueue } from './alarm-queue.js';
import { AlarmWorker } from './alarm-worker.js';
import { startAlarms } from './alarms.js';
import { Firing } from './firing.js';
import { machineClock, soon, TestLog, TestRecord, TestRedis, until } from './spec-support.js';

const KEY = '{one-window}:alarms:';

describe('the worker', () => {
  let redis: TestRedis;
  let queue: AlarmQueue;
  let worker: AlarmWorker;
  let record: TestRecord;
  let log: TestLog;

  beforeEach(async () => {
    redis = await new TestRedis().start();
    record = new TestRecord();
    log = new TestLog();
    const common = { target: redis.connection, name: 'alarms', clock: machineClock, onTrouble: () => undefined };
    queue = new AlarmQueue({ ...common, onUp: () => undefined });
    worker = new AlarmWorker({ ...common, firing: new Firing(record.onDue, log), log });
    await queue.ready();
  });

  afterEach(async () => {
    await worker.close();
    await queue.close();
    await redis.stop();
  });

  it('leaves nothing of an alarm behind in Redis', async () => {
    await queue.flush([], record.add(soon('a', 50), soon('b', 100)));
    await record.fired('a', 'b');
    await until(async () => (await redis.client.keys(`${KEY}[ab]-*`)).length === 0);
    expect(await redis.client.llen(`${KEY}active`)).toBe(0);
    expect(await redis.client.exists(`${KEY}completed`)).toBe(0);
  });

  it('passes over a job that is none of ours', async () => {
    await redis.client.hset(
      `${KEY}odd`,
      'name',
      'x',
      'data',
      '{}',
      'opts',
      '{}',
      'timestamp',
      '0',
      'delay',
      '0',
      'priority',
      '0',
    );
    await redis.client.zadd(`${KEY}delayed`, 0, 'odd');
    await queue.flush([], record.add(soon('a', 50)));
    await record.fired('a');
    expect(record.calls).toHaveLength(1);
  });

  it('is replaced when it is dead although Redis answers, and only then', async () => {
    await queue.flush([], record.add(soon('first', 0)));
    await record.fired('first');
    const living = worker.worker;
    await worker.check(true);
    await queue.flush([], record.add(soon('second', 0)));
    await record.fired('second');
    await worker.check(true);
    expect(worker.worker).toBe(living);

    await worker.check(false);
    await living.close();
    await queue.flush([], record.add(soon('third', 0)));
    await until(async () => (await queue.check(0)).overdue);
    await worker.check(true);
    expect(worker.worker).toBe(living);
    await worker.check(true);
    expect(worker.worker === living).toBe(false);
    await record.fired('third');
    expect(log.lines).toContainEqual(expect.stringContaining('replaced'));
  });
});

describe('stopping', () => {
  function handles(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  const noMoreThan = (before: Record<string, number>): boolean =>
    Object.entries(handles()).every(
      ([kind, count]) => !/Socket|Pipe|Timeout|Process|Timer/.test(kind) || count <= (before[kind] ?? 0),
    );

  it('leaves no handles', async () => {
    const redis = await new TestRedis().start();
    const record = new TestRecord();
    const before = handles();
    const alarms = await startAlarms({
      redis: redis.connection,
      clock: machineClock,
      record,
      onDue: record.onDue,
      log: new TestLog(),
    });
    alarms.arm(record.add(soon('a', 50), soon('far', 1e9)));
    await record.fired('a');
    expect(noMoreThan(before)).toBe(false);
    await alarms.stop();
    await until(() => noMoreThan(before));
    await redis.stop();
  });

  it('does not wait for a Redis that does not answer, nor for a handler that hangs', async () => {
    const redis = await new TestRedis().start();
    const record = new TestRecord();
    const before = handles();
    let called = false;
    const onDue = (): Promise<void> => {
      called = true;
      return new Promise(() => undefined);
    };
    const alarms = await startAlarms({
      redis: redis.connection,
      clock: machineClock,
      record,
      onDue,
      sweep: false,
      log: new TestLog(),
    });
    alarms.arm(record.add(soon('a', 0)));
    await until(() => called);
    redis.signal('SIGSTOP');
    alarms.arm(record.add(soon('b', 1e9)));
    await alarms.stop();
    const sockets = (of: Record<string, number>): number => (of['PipeWrap'] ?? 0) + (of['TCPSocketWrap'] ?? 0);
    expect(sockets(handles())).toBeLessThanOrEqual(sockets(before));
    redis.signal('SIGCONT');
    await redis.stop();
  });
});
