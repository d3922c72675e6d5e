import {
  CalendarYearMissing,
  parseCalendarYear,
  versionNumber,
  type CalendarBook,
  type CalendarYear,
  type PublishedYear,
} from '../calendar/index.js';
import { DataFileError } from '#data-files';
import { evolvedBy, isRejection, nothing, type Decider, type EventsOf, type Instant, type Rejection } from '#kernel';
import * as refuse from './rejections.js';

/** The one stream of published calendar years. */
export const CALENDAR_STREAM = 'calendar-published';

// Commands

interface PublishCalendar {
  readonly type: 'PublishCalendar';
  readonly data: {
    readonly year: unknown;
    readonly sha256: string;
    readonly reason: string;
  };
}

// Events

export interface CalendarPublished {
  readonly type: 'CalendarPublished';
  readonly data: {
    readonly version: string;
    readonly calendar: string;
    readonly year: CalendarYear;
    /** The version of that year that was in force until then; `<year>.0` is the rule. Missing in what was stored before there was one. */
    readonly replaces?: string;
    readonly sha256: string;
    readonly reason: string;
  };
}

// State

export interface CalendarPublicationState {
  readonly published: readonly (PublishedYear & { readonly sha256: string; readonly reason: string })[];
}

// Decide

/** A year that may be published, and the calendar with it. */
export interface ExaminedYear {
  readonly year: CalendarYear;
  readonly replaces: string;
  readonly book: CalendarBook;
}

export function examineYear(
  json: unknown,
  shipped: CalendarBook,
  published: readonly PublishedYear[],
  at: Instant,
): ExaminedYear | Rejection {
  try {
    const year = parseCalendarYear(json, 'year');
    const known = shipped.publishing(published).find(year.year);
    if (known !== undefined && versionNumber(year) <= versionNumber(known))
      return refuse.versionNotHigher('year.version', known.version, `${year.year}.${versionNumber(known) + 1}`);
    if (known?.status === 'official' && year.status === 'provisional') return refuse.calendarStaysOfficial(year.year);
    const replaces = known?.version ?? `${year.year}.0`;
    return { year, replaces, book: shipped.publishing([...published, { year, at, replaces }]) };
  } catch (fault) {
    if (fault instanceof DataFileError) return refuse.fileMalformed('year', fault);
    if (fault instanceof CalendarYearMissing) return refuse.calendarGap(fault.year);
    throw fault;
  }
}

export type CalendarPublicationDecider = Decider<CalendarPublicationState, PublishCalendar, CalendarPublished>;

export const calendarPublicationDecider = (shipped: CalendarBook): CalendarPublicationDecider => ({
  initial: { published: [] },
  commands: ['PublishCalendar'],
  needs: { PublishCalendar: 'hash-of-the-publication' },
  admit: (_command, _state, actor) => refuse.unlessAdmin(actor),

  decide({ data: { year: json, sha256, reason } }, { published }, { now, actor }) {
    const turnedAway = refuse.unlessAdmin(actor);
    if (turnedAway !== undefined) return turnedAway;
    if (published.some((one) => one.sha256 === sha256)) return nothing;
    const examined = examineYear(json, shipped, published, now);
    if (isRejection(examined)) return examined;
    const { year, replaces, book } = examined;
    const data = { version: year.version, calendar: book.current.version, year, replaces, sha256, reason };
    return [{ type: 'CalendarPublished', data }];
  },

  evolve: (state, event) => evolvedBy(calendarPublicationEvents, state, event),
});

// Evolve

export const calendarPublicationEvents: EventsOf<{ CalendarPublished: CalendarPublished['data'] }, CalendarPublicationState> = {
  CalendarPublished: ({ published }, { data: { year, replaces, sha256, reason }, recordedAt }) => ({
    published: [...published, { year, ...(replaces === undefined ? {} : { replaces }), sha256, reason, at: recordedAt }],
  }),
};
