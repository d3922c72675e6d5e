import { DelayedError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { PREFIX } from './alarm-queue.js';
import { findDeadline, type Clock, type Log } from './deadline.js';
import { WIDTH, type Firing } from './firing.js';
import { connect, hangUp, workerOptions, type RedisTarget } from './redis-link.js';
import { atMost, messageOf } from './timing.js';

export interface AlarmWorkerOptions {
  readonly target: RedisTarget;
  readonly name: string;
  readonly clock: Clock;
  readonly firing: Firing;
  readonly log: Log;
  readonly onTrouble: (kind: string, line: string) => void;
}

interface OpenWorker {
  readonly worker: Worker;
  readonly clients: readonly Redis[];
  closing: boolean;
}

const CLOSE_MS = 3_000;
const LONGEST_NAP_MS = 60_000;

/** The consuming side of the BullMQ queue. */
export class AlarmWorker {
  readonly #options: AlarmWorkerOptions;
  #current: OpenWorker;
  #taken = 0;
  #takenAtLastCheck = -1;

  constructor(options: AlarmWorkerOptions) {
    this.#options = options;
    this.#current = this.#open();
  }

  /** BullMQ's, for tests of the watchdog. */
  get worker(): Worker {
    return this.#current.worker;
  }

  /**
   * The watchdog, to be called now and then with what Redis says: two calls in a row with something overdue and nothing taken
   * in between mean that the worker is dead although Redis answers (bullmq #2466, #4479), and it is replaced.
   */
  async check(overdue: boolean): Promise<void> {
    const idle = this.#taken === this.#takenAtLastCheck && this.#options.firing.busy < WIDTH;
    this.#takenAtLastCheck = overdue ? this.#taken : -1;
    if (!overdue || !idle) return;
    this.#options.log.warn('the alarm worker takes nothing although alarms are due: it is replaced');
    this.#takenAtLastCheck = -1;
    const dead = this.#current;
    this.#current = this.#open();
    await this.#close(dead);
  }

  close(): Promise<void> {
    return this.#close(this.#current);
  }

  #open(): OpenWorker {
    const { target, name, onTrouble } = this.#options;
    const state = { closing: false, clients: [] as Redis[] };
    const options = workerOptions(() => state.closing);
    const client = connect(target, options);
    client.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
    // BullMQ makes a copy to block on, and shows it only once it is connected.
    const copy = client.duplicate.bind(client);
    client.duplicate = (override) => {
      const blocking = copy(override);
      state.clients.push(blocking);
      return blocking;
    };
    state.clients.push(client);
    const worker = new Worker(name, (job, token) => this.#process(job, token), {
      connection: client,
      prefix: PREFIX,
      concurrency: WIDTH,
      lockDuration: 10_000,
      stalledInterval: 10_000,
      maxStalledCount: 10,
      runRetryDelay: 1_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 100, age: 3_600 },
    });
    worker.on('error', (fault) => onTrouble('redis', `alarm worker: ${messageOf(fault)}`));
    worker.on('failed', (job, fault) => onTrouble('failed', `alarm ${job?.id} is left to the sweep: ${messageOf(fault)}`));
    return Object.assign(state, { worker });
  }

  async #process(job: Job<unknown>, token: string | undefined): Promise<void> {
    this.#taken += 1;
    const deadline = findDeadline(job.id, job.data);
    if (deadline === undefined) return this.#options.onTrouble('foreign', `job ${job.id} in the queue of alarms is no alarm`);
    const early = deadline.dueAt - this.#options.clock.now();
    if (early <= 0) {
      await this.#options.firing.fire(deadline);
      return;
    }
    // A clock that stands still would bring it back at once, so each further time it comes back later.
    const nap = Math.max(early, Math.min(10 * 2 ** job.attemptsStarted, LONGEST_NAP_MS));
    await job.moveToDelayed(Date.now() + nap, token);
    throw new DelayedError();
  }

  /** BullMQ would wait without end for a Redis that does not answer, or a handler that hangs. */
  async #close(open: OpenWorker): Promise<void> {
    open.closing = true;
    await atMost(CLOSE_MS, open.worker.pause());
    await atMost(CLOSE_MS, open.worker.close(true));
    await Promise.all(open.clients.map(hangUp));
  }
}
