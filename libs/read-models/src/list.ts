import type { LocalDate } from '#kernel';
import type { Calendar } from '#law';
import { pageOf, type ListOrder, type Page, type PageRequest, type RowsOf } from './page.js';
import type { Row, Screen } from './screen.js';

export interface Today {
  readonly today: LocalDate;
  readonly calendar: Calendar;
}

export interface Enquiry<R extends Row, F, A> {
  readonly screen: Screen<R>;
  /** Of a list: a page that begins elsewhere is refused. */
  readonly order?: (asked: F) => ListOrder;
  readonly answer: (rows: RowsOf<R>, asked: F, day: Today) => Promise<A>;
}

interface ListDefinition<R extends Row, F extends PageRequest, L> {
  readonly order: ListOrder | ((asked: F) => ListOrder);
  readonly filter: (rows: RowsOf<R>, asked: F, day: Today) => RowsOf<R>;
  readonly line: (row: R, day: Today) => L;
}

export function listOf<R extends Row, F extends PageRequest, L>(
  screen: Screen<R>,
  { order, filter, line }: ListDefinition<R, F, L>,
): Enquiry<R, F, Page<L>> {
  const ordered = (asked: F): ListOrder => (typeof order === 'function' ? order(asked) : order);
  return {
    screen,
    order: ordered,
    answer: (rows, asked, day) => pageOf(filter(rows, asked, day), ordered(asked), asked, (row: R) => line(row, day)),
  };
}
