import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { reject, type Rejection } from '#kernel';
import type { Value } from './screen.js';

export type RowsOf<R> = SelectQueryBuilder<{ readonly rows: R }, 'rows', object>;

/** A page of a list, at most 100 lines: by its number, 1 being the first, or what comes `after` the last line of another. */
export interface PageRequest {
  readonly page?: number;
  readonly size: number;
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null where the page was asked for by `after`. */
  readonly page: number | null;
  readonly size: number;
  readonly total: number;
  /** To be asked for as `after`; null on the last page. */
  readonly next: string | null;
}

/** What a list is ordered by. The last key tells any two rows apart, so that the order is the same at every look. */
export interface ListOrder {
  /** Goes into the cursor: one of another list, or of another order, is not taken. */
  readonly name: string;
  readonly keys: readonly SortKey[];
}

interface SortKey {
  readonly column: string;
  readonly descending?: true;
  readonly number?: true;
  /** What a row without a value is ordered as. */
  readonly emptyAs?: string;
}

type Place = readonly (string | number)[];

export function pageProblem(order: ListOrder, { page, after }: PageRequest): Rejection | undefined {
  if (after === undefined) return undefined;
  return page === undefined && placeOf(order, after) !== undefined ? undefined : afterInvalid();
}

/** One page of what the query finds. Rows that come and go between two pages hide none of those that stay, nor show them twice. */
export async function pageOf<R extends object, L>(
  query: RowsOf<R>,
  order: ListOrder,
  { page = 1, size, after }: PageRequest,
  line: (row: R) => L,
): Promise<Page<L>> {
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const place = after === undefined ? undefined : placeOf(order, after);
  let ordered = place === undefined ? query.offset((page - 1) * size) : query.where(behind(order.keys, place));
  for (const { descending, ...key } of order.keys) ordered = ordered.orderBy(expressionOf(key), descending ? 'desc' : 'asc');
  const found = (await ordered
    .selectAll()
    .limit(size + 1)
    .execute()) as unknown as R[];
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return {
    items: rows.map(line),
    page: place === undefined ? page : null,
    size,
    total,
    next: last === undefined ? null : cursorOf(order, last as Readonly<Record<string, Value>>),
  };
}

/** The same of a list that is at hand whole, and in order; `row` gives the columns that it is ordered by. */
export function pageOfList<T>(
  all: readonly T[],
  order: ListOrder,
  { page = 1, size, after }: PageRequest,
  row: (one: T) => Readonly<Record<string, string | number>>,
): Page<T> {
  const place = after === undefined ? undefined : placeOf(order, after);
  const from = place === undefined ? (page - 1) * size : all.findIndex((one) => isBehind(order.keys, row(one), place));
  const rest = from < 0 ? [] : all.slice(from);
  const items = rest.slice(0, size);
  const last = rest.length > size ? items.at(-1) : undefined;
  const next = last === undefined ? null : cursorOf(order, row(last));
  return { items, page: place === undefined ? page : null, size, total: all.length, next };
}

function isBehind(keys: readonly SortKey[], row: Readonly<Record<string, string | number>>, place: Place): boolean {
  const differs = keys.findIndex(({ column }, i) => row[column] !== place[i]);
  const { column = '', descending } = keys[differs] ?? {};
  const [value, bound] = [row[column] ?? '', place[differs] ?? ''];
  return differs >= 0 && (descending ? value < bound : value > bound);
}

const expressionOf = ({ column, emptyAs }: SortKey): RawBuilder<unknown> =>
  emptyAs === undefined ? sql.ref(column) : sql`coalesce(${sql.ref(column)}, ${emptyAs})`;

/** Behind a place in the order: the bound of the first key alone lets an index begin there. */
function behind(keys: readonly SortKey[], place: Place): RawBuilder<SqlBool> {
  const [key, ...more] = keys;
  if (key === undefined) return sql<SqlBool>`false`;
  const [value, ...rest] = place;
  const [column, beyond] = [expressionOf(key), sql.raw(key.descending ? '<' : '>')];
  return sql<SqlBool>`(${column} ${beyond}= ${value} and (${column} ${beyond} ${value} or ${behind(more, rest)}))`;
}

const cursorOf = ({ name, keys }: ListOrder, row: Readonly<Record<string, Value>>): string =>
  Buffer.from(JSON.stringify([name, ...keys.map(({ column, emptyAs }) => row[column] ?? emptyAs ?? null)])).toString('base64url');

function placeOf({ name, keys }: ListOrder, cursor: string): Place | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(read)) return undefined;
    const [list, ...place] = read as unknown[];
    const isPlace =
      place.length === keys.length &&
      keys.every(({ number }, i) => (number ? Number.isSafeInteger(place[i]) : typeof place[i] === 'string'));
    return list === name && isPlace ? (place as Place) : undefined;
  } catch {
    return undefined;
  }
}

const afterInvalid = (): Rejection =>
  reject('input-invalid', 'invalid', {
    zh: 'after 应为前一页的 next，且不与 page 同用',
    en: 'after must be `next` of the page before, and goes without page',
    field: 'after',
    allowed: ['next of the page before'],
  });
