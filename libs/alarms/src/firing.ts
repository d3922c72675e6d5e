import { jobIdOf, type Deadline, type Log } from './deadline.js';
import { seldom } from './seldom.js';
import { eachOf, messageOf, within } from './timing.js';

/** A handler that hangs must not keep its alarm from the sweep for ever. */
const LONGEST_MS = 60_000;

/** How many alarms are handled at a time, by the worker and by the sweep each. */
export const WIDTH = 50;

export type OnDue = (deadline: Deadline) => Promise<void>;

/** The one place that wakes the engine up. An alarm in hand is not taken up a second time; one that failed is left to the sweep. */
export class Firing {
  readonly #onDue: OnDue;
  readonly #longestMs: number;
  readonly #complain: (kind: string, line: string) => void;
  readonly #inHand = new Map<string, Promise<boolean>>();

  constructor(onDue: OnDue, log: Log, longestMs = LONGEST_MS) {
    this.#onDue = onDue;
    this.#longestMs = longestMs;
    this.#complain = seldom((line) => log.error(line));
  }

  get busy(): number {
    return this.#inHand.size;
  }

  /** Whether the engine took it. False also where it is in hand already. Never rejects. */
  async fire(deadline: Deadline): Promise<boolean> {
    const jobId = jobIdOf(deadline);
    if (this.#inHand.has(jobId)) return false;
    const attempt = this.#attempt(deadline);
    this.#inHand.set(jobId, attempt);
    try {
      return await attempt;
    } finally {
      this.#inHand.delete(jobId);
    }
  }

  /** How many the engine took. */
  async fireAll(deadlines: readonly Deadline[]): Promise<number> {
    let taken = 0;
    await eachOf(deadlines, WIDTH, async (deadline) => {
      if (await this.fire(deadline)) taken += 1;
    });
    return taken;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#inHand.values());
  }

  async #attempt(deadline: Deadline): Promise<boolean> {
    try {
      await within(this.#longestMs, 'the handler', (async () => this.#onDue(deadline))());
      return true;
    } catch (fault) {
      this.#complain('due', `alarm ${deadline.id} (version ${deadline.version}) is left to the next sweep: ${messageOf(fault)}`);
      return false;
    }
  }
}
