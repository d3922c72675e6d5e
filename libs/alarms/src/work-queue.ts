import { Queue } from 'bullmq';
import type { Log } from './deadline.js';
import { PREFIX } from './alarm-queue.js';
import { openWorker } from './open-worker.js';
import { connect, hangUp, producerOptions, type RedisTarget } from './redis-link.js';
import { seldom } from './seldom.js';
import { atMost, ignore, messageOf } from './timing.js';

export interface WorkQueueOptions {
  readonly redis: RedisTarget;
  readonly queueName: string;
  /** Does the work of one id. May come more than once for it, and for one that is done by now. */
  readonly work: (id: string) => Promise<void>;
  readonly worker?: boolean;
  readonly log: Log;
}

/** Work that workers may share among themselves. A job carries an id and nothing else: whoever offers it stays answerable for it. */
export interface WorkQueue {
  readonly up: boolean;
  /** False where Redis cannot take it: then it is for whoever offered it to do. Never rejects. */
  offer(id: string): Promise<boolean>;
  /** Within a few seconds, whatever state Redis is in. */
  stop(): Promise<void>;
}

const WIDTH = 16;
const FIRST_CONTACT_MS = 2_000;
const ATTEMPTS = { attempts: 5, backoff: { type: 'exponential', delay: 200 }, removeOnComplete: true, removeOnFail: true };

/** Waits for Redis for a moment only: without it whoever offers works alone. */
export async function openWorkQueue({ redis, queueName, work, worker = true, log }: WorkQueueOptions): Promise<WorkQueue> {
  const onTrouble = seldom((line) => log.warn(line));
  const client = connect(redis, producerOptions);
  client.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
  let queue: Queue | undefined;
  const there = new Promise<void>((resolve) => {
    client.on('ready', () => {
      if (queue !== undefined) return;
      // BullMQ greets Redis once, and stays useless if that fails: then the next connection gets a queue of its own.
      const begun = new Queue(queueName, { connection: client, prefix: PREFIX });
      begun.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
      begun.waitUntilReady().then(
        () => {
          queue ??= begun;
          resolve();
        },
        () => void begun.close().catch(ignore),
      );
    });
  });
  const open = worker
    ? openWorker({
        target: redis,
        name: queueName,
        concurrency: WIDTH,
        process: async ({ id }) => {
          if (id !== undefined) await work(id);
        },
        onTrouble,
        what: 'job',
        leftTo: 'whoever offered it',
      })
    : undefined;
  await atMost(FIRST_CONTACT_MS, there);

  return {
    get up() {
      return queue !== undefined && client.status === 'ready';
    },
    async offer(id) {
      if (queue === undefined || client.status !== 'ready') return false;
      try {
        await queue.add('work', {}, { ...ATTEMPTS, jobId: id });
        return true;
      } catch (fault) {
        onTrouble('offer', `work for ${id} did not reach Redis and is done here: ${messageOf(fault)}`);
        // A Redis that accepts but does not answer is hung up on, so that coming back shows.
        if (messageOf(fault) === 'Command timed out') client.disconnect(true);
        return false;
      }
    },
    async stop() {
      await open?.close();
      await queue?.close().catch(ignore);
      await hangUp(client);
    },
  };
}
