import { EventEmitter, once } from 'node:events';
import { connect, createServer } from 'node:net';
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

/**
 * A line to Redis that is hung up, once, on the second INFO of a connection: the first is ioredis asking whether Redis is ready, the
 * second BullMQ greeting it.
 */
async function lineCutAtTheGreeting(path: string): Promise<{ path: string; cuts: () => number; close(): void }> {
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(redis.connection.path);
    let asked = 0;
    client.on('data', (bytes) => {
      asked += bytes.toString('latin1').toLowerCase().split('$4\r\ninfo\r\n').length - 1;
      if (asked < 2 || cuts > 0) return void upstream.write(bytes);
      cuts += 1;
      client.destroy();
      upstream.destroy();
    });
    upstream.pipe(client);
    for (const end of [client, upstream]) end.on('error', () => end.destroy());
  });
  await once(server.listen(path), 'listening');
  return { path, cuts: () => cuts, close: () => server.close() };
}

it('is there again by itself where Redis went away in the moment of the greeting', async () => {
  const line = await lineCutAtTheGreeting(`${redis.connection.path}.line`);
  await queueOf();
  const queue = await queueOf({ redis: { path: line.path }, worker: false });
  expect(line.cuts()).toBe(1);
  await until(() => queue.offer('found'));
  await finished(1);
  line.close();
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

it('stops even without Redis', async () => {
  const queue = await queueOf();
  await redis.crash();
  await queue.stop();
  expect(queue.up).toBe(false);
});
