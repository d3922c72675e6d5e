import { EventEmitter, once } from 'node:events';
import { TestLog, TestRedis, until } from './spec-support.js';
import { openWorkQueue, type WorkQueue } from './work-queue.js';

const NAME = 'reductions-1f0c';

let redis: TestRedis;
let log: TestLog;
const open: WorkQueue[] = [];
const done: string[] = [];
const events = new EventEmitter();

beforeEach(async () => {
  redis = await new TestRedis().start();
  log = new TestLog();
  done.length = 0;
});
afterEach(async () => {
  for (const queue of open.splice(0)) await queue.stop();
  await redis.stop();
});

const work = async (id: string): Promise<void> => {
  done.push(id);
  events.emit('done');
};
async function queueOf(more: Partial<Parameters<typeof openWorkQueue>[0]> = {}): Promise<WorkQueue> {
  const queue = await openWorkQueue({ redis: redis.connection, queueName: NAME, work, log, ...more });
  open.push(queue);
  return queue;
}
const finished = async (count: number): Promise<void> => {
  while (done.length < count) await once(events, 'done');
};

it('carries an id to a worker and leaves nothing behind in Redis', async () => {
  const queue = await queueOf();
  expect(await queue.offer('7K3F-9QXM-2A5T')).toBe(true);
  await finished(1);
  expect(done).toEqual(['7K3F-9QXM-2A5T']);
  await until(async () => (await redis.client.keys('*7K3F*')).length === 0);
});

it('shares the work between processes, each id going to one of them', async () => {
  const [window, first, second]: [string[], string[], string[]] = [[], [], []];
  const into = (list: string[]) => async (id: string) => {
    list.push(id);
    await work(id);
  };
  const offering = await queueOf({ work: into(window), worker: false });
  await queueOf({ work: into(first) });
  await queueOf({ work: into(second) });
  const ids = Array.from({ length: 40 }, (_, i) => `case-${i}`);
  expect(await Promise.all(ids.map((id) => offering.offer(id)))).toEqual(ids.map(() => true));
  await finished(40);
  expect([...done].sort()).toEqual([...ids].sort());
  expect(window).toEqual([]);
});

it('tries again what failed, a few times', async () => {
  let tries = 0;
  const queue = await queueOf({
    work: async (id) => {
      tries += 1;
      if (tries < 3) throw new Error('not now');
      await work(id);
    },
  });
  await queue.offer('one');
  await finished(1);
  expect(tries).toBe(3);
});

it('takes nothing while Redis is away, says so at once, and is there again by itself', async () => {
  const queue = await queueOf();
  await redis.crash();
  await until(() => !queue.up);
  expect(await queue.offer('lost')).toBe(false);
  await redis.start();
  // Redis may still be reading its files when it first answers.
  await until(() => queue.offer('found'));
  await finished(1);
  expect(done).toEqual(['found']);
});

it('is not held up by a Redis that accepts and does not answer', async () => {
  const queue = await queueOf();
  redis.signal('SIGSTOP');
  try {
    expect(await queue.offer('lost')).toBe(false);
    expect(log.lines.some((line) => line.includes('work for lost'))).toBe(true);
  } finally {
    redis.signal('SIGCONT');
  }
  await until(() => queue.up);
});

it('stops within seconds, even without Redis', async () => {
  const queue = await queueOf();
  await redis.crash();
  const begun = performance.now();
  await queue.stop();
  expect(performance.now() - begun).toBeLessThan(10_000);
});
