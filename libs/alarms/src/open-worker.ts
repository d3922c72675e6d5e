import { Worker, type Processor } from 'bullmq';
import type { Redis } from 'ioredis';
import { PREFIX } from './alarm-queue.js';
import { connect, hangUp, workerOptions, type RedisTarget } from './redis-link.js';
import { atMost, messageOf } from './timing.js';

export interface OpenWorker {
  readonly worker: Worker;
  /** BullMQ would wait without end for a Redis that does not answer, or a handler that hangs. */
  close(): Promise<void>;
}

export interface OpenWorkerOptions {
  readonly target: RedisTarget;
  readonly name: string;
  readonly concurrency: number;
  readonly process: Processor<unknown>;
  readonly onTrouble: (kind: string, line: string) => void;
  readonly what: string;
  /** Who takes over where a job has failed for good. */
  readonly leftTo: string;
}

const CLOSE_MS = 3_000;

/** A BullMQ worker that survives kills of Redis and of itself, and can always be closed. */
export function openWorker({ target, name, concurrency, process, onTrouble, what, leftTo }: OpenWorkerOptions): OpenWorker {
  const clients: Redis[] = [];
  let closing = false;
  const client = connect(
    target,
    workerOptions(() => closing),
  );
  client.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
  // BullMQ makes a copy to block on, and shows it only once it is connected.
  const copy = client.duplicate.bind(client);
  client.duplicate = (override) => {
    const blocking = copy(override);
    clients.push(blocking);
    return blocking;
  };
  clients.push(client);
  const worker = new Worker(name, process, {
    connection: client,
    prefix: PREFIX,
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 10_000,
    maxStalledCount: 10,
    runRetryDelay: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 100, age: 3_600 },
  });
  worker.on('error', (fault) => onTrouble('redis', `${what} worker: ${messageOf(fault)}`));
  worker.on('failed', (job, fault) => onTrouble('failed', `${what} ${job?.id} is left to ${leftTo}: ${messageOf(fault)}`));
  return {
    worker,
    async close() {
      closing = true;
      await atMost(CLOSE_MS, worker.pause());
      await atMost(CLOSE_MS, worker.close(true));
      await Promise.all(clients.map(hangUp));
    },
  };
}
