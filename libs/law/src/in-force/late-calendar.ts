import type { Calendar, CalendarEdition } from '../calendar/index.js';
import { ENGINE, type Fact, type Instant, type Message } from '#kernel';
import { changesUnder, isOpen, underOtherLaw, type ClockRun, type DueChange } from '../time-limits/index.js';
import { pinnedCalendar, pinnedPolicy, type Law } from './law.js';

/** What has clocks: a case, a verification, the investigations of a certificate. */
export interface Clocked {
  readonly policy: string;
  readonly calendar?: string;
  readonly clocks: readonly ClockRun[];
  /** When other law took over the running clocks, the last time: nothing ran out under it before. */
  readonly lawSince?: Instant;
}

/** What was pinned, what is, and each running limit whose last day is another one. */
export interface CalendarApplied {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly DueChange[];
}

interface Steps<S, E extends Message> {
  /** What is counted in a state, and since when; undefined where nothing is any more. */
  readonly counted: (state: S) => { readonly file: Clocked; readonly begunAt: Instant } | undefined;
  readonly lapse: (state: S, until: Instant, calendar: Calendar) => { readonly state: S; readonly events: readonly Fact<E>[] };
  readonly evolve: (state: S, event: Fact<E>) => S;
}

/**
 * Brings something with clocks to this moment, before any command: what has run out by now, and the calendars that were published
 * since it was last touched, in the order in which both came about. What had run out before a publication stays run out.
 */
export function upToNow<S, E extends Message>(
  law: Law,
  now: Instant,
  state: S,
  steps: Steps<S, E>,
): { readonly state: S; readonly events: readonly Fact<E>[] } {
  const before = steps.counted(state);
  const calendar = pinnedCalendar(law, before?.file ?? {});
  const edition = before && law.calendars.after(before.file.calendar ?? calendar.version);
  const lapsed = steps.lapse(state, earlier(edition?.since, now), calendar);
  const left = steps.counted(lapsed.state);
  if (edition === undefined || left === undefined) return lapsed;
  const event = calendarApplied(
    law,
    left.file,
    edition,
    edition.since !== undefined && edition.since > left.begunAt ? edition.since : now,
  );
  const next = upToNow(law, now, steps.evolve(lapsed.state, event as Fact<E>), steps);
  return { ...next, events: [...lapsed.events, event as Fact<E>, ...next.events] };
}

const earlier = (since: Instant | undefined, now: Instant): Instant => (since !== undefined && since < now ? since : now);

type CalendarEvent = Fact<{ readonly type: 'CalendarApplied'; readonly data: CalendarApplied }>;

/** 民法典203 and 许可法82 count by the official days off, so a late notice reaches the limits that are running. */
function calendarApplied(law: Law, file: Clocked, { calendar }: CalendarEdition, effectiveAt: Instant): CalendarEvent {
  const policy = pinnedPolicy(law, file.policy);
  const before = pinnedCalendar(law, file);
  const changes = changesUnder(file.clocks, { policy, calendar: before }, { policy, calendar });
  const data = { from: file.calendar ?? before.version, to: calendar.version, changes };
  return { type: 'CalendarApplied', data, effectiveAt, actor: ENGINE };
}

export const isCounting = ({ clocks }: Clocked): boolean => clocks.some(isOpen);

/** What ended keeps the law it ended under; what runs goes on under the other, from its own start day. */
export function movedTo<F extends Clocked>(
  file: F,
  to: Partial<Pick<Clocked, 'policy' | 'calendar'>>,
  changes: readonly DueChange[],
  at: Instant,
): F {
  return { ...file, ...to, clocks: underOtherLaw(file.clocks, changes, leftLaw(file)), lawSince: at };
}

/** The law that clocks leave behind. */
export const leftLaw = ({ policy, calendar }: Clocked) => ({ policy, ...(calendar === undefined ? {} : { calendar }) });

/** Nothing runs out before the law by which it does. */
export const notBefore = ({ lawSince }: Pick<Clocked, 'lawSince'>, at: Instant): Instant =>
  lawSince !== undefined && lawSince > at ? lawSince : at;
