import { DelayedError, type Job, type Worker } from 'bullmq';
import { findDeadline, type Clock, type Log } from './deadline.js';
import { WIDTH, type Firing } from './firing.js';
import { openWorker, type OpenWorker } from './open-worker.js';
import type { RedisTarget } from './redis-link.js';

export interface AlarmWorkerOptions {
  readonly target: RedisTarget;
  readonly name: string;
  readonly clock: Clock;
  readonly firing: Firing;
  readonly log: Log;
  readonly onTrouble: (kind: string, line: string) => void;
}

const LONGEST_NAP_MS = 60_000;

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
    await dead.close();
  }

  close(): Promise<void> {
    return this.#current.close();
  }

  #open(): OpenWorker {
    const { target, name, onTrouble } = this.#options;
    const process = (job: Job<unknown>, token: string | undefined): Promise<void> => this.#process(job, token);
    return openWorker({ target, name, concurrency: WIDTH, process, onTrouble, what: 'alarm', leftTo: 'the sweep' });
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
}
