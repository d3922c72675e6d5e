/** What two clocks show at one moment, in milliseconds: the wall clock since 1970, the other since the machine was started, sleep included. */
export interface Reading {
  readonly wall: number;
  readonly boot: number;
}

export interface Belief {
  /** The last moment at which both agreed. */
  readonly agreed: Reading;
  /** What is on record when the program starts; the wall clock is not believed before it has come back to that. */
  readonly behind?: number;
  /** How far the wall clock is ahead of what is believed, and since which believed moment. */
  readonly doubt?: { readonly byMs: number; readonly since: number };
}

/** Of the time that passed: more than any clock drifts, less than any jump. */
const DRIFT = 0.001;

/** At the start there is nothing to compare with but the record: a long stop is no jump, a clock before the record is one. */
export function firstBelief(reading: Reading, recorded: number, toleranceMs: number): Belief {
  const byMs = reading.wall - recorded;
  return byMs >= -toleranceMs ? { agreed: reading } : { agreed: reading, behind: recorded, doubt: { byMs, since: recorded } };
}

/** The time that is believed: as far from the last agreement as the machine has run since. In doubt only; else the wall clock says it. */
export const believed = ({ agreed, behind }: Belief, { boot }: Reading): number => behind ?? agreed.wall + boot - agreed.boot;

/** Both clocks are looked at again. A jump either way raises a doubt; the wall clock come back within tolerance ends it. */
export function lookAgain(belief: Belief, reading: Reading, toleranceMs: number): Belief {
  const expected = believed(belief, reading);
  const byMs = reading.wall - expected;
  if (belief.behind !== undefined && byMs >= -toleranceMs) return { agreed: reading };
  if (Math.abs(byMs) > toleranceMs) return { ...belief, doubt: { byMs, since: belief.doubt?.since ?? expected } };
  const mayFollow = DRIFT * Math.max(0, reading.boot - belief.agreed.boot);
  const follow = Math.max(-mayFollow, Math.min(mayFollow, byMs));
  return { agreed: { wall: expected + follow, boot: reading.boot } };
}
