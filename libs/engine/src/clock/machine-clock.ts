import { uptime } from 'node:os';
import type { Instant } from '#kernel';
import type { Clock, ClockDoubt } from './clock.js';
import { believed, firstBelief, lookAgain, type Belief, type Reading } from './clock-guard.js';

export interface MachineClockOptions {
  /** A jump longer than this is not believed. */
  readonly toleranceMs?: number;
  readonly wall?: () => number;
  /** Milliseconds since the machine was started, its sleep included. */
  readonly boot?: () => number;
  /** Cheap, and stands still while the machine sleeps. */
  readonly tick?: () => number;
}

const TOLERANCE_MS = 120_000;
/** So often at least both clocks are looked at, and at once where the wall clock does not go with the cheap one. */
const LOOK_MS = 1_000;
const SECOND_MS = 1_000;

/**
 * The machine's clock, which never runs backwards within one process, and is not believed when it jumps: the time then goes on from
 * where it was. On Linux `os.uptime()` is CLOCK_BOOTTIME, which no setting of the wall clock moves.
 */
export function machineClock(options: MachineClockOptions = {}): Clock {
  const {
    toleranceMs = TOLERANCE_MS,
    wall = () => Date.now(),
    boot = () => uptime() * SECOND_MS,
    tick = () => performance.now(),
  } = options;
  const read = (): Reading => ({ wall: wall(), boot: boot() });
  let belief: Belief = { agreed: read() };
  let lookedAt = { wall: belief.agreed.wall, tick: tick() };
  let last = 0;

  function look(): number {
    const at = { wall: wall(), tick: tick() };
    const passed = at.tick - lookedAt.tick;
    if (belief.doubt === undefined && passed < LOOK_MS && Math.abs(at.wall - lookedAt.wall - passed) < LOOK_MS) return at.wall;
    belief = lookAgain(belief, read(), toleranceMs);
    lookedAt = at;
    return at.wall;
  }

  return {
    now() {
      const shown = look();
      last = Math.max(last, Math.floor(belief.doubt === undefined ? shown : believed(belief, read())));
      return last as Instant;
    },
    doubt(): ClockDoubt | undefined {
      const shows = Math.round(look()) as Instant;
      const { doubt } = belief;
      return doubt && { byMs: Math.round(doubt.byMs), since: Math.round(doubt.since) as Instant, shows };
    },
    notBefore(recorded, confirmed = recorded) {
      last = Math.max(last, recorded);
      belief = firstBelief(read(), Math.min(recorded, confirmed), toleranceMs);
    },
    confirm() {
      belief = { agreed: read() };
    },
  };
}
