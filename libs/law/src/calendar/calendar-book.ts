import type { Instant } from '#kernel';
import { createCalendar, type Calendar } from './calendar.js';
import type { CalendarYear } from './calendar-year.js';
import type { LunarDays } from './lunar-days.js';
import { yearsByRule } from './year-by-rule.js';

/** A year file that was published while the system ran, and when. */
export interface PublishedYear {
  readonly year: CalendarYear;
  readonly at: Instant;
  /** The version that was in force until then; missing where years without a file could not be counted yet. */
  readonly replaces?: string;
}

export interface CalendarEdition {
  readonly calendar: Calendar;
  /** When it was published; undefined for what the program came with. */
  readonly since?: Instant;
}

/** Every version of every year: the calendar in force, and each earlier one for the cases that are counted by it. */
export interface CalendarBook {
  readonly years: readonly CalendarYear[];
  readonly current: Calendar;
  /** Of every year the lowest version: for what was recorded before the calendar was. */
  readonly first: Calendar;
  /**
   * Exactly the versions that a label names, such as `CN:2025.1,2026.2`. A year that the label does not name counts by its lowest
   * version, which is the rule (`2028.0`) wherever a file came later than the rule, so that a label goes on meaning the same. Throws
   * CalendarUnknown.
   */
  byLabel(label: string): Calendar;
  /** The edition that follows on the one of a label; undefined where no year that it knows has changed since. */
  after(label: string): CalendarEdition | undefined;
  /** All versions of a year, the lowest first; a year without any is counted by rule, as far as the lunar days are known. */
  versionsOf(year: number): readonly CalendarYear[];
  readonly knownYears: readonly number[];
  find(year: number): CalendarYear | undefined;
  /** The first year after the files that no official notice is on file for. */
  readonly firstProvisional: number;
  /** The same shipped years and rule, with other publications. */
  publishing(published: readonly PublishedYear[]): CalendarBook;
}

/** The years that had a file from the beginning: here a label that leaves one out means its lowest file, everywhere else the rule. */
const FROM_THE_BEGINNING = { first: 2018, last: 2027 };

/** Years with a file leave one out: a file was lost, or is about the wrong year. */
export class CalendarYearMissing extends Error {
  override readonly name = 'CalendarYearMissing';

  constructor(readonly year: number) {
    super(`no calendar data for the year ${year}`);
  }
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
 * the published one stays. Throws RangeError for a version that is there twice, CalendarYearMissing for a gap between files.
 */
export function createCalendarBook(
  shipped: readonly CalendarYear[],
  published: readonly PublishedYear[] = [],
  lunar: LunarDays = new Map(),
): CalendarBook {
  const byRule = yearsByRule(lunar);
  const own = shipped.filter((year) => !published.some((one) => one.year.version === year.version));
  const years = [...own, ...published.map(({ year }) => year)];
  const byVersion = new Map(years.map((year) => [year.version, year]));
  const double = years.find((year) => byVersion.get(year.version) !== year);
  if (double !== undefined) throw new RangeError(`two calendar files for version ${double.version}`);
  const byYear = byYearOf(years);
  refuseGap([...byYear.keys()].sort((a, b) => a - b));

  const known = new Map<string, Calendar>();
  const calendarOf = (chosen: readonly (CalendarYear | undefined)[]): Calendar => {
    const created = createCalendar(
      chosen.filter((year) => year !== undefined),
      byRule,
    );
    const calendar = known.get(created.version) ?? created;
    known.set(calendar.version, calendar);
    return calendar;
  };
  const currentOf = (some: readonly CalendarYear[]): Calendar => calendarOf([...byYearOf(some).values()].map(highest));

  /** Whether a label that does not name the year means the rule: no file of it was there before the rule was. */
  const ruleIsLowest = (year: number): boolean => {
    if (year >= FROM_THE_BEGINNING.first && year <= FROM_THE_BEGINNING.last) return false;
    const version = lowest(byYear.get(year) ?? [])?.version;
    const publication = published.find((one) => one.year.version === version);
    return publication === undefined || publication.replaces !== undefined;
  };
  const unnamed = (versions: readonly CalendarYear[]): CalendarYear | undefined => {
    const year = lowest(versions);
    return year === undefined || ruleIsLowest(year.year) ? undefined : year;
  };

  const editions: readonly CalendarEdition[] = [
    { calendar: currentOf(own) },
    ...published.map(({ at }, index) => ({
      calendar: currentOf([...own, ...published.slice(0, index + 1).map(({ year }) => year)]),
      since: at,
    })),
  ];
  const current = currentOf(years);
  const first = calendarOf([...byYear.values()].map(unnamed));

  const resolved = new Map<string, Calendar>();
  function resolve(label: string): Calendar {
    const named = new Map(namesIn(label).map((version) => [Number(version.slice(0, 4)), version]));
    if ([...named.values()].some((version) => !byVersion.has(version))) throw new CalendarUnknown(label);
    return calendarOf([...byYear].map(([year, versions]) => byVersion.get(named.get(year) ?? '') ?? unnamed(versions)));
  }
  function byLabel(label: string): Calendar {
    const calendar = resolved.get(label) ?? resolve(label);
    resolved.set(label, calendar);
    return calendar;
  }

  const versionsOf = (year: number): readonly CalendarYear[] => {
    const versions = inOrder(byYear.get(year) ?? []);
    return ruleIsLowest(year) && lunar.has(year) ? [byRule(year), ...versions] : versions;
  };
  const find = (year: number): CalendarYear | undefined => versionsOf(year).at(-1);
  const firstProvisional = (year: number): number => (find(year)?.status === 'official' ? firstProvisional(year + 1) : year);

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
    knownYears: [...new Set([...byYear.keys(), ...lunar.keys()])].sort((a, b) => a - b),
    versionsOf,
    find,
    firstProvisional: firstProvisional(Math.min(...byYear.keys())),
    publishing: (others) => createCalendarBook(shipped, others, lunar),
  };
}

function refuseGap(years: readonly number[]): void {
  const after = years.find((year, index) => index > 0 && year !== (years[index - 1] ?? year) + 1);
  if (after !== undefined) throw new CalendarYearMissing((years[years.indexOf(after) - 1] ?? after) + 1);
}

function namesIn(label: string): string[] {
  if (!/^CN:\d{4}\.\d+(,\d{4}\.\d+)*$/.test(label)) throw new CalendarUnknown(label);
  return label.slice('CN:'.length).split(',');
}
