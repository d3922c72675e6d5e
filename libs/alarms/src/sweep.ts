import { jobIdOf, type Clock, type DeadlineRecord } from './deadline.js';
import type { Firing } from './firing.js';
import { coalesced } from './timing.js';
import type { Instant } from '#kernel';

const PAGE = 500;

/** Fires whatever the record says is due. This is the guarantee; Redis only makes it punctual. */
export class Sweep {
  readonly #record: DeadlineRecord;
  readonly #clock: Clock;
  readonly #firing: Firing;
  #stopped = false;
  lastAt: Instant | undefined;

  /** How many alarms the engine took. Rejects when the record cannot be read. */
  readonly run = coalesced(() => this.#sweep());

  constructor(record: DeadlineRecord, clock: Clock, firing: Firing) {
    this.#record = record;
    this.#clock = clock;
    this.#firing = firing;
  }

  stop(): void {
    this.#stopped = true;
  }

  async #sweep(): Promise<number> {
    const now = this.#clock.now();
    const tried = new Set<string>();
    let taken = 0;
    for (let limit = PAGE; !this.#stopped;) {
      const page = await this.#record.due(now, limit);
      const fresh = page.filter((deadline) => !tried.has(jobIdOf(deadline)));
      for (const deadline of fresh) tried.add(jobIdOf(deadline));
      taken += await this.#firing.fireAll(fresh);
      if (page.length < limit) break;
      // What stays due after it was fired comes first again: look past it, and try it once a sweep only.
      limit = PAGE + 2 * (page.length - fresh.length);
    }
    this.lastAt = this.#clock.now();
    return taken;
  }
}
