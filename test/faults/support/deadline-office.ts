import type { Deadline, DeadlineRecord } from '#alarms';
import type { Clock } from '#engine';
import type { Instant } from '#kernel';

/** A record of deadlines with the guard that every real one has: each takes effect once, in its last version. */
export class DeadlineOffice implements DeadlineRecord {
  readonly #clock: Clock;
  readonly #open = new Map<string, Deadline>();
  /** Milliseconds from the due instant to the effect, by deadline; a second effect would be a second number. */
  readonly effects = new Map<string, number[]>();
  /** Wake-ups before the due instant that they were set for. */
  readonly early: string[] = [];
  wakeUps = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(...deadlines: readonly Deadline[]): void {
    for (const deadline of deadlines) this.#open.set(deadline.id, deadline);
  }

  close(...deadlines: readonly Deadline[]): void {
    for (const { id } of deadlines) this.#open.delete(id);
  }

  get open(): readonly Deadline[] {
    return [...this.#open.values()];
  }

  async due(now: Instant, limit: number): Promise<readonly Deadline[]> {
    const due = this.open.filter(({ dueAt }) => dueAt <= now);
    return due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit);
  }

  async all(afterId = '', limit: number): Promise<readonly Deadline[]> {
    const rest = this.open.filter(({ id }) => id > afterId);
    return rest.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  readonly onDue = async ({ id, version, dueAt }: Deadline): Promise<void> => {
    const now = this.#clock.now();
    this.wakeUps += 1;
    if (now < dueAt) this.early.push(`${id} ${dueAt - now} ms`);
    if (this.#open.get(id)?.version !== version) return;
    this.#open.delete(id);
    this.effects.set(id, [...(this.effects.get(id) ?? []), now - dueAt]);
  };
}
