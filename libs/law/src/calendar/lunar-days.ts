import { DataFileError, validateWith } from '#data-files';
import type { LocalDate } from '#kernel';

export interface LunarYear {
  /** 除夕: the last day of the lunar year before. */
  readonly newYearsEve: LocalDate;
  readonly qingming: LocalDate;
  readonly dragonBoat: LocalDate;
  readonly midAutumn: LocalDate;
}

export type LunarDays = ReadonlyMap<number, LunarYear>;

const COLUMNS = ['除夕', '清明', '端午', '中秋'];

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['source', 'columns', 'years'],
  properties: {
    source: { type: 'string', minLength: 1 },
    columns: { const: COLUMNS },
    years: {
      type: 'array',
      minItems: 1,
      items: { type: 'array', minItems: COLUMNS.length, maxItems: COLUMNS.length, items: { type: 'string', format: 'date' } },
    },
  },
};

type Row = readonly [LocalDate, LocalDate, LocalDate, LocalDate];

/** data/lunar-days.json as a map. Throws DataFileError for a wrong field, a day of another year or a year left out. */
export function parseLunarDays(json: unknown, file: string): LunarDays {
  const { years } = validateWith<{ years: readonly Row[] }>(SCHEMA, json, file);
  const first = Number(years[0]?.[0].slice(0, 4));
  return new Map(
    years.map((row, index) => {
      const year = first + index;
      const stray = row.findIndex((date) => !date.startsWith(`${year}-`));
      if (stray >= 0) throw new DataFileError(file, `$.years[${index}][${stray}]`, `${row[stray]} is not a day of ${year}`);
      const [newYearsEve, qingming, dragonBoat, midAutumn] = row;
      return [year, { newYearsEve, qingming, dragonBoat, midAutumn }];
    }),
  );
}
