import type { Instant } from '#kernel';

/** The only clock of the program. */
export interface Clock {
  now(): Instant;
}

/** The machine's clock, which never runs backwards within one process: the order of the record is kept. */
export function systemClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(last, Date.now());
      return last as Instant;
    },
  };
}

/** A clock that tests, scenarios and the demonstration set by hand. */
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

  /** Uses another clock until the returned function is called. */
  use(other: Clock): () => void {
    const before = this.current;
    this.current = other;
    return () => {
      this.current = before;
    };
  }
}
