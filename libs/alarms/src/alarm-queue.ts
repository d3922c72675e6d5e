import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobIdOf, type Clock, type Deadline } from './deadline.js';
import { connect, hangUp, producerOptions, type RedisTarget } from './redis-link.js';
import { COMPLETE, FLUSH } from './scripts.js';
import { ignore, messageOf } from './timing.js';

/** The braces keep all keys of the queue on one node of a Redis cluster. */
export const PREFIX = '{one-window}';
const COMPLETE_MARK = 'complete';

export interface QueueCheck {
  /** Every open deadline was armed, and Redis has not been flushed since. */
  readonly complete: boolean;
  readonly armed: number;
  /** Something has been due for longer than asked and nobody has taken it. */
  readonly overdue: boolean;
}

export interface AlarmQueueOptions {
  readonly target: RedisTarget;
  readonly name: string;
  readonly clock: Clock;
  /** Each time that Redis can be written to, the first time included. */
  readonly onUp: () => void;
  readonly onTrouble: (kind: string, line: string) => void;
}

interface Scripted {
  flushAlarms(delayed: string, marker: string, prefix: string, now: number, cancels: string, arms: string): Promise<number>;
  completeAlarms(mark: string, token: string, done: string): Promise<number>;
}

/** The producing side of the BullMQ queue. Every call rejects at once when Redis cannot be reached. */
export class AlarmQueue {
  readonly #client: Redis & Scripted;
  readonly #queue: Queue;
  readonly #clock: Clock;
  #armed: number | undefined;

  constructor({ target, name, clock, onUp, onTrouble }: AlarmQueueOptions) {
    this.#clock = clock;
    const scripts = { flushAlarms: { lua: FLUSH, numberOfKeys: 2 }, completeAlarms: { lua: COMPLETE, numberOfKeys: 1 } };
    this.#client = connect(target, { ...producerOptions, scripts }) as Redis & Scripted;
    this.#client.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
    this.#client.on('ready', onUp);
    this.#queue = new Queue(name, { connection: this.#client, prefix: PREFIX });
    this.#queue.on('error', (fault) => onTrouble('redis', `Redis: ${messageOf(fault)}`));
  }

  get up(): boolean {
    return this.#client.status === 'ready';
  }

  get armed(): number | undefined {
    return this.#armed;
  }

  async ready(): Promise<void> {
    if (!this.up) await new Promise<void>((resolve) => this.#client.once('ready', () => resolve()));
  }

  async flush(cancels: readonly string[], arms: Iterable<Deadline>): Promise<void> {
    const now = this.#clock.now();
    const rows: (string | number)[] = [];
    for (const deadline of arms) rows.push(jobIdOf(deadline), deadline.dueAt, Math.max(0, deadline.dueAt - now));
    const key = this.#queue.toKey;
    this.#armed = await this.#answer(
      this.#client.flushAlarms(key('delayed'), key('marker'), key(''), Date.now(), JSON.stringify(cancels), JSON.stringify(rows)),
    );
  }

  async check(overdueMs: number): Promise<QueueCheck> {
    const key = this.#queue.toKey;
    const latest = (Date.now() - overdueMs) * 4096;
    const replies = await this.#answer(
      this.#client
        .pipeline()
        .get(key(COMPLETE_MARK))
        .zcard(key('delayed'))
        .zcount(key('delayed'), '-inf', latest)
        .llen(key('wait'))
        .exec(),
    );
    const [mark, armed, late, waiting] = (replies ?? []).map(([fault, value]) => {
      if (fault) throw fault;
      return value;
    });
    this.#armed = Number(armed);
    return { complete: mark === 'yes', armed: this.#armed, overdue: Number(late) + Number(waiting) > 0 };
  }

  async beginAll(): Promise<string> {
    const token = randomUUID();
    await this.#answer(this.#client.set(this.#queue.toKey(COMPLETE_MARK), token));
    return token;
  }

  /** False when Redis was flushed, or another process began, in between. */
  async completed(token: string): Promise<boolean> {
    return (await this.#answer(this.#client.completeAlarms(this.#queue.toKey(COMPLETE_MARK), token, 'yes'))) === 1;
  }

  async close(): Promise<void> {
    await this.#queue.close().catch(ignore);
    await hangUp(this.#client);
  }

  /** A Redis that accepts but does not answer (stopped, cut off) is hung up on, so that coming back shows as 'ready'. */
  async #answer<T>(reply: Promise<T>): Promise<T> {
    try {
      return await reply;
    } catch (fault) {
      if (messageOf(fault) === 'Command timed out') this.#client.disconnect(true);
      throw fault;
    }
  }
}
