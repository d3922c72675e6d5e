import type { AlarmQueue } from './alarm-queue.js';
import type { Clock, Deadline, DeadlineRecord } from './deadline.js';
import { coalesced, messageOf } from './timing.js';

const PAGE = 1000;
const CHUNK = 250;
const RETRY_MS = 5_000;

/** Puts every open deadline of the record into Redis: at the start, after a loss, and when the clock has been moved. */
export class Rearming {
  readonly #queue: AlarmQueue;
  readonly #record: DeadlineRecord;
  readonly #clock: Clock;
  readonly #onTrouble: (kind: string, line: string) => void;
  #wanted = false;
  #underWay = false;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;

  /** How many were armed; 0 while Redis is away. Rejects when Redis or the record fails in between. */
  readonly run = coalesced(() => this.#rearm());

  constructor(queue: AlarmQueue, record: DeadlineRecord, clock: Clock, onTrouble: (kind: string, line: string) => void) {
    this.#queue = queue;
    this.#record = record;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  /** Sees to it that a full re-arming takes place, as soon as Redis answers. */
  request(): void {
    this.#wanted = true;
    void this.#work();
  }

  /** Redis does not hold what it should. `armed` is what it does hold. */
  async isNeeded(complete: boolean, armed: number): Promise<boolean> {
    if (!complete) return !this.#underWay;
    if (armed > 0) return false;
    const now = this.#clock.now();
    return (await this.#record.all(undefined, PAGE)).some(({ dueAt }) => dueAt > now);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  async #work(): Promise<void> {
    if (this.#underWay) return;
    this.#underWay = true;
    clearTimeout(this.#retry);
    try {
      while (this.#wanted && this.#queue.up && !this.#stopped) {
        this.#wanted = false;
        await this.run();
      }
    } catch (fault) {
      this.#wanted = true;
      this.#onTrouble('rearm', `alarms are armed again in ${RETRY_MS / 1000} s: ${messageOf(fault)}`);
      this.#retry = setTimeout(() => void this.#work(), RETRY_MS);
      this.#retry.unref();
    } finally {
      this.#underWay = false;
    }
  }

  async #rearm(): Promise<number> {
    if (!this.#queue.up) return 0;
    const token = await this.#queue.beginAll();
    let count = 0;
    for (let after: string | undefined, more = true; more && !this.#stopped;) {
      const page: readonly Deadline[] = await this.#record.all(after, PAGE);
      for (let i = 0; i < page.length; i += CHUNK) await this.#queue.flush([], page.slice(i, i + CHUNK));
      count += page.length;
      after = page.at(-1)?.id;
      more = page.length === PAGE;
    }
    if (!this.#stopped) await this.#queue.completed(token);
    return count;
  }
}
