import type { Instant } from '#kernel';
import { createCalendar, type Calendar } from './calendar.js';
import type { CalendarYear } from './calendar-year.js';

/** A year file that was published while the system ran, and when. */
export interface PublishedYear {
  readonly year: CalendarYear;
  readonly at: Instant;
}

/** The calendar as it was from one publication to the next. */
export interface CalendarEdition {
  readonly calendar: Calendar;
  /** When it was published; undefined for what the program came with. */
  readonly since?: Instant;
}

/** Every version of every year: the calendar in force, and each earlier one for the cases that are counted by it. */
export interface CalendarBook {
  /** All versions of all years, the shipped ones first. */
  readonly years: readonly CalendarYear[];
  /** Of every year the highest version. */
  readonly current: Calendar;
  /** Of every year the lowest version: for what was recorded before the calendar was. */
  readonly first: Calendar;
  /**
   * Exactly the versions that a label names, such as `CN:2025.1,2026.2`. A year that came later than the label counts by its lowest
   * version, so that a label goes on meaning the same. Throws CalendarUnknown.
   */
  byLabel(label: string): Calendar;
  /** The edition that follows on the one of a label; undefined where no year that it knows has changed since. */
  after(label: string): CalendarEdition | undefined;
  /** One version of a year; the highest where none is named. */
  find(year: number, version?: string): CalendarYear | undefined;
}

/** A label that names a year or version nobody has. */
export class CalendarUnknown extends Error {
  override readonly name = 'CalendarUnknown';

  constructor(readonly label: string) {
    super(`no calendar for "${label}": every version that a case was counted by has to stay`);
  }
}

/** `2026.10` is higher than `2026.9`. */
export const versionNumber = ({ version }: CalendarYear): number => Number(version.split('.')[1]);

const inOrder = (versions: readonly CalendarYear[]): CalendarYear[] =>
  [...versions].sort((a, b) => versionNumber(a) - versionNumber(b));
const lowest = (versions: readonly CalendarYear[]): CalendarYear | undefined => inOrder(versions)[0];
const highest = (versions: readonly CalendarYear[]): CalendarYear | undefined => inOrder(versions).at(-1);

function byYearOf(years: readonly CalendarYear[]): ReadonlyMap<number, readonly CalendarYear[]> {
  const versions = new Map<number, CalendarYear[]>();
  for (const one of years) versions.set(one.year, [...(versions.get(one.year) ?? []), one]);
  return versions;
}

/**
 * Published years in the order of their publication. Where a program came later with the very version that was published before,
 * the published one stays. Throws RangeError for a version that is there twice, CalendarYearMissing for a gap.
 */
export function createCalendarBook(shipped: readonly CalendarYear[], published: readonly PublishedYear[] = []): CalendarBook {
  const own = shipped.filter((year) => !published.some((one) => one.year.version === year.version));
  const years = [...own, ...published.map(({ year }) => year)];
  const byVersion = new Map(years.map((year) => [year.version, year]));
  const double = years.find((year) => byVersion.get(year.version) !== year);
  if (double !== undefined) throw new RangeError(`two calendar files for version ${double.version}`);
  const byYear = byYearOf(years);

  const known = new Map<string, Calendar>();
  const calendarOf = (chosen: readonly (CalendarYear | undefined)[]): Calendar => {
    const created = createCalendar(chosen.filter((year) => year !== undefined));
    const calendar = known.get(created.version) ?? created;
    known.set(calendar.version, calendar);
    return calendar;
  };
  const currentOf = (some: readonly CalendarYear[]): Calendar => calendarOf([...byYearOf(some).values()].map(highest));

  const editions: readonly CalendarEdition[] = [
    { calendar: currentOf(own) },
    ...published.map(({ at }, index) => ({
      calendar: currentOf([...own, ...published.slice(0, index + 1).map(({ year }) => year)]),
      since: at,
    })),
  ];
  const current = currentOf(years);
  const first = calendarOf([...byYear.values()].map(lowest));

  const resolved = new Map<string, Calendar>();
  function resolve(label: string): Calendar {
    const named = new Map(namesIn(label).map((version) => [Number(version.slice(0, 4)), version]));
    const chosen = [...byYear].map(([year, versions]) => {
      const version = named.get(year);
      return version === undefined ? lowest(versions) : byVersion.get(version);
    });
    const missing = [...named.keys()].some((year) => !byYear.has(year)) || chosen.includes(undefined);
    if (missing) throw new CalendarUnknown(label);
    return calendarOf(chosen);
  }
  function byLabel(label: string): Calendar {
    const calendar = resolved.get(label) ?? resolve(label);
    resolved.set(label, calendar);
    return calendar;
  }

  return {
    years,
    current,
    first,
    byLabel,
    after(label) {
      const pinned = byLabel(label);
      if (pinned === current) return undefined;
      const at = editions.findLastIndex(({ calendar }) => byLabel(calendar.version) === pinned);
      return at < 0 ? { calendar: current } : editions[at + 1];
    },
    find: (year, version) =>
      version === undefined ? highest(byYear.get(year) ?? []) : byYear.get(year)?.find((one) => one.version === version),
  };
}

function namesIn(label: string): string[] {
  if (!/^CN:\d{4}\.\d+(,\d{4}\.\d+)*$/.test(label)) throw new CalendarUnknown(label);
  return label.slice('CN:'.length).split(',');
}
