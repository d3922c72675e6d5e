import { Queue } from 'bullmq';
import { AlarmQueue, PREFIX } from './alarm-queue.js';
import { deadline, machineClock, soon, TestRedis, until } from './spec-support.js';

const DAY = 86_400_000;
const KEY = `${PREFIX}:alarms:`;

describe('the queue', () => {
  let redis: TestRedis;
  let queue: AlarmQueue;
  let bullmq: Queue;
  let ups = 0;

  beforeAll(async () => {
    redis = await new TestRedis().start();
    bullmq = new Queue('alarms', { connection: redis.client, prefix: PREFIX });
    queue = new AlarmQueue({
      target: redis.connection,
      name: 'alarms',
      clock: machineClock,
      onTrouble: () => undefined,
      onUp: () => void (ups += 1),
    });
    await queue.ready();
  });

  afterAll(async () => {
    await queue.close();
    await bullmq.close();
    await redis.stop();
  });

  beforeEach(() => redis.client.flushall());

  async function stored(id: string): Promise<object> {
    const [score] = (await redis.client.zmscore(`${KEY}delayed`, id)) as string[];
    const { opts, timestamp, delay, ...fields } = await redis.client.hgetall(KEY + id);
    const due = Math.floor(Number(score) / 4096);
    const keys = (await redis.client.keys(`${KEY}*`)).filter((key) => key.includes(id));
    return {
      fields,
      keys,
      attempts: (JSON.parse(opts!) as { attempts: number }).attempts,
      consistent: Number(timestamp) + Number(delay) === due,
    };
  }

  it('stores an alarm as BullMQ itself stores it', async () => {
    const due = Date.now() + DAY;
    await bullmq.addBulk([{ name: 'alarm', data: due, opts: { jobId: 'a/T01/1-1', delay: due - Date.now(), attempts: 1 } }]);
    const theirs = await stored('a/T01/1-1');
    const marker = await redis.client.zrange(`${KEY}marker`, '0', '-1', 'WITHSCORES');
    await redis.client.flushall();
    await queue.flush([], [deadline('a/T01/1', due)]);
    expect(await stored('a/T01/1-1')).toEqual(theirs);
    const [member, at] = await redis.client.zrange(`${KEY}marker`, '0', '-1', 'WITHSCORES');
    expect(member).toBe(marker[0]);
    // Both count the delay from their own look at the clock, a moment after ours.
    for (const score of [at, marker[1]]) expect(Math.abs(Number(score) - due)).toBeLessThan(DAY / 2);
  });

  it('is read, counted, promoted and removed by BullMQ', async () => {
    await queue.flush([], [soon('a', DAY), soon('b', DAY), soon('c', 400 * DAY)]);
    expect(queue.armed).toBe(3);
    expect(await bullmq.getDelayedCount()).toBe(3);
    const job = await bullmq.getJob('a-1');
    expect(await job!.getState()).toBe('delayed');
    await job!.promote();
    expect(await job!.getState()).toBe('waiting');
    expect(await bullmq.remove('b-1')).toBe(1);
    expect(await bullmq.getDelayed()).toHaveLength(1);
  });

  it('moves an alarm that is there already, and leaves one that is being handled', async () => {
    await queue.flush([], [soon('moved', DAY), soon('taken', DAY)]);
    await (await bullmq.getJob('taken-1'))!.promote();
    await queue.flush([], [soon('moved', 2 * DAY), soon('taken', 2 * DAY)]);
    expect(await redis.client.zcard(`${KEY}delayed`)).toBe(1);
    expect(Number(await redis.client.zscore(`${KEY}delayed`, 'moved-1')) / 4096).toBeGreaterThan(Date.now() + 1.9 * DAY);
    expect(await bullmq.getJobState('taken-1')).toBe('waiting');
  });

  it('cancels what is armed, wholly, and nothing that is being handled', async () => {
    await queue.flush([], [soon('armed', DAY), soon('taken', DAY)]);
    await (await bullmq.getJob('taken-1'))!.promote();
    await queue.flush(['armed-1', 'taken-1', 'unknown-1'], []);
    expect(queue.armed).toBe(0);
    expect((await redis.client.keys(`${KEY}armed*`)).length).toBe(0);
    expect(await bullmq.getJobState('taken-1')).toBe('waiting');
  });

  it('wakes the worker only when something is due earlier than all before', async () => {
    await queue.flush([], [soon('b', DAY)]);
    expect(await redis.client.del(`${KEY}marker`)).toBe(1);
    await queue.flush([], [soon('c', 2 * DAY)]);
    expect(await redis.client.exists(`${KEY}marker`)).toBe(0);
    await queue.flush([], [soon('a', DAY / 2)]);
    expect(await redis.client.exists(`${KEY}marker`)).toBe(1);
  });

  it('knows whether Redis was flushed while everything was armed', async () => {
    const token = await queue.beginAll();
    expect((await queue.check(0)).complete).toBe(false);
    expect(await queue.completed(token)).toBe(true);
    expect((await queue.check(0)).complete).toBe(true);
    const second = await queue.beginAll();
    await redis.client.flushall();
    expect(await queue.completed(second)).toBe(false);
    expect((await queue.check(0)).complete).toBe(false);
  });

  it('says what is overdue', async () => {
    await queue.flush([], [soon('a', -DAY), soon('b', DAY)]);
    await until(async () => (await queue.check(0)).overdue);
    expect((await queue.check(60_000)).overdue).toBe(false);
  });

  it('fails at once while Redis is away, and says when it is back', async () => {
    const before = ups;
    await redis.crash();
    await until(() => !queue.up);
    await expect(queue.flush([], [soon('a', DAY)])).rejects.toThrow();
    await redis.start();
    await until(() => ups > before);
    await queue.flush([], [soon('a', DAY)]);
    expect(queue.armed).toBe(1);
  });

  it('hangs up on a Redis that does not answer', async () => {
    redis.signal('SIGSTOP');
    await expect(queue.flush([], [soon('a', DAY)])).rejects.toThrow('timed out');
    await until(() => !queue.up);
    const before = ups;
    redis.signal('SIGCONT');
    await until(() => ups > before);
  });
});
