import { DataFileError, validateWith } from '#data-files';
import { dayNumber, type LocalDate } from '#kernel';

/** One year of the official calendar, as in data/<year>.json. Whatever is not listed follows the week: Monday to Friday worked. */
export interface CalendarYear {
  readonly year: number;
  /** `<year>.<n>`: a notice that changes a published year is a new n. */
  readonly version: string;
  /**
   * official: by the notice of the State Council. provisional: its notice is not out yet, counted by rule. no-notice-on-file: a year of
   * the past whose notice nobody has entered, counted by rule.
   */
  readonly status: 'official' | 'provisional' | 'no-notice-on-file';
  readonly notice: { readonly title: string; readonly date?: LocalDate; readonly source: string };
  /** checked: against the text of the notice; cross-checked: two independent data sets agree. */
  readonly verified: 'checked' | 'cross-checked' | 'provisional';
  /** Mondays to Fridays off. */
  readonly off: readonly LocalDate[];
  /** Saturdays and Sundays worked (调休). */
  readonly work: readonly LocalDate[];
}

const text = { type: 'string', minLength: 1 };
const dates = { type: 'array', uniqueItems: true, items: { type: 'string', format: 'date' } };

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['year', 'version', 'status', 'notice', 'verified', 'off', 'work'],
  properties: {
    year: { type: 'integer', minimum: 1970, maximum: 9999 },
    version: { type: 'string', pattern: '^\\d{4}\\.[1-9]\\d{0,3}$' },
    status: { enum: ['official', 'provisional'] },
    notice: {
      type: 'object',
      additionalProperties: false,
      required: ['title', 'source'],
      properties: { title: text, date: { type: 'string', format: 'date' }, source: text },
    },
    verified: { enum: ['checked', 'cross-checked', 'provisional'] },
    off: dates,
    work: dates,
  },
};

/** 0 is Sunday, by the number of days since Thursday 1970-01-01. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

export const isWeekend = (day: number): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/**
 * A year file as data. Throws DataFileError, with the file and a JSON path, for a wrong field, a day that does not exist or lies in
 * another year, a weekend day among `off`, a weekday among `work`, or a mark that contradicts the status.
 */
export function parseCalendarYear(json: unknown, file: string): CalendarYear {
  const year = validateWith<CalendarYear>(SCHEMA, json, file);
  const fail = (path: string, problem: string): never => {
    throw new DataFileError(file, path, problem);
  };
  if (!year.version.startsWith(`${year.year}.`)) fail('$.version', `must start with ${year.year}., found "${year.version}"`);
  if ((year.status === 'provisional') !== (year.verified === 'provisional')) {
    fail('$.verified', `"${year.verified}" contradicts the status "${year.status}"`);
  }
  for (const list of ['off', 'work'] as const) {
    year[list].forEach((date, index) => {
      const path = `$.${list}[${index}]`;
      if (!date.startsWith(`${year.year}-`)) fail(path, `${date} is not a day of ${year.year}`);
      const weekend = isWeekend(dayNumber(date));
      if (list === 'off' && weekend) fail(path, `${date} is a weekend day; only Mondays to Fridays are listed as off`);
      if (list === 'work' && !weekend) fail(path, `${date} is a weekday; only Saturdays and Sundays are listed as worked`);
    });
  }
  return year;
}
