import type { Instant } from '#kernel';

export interface ClockDoubt {
  readonly byMs: number;
  readonly since: Instant;
  /** The wall clock itself. */
  readonly shows: Instant;
}

export interface Clock {
  /** In doubt the time goes on from where it was, whatever the wall clock shows. */
  now(): Instant;
  /** Why nothing may be dated now, and no silence may take effect; undefined where the clock is believed. */
  doubt?(): ClockDoubt | undefined;
  /**
   * Told at the start what the record ends with, and what the wall clock showed where somebody answered for it at that very point.
   */
  notBefore?(recorded: Instant, confirmed?: Instant): void;
  /** Somebody answers for the wall clock: it is believed from now on, and still nothing is dated before the record. */
  confirm?(): void;
}

export class SimulatedClock implements Clock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at;
  }

  /** Throws RangeError for a step backwards. */
  set(at: Instant): void {
    if (at < this.at) throw new RangeError('a simulated clock does not run backwards');
    this.at = at;
  }
}

/** A clock that can be lent out: the demonstration tells months of history before the machine's own time begins. */
export class SwitchableClock implements Clock {
  constructor(private current: Clock) {}

  now(): Instant {
    return this.current.now();
  }

  doubt(): ClockDoubt | undefined {
    return this.current.doubt?.();
  }

  notBefore(recorded: Instant, confirmed?: Instant): void {
    this.current.notBefore?.(recorded, confirmed);
  }

  confirm(): void {
    this.current.confirm?.();
  }

  /** Uses another clock until the returned function is called. */
  use(other: Clock): () => void {
    const before = this.current;
    this.current = other;
    return () => {
      this.current = before;
    };
  }
}
