/**
 * Two kinds of time. An Instant is a point (epoch milliseconds); a LocalDate is a calendar day in Asia/Shanghai.
 * China has kept UTC+8 without daylight saving since 1992, so the conversion is plain arithmetic and never reads the TZ of the process.
 */
export type Instant = number & { readonly __brand: 'Instant' };
export type LocalDate = string & { readonly __brand: 'LocalDate' };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a date; the integer on which all day arithmetic is done. */
export const dayNumber = (date: LocalDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;

export function dateOfDayNumber(day: number): LocalDate {
  const known = WRITTEN.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;
  if (WRITTEN.size < WRITTEN_MAX) WRITTEN.set(day, date);
  return date;
}

/** Days already written out: a case asks for the same few hundred over and over. */
const WRITTEN = new Map<number, LocalDate>();
const WRITTEN_MAX = 20_000;

/** The Asia/Shanghai day in which an instant falls. */
export const dateOf = (at: Instant): LocalDate => dateOfDayNumber(Math.floor((at + SHANGHAI_OFFSET_MS) / DAY_MS));

/** 00:00 Asia/Shanghai at which a day begins. */
export const startOfDay = (date: LocalDate): Instant => (dayNumber(date) * DAY_MS - SHANGHAI_OFFSET_MS) as Instant;

/** 24:00 Asia/Shanghai at which a day ends, that is 00:00 of the next day. */
export const endOfDay = (date: LocalDate): Instant => startOfDay(addDays(date, 1));

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days);

/** Same day number `months` later, or the last day of that month (Civil Code art. 202). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), lastDay);
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10) as LocalDate;
}

/** A real calendar day in the form YYYY-MM-DD, or undefined ("2026-02-30" is none). */
export function findLocalDate(text: string): LocalDate | undefined {
  if (!DATE.test(text)) return undefined;
  const parsed = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 10) !== text ? undefined : (text as LocalDate);
}

/** Like findLocalDate, for dates that the program itself wrote. Throws RangeError. */
export function localDate(text: string): LocalDate {
  const date = findLocalDate(text);
  if (date === undefined) throw new RangeError(`not a calendar day (YYYY-MM-DD): ${text}`);
  return date;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An ISO 8601 instant with its offset, or undefined. */
export function findInstant(text: string): Instant | undefined {
  const match = INSTANT.exec(text);
  if (match?.[1] === undefined || findLocalDate(match[1]) === undefined) return undefined;
  return Date.parse(text) as Instant;
}

export function instant(text: string): Instant {
  const at = findInstant(text);
  if (at === undefined) throw new RangeError(`not an instant (YYYY-MM-DDThh:mm:ss+08:00): ${text}`);
  return at;
}

/** ISO 8601 in Asia/Shanghai, seconds or milliseconds as needed: 2026-03-02T10:00:00+08:00. */
export const formatInstant = (at: Instant): string =>
  `${new Date(at + SHANGHAI_OFFSET_MS).toISOString().replace(/(\.000)?Z$/, '')}+08:00`;
