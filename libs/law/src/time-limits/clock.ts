import type { LocalDate } from '#kernel';

/** A stretch in which a clock does not count: the days after `from` up to and including `to` (open while null). */
export interface Stop {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Which pause of the rule opened it (its index), so that only the matching event closes it. */
  readonly pause: number;
}

/** One run of one limit, as the events have left it. Everything else about it is computed from this and the calendar. */
export interface ClockRun {
  readonly limit: string;
  /** 1 for the first time the limit starts on this case, 2 for the second, … */
  readonly run: number;
  /** Grows with every change of the due day: tells a stale alarm from the one in force. */
  readonly version: number;
  /** The day that is not counted. */
  readonly started: LocalDate;
  /** Length in the unit of the rule. */
  readonly length: number;
  readonly extended: number;
  readonly stops: readonly Stop[];
  /** For limits that end on a given day (T41: the expiry of the certificate). */
  readonly anchor?: LocalDate;
  readonly ended?: LocalDate;
  /** Whose act ended it: the id of a person, or `engine` for what the law does by itself. */
  readonly finishedBy?: string;
  /** breached: ran out; lapsed: ran out and the law itself ended it. */
  readonly expired?: 'breached' | 'lapsed';
  /** The law it ended under, where the case has moved on to another since: neither its days nor its article change any more. */
  readonly law?: RunLaw;
}

export interface RunLaw {
  readonly policy: string;
  readonly calendar?: string;
}

/** A run that ends on that day; a stop that is open ends with it. */
export const endedRun = (run: ClockRun, ended: LocalDate, by: string | undefined): ClockRun => ({
  ...run,
  ended,
  ...(by === undefined ? {} : { finishedBy: by }),
  stops: run.stops.map((stop) => (stop.to === null ? { ...stop, to: ended } : stop)),
  version: run.version + 1,
});

export const isOpen = (run: ClockRun): boolean => run.ended === undefined;
export const isStopped = (run: ClockRun): boolean => isOpen(run) && run.stops.some((stop) => stop.to === null);

/** A limit that may still run out: open, and not already recorded as run out. */
export const isPending = (run: ClockRun): boolean => isOpen(run) && run.expired === undefined;
