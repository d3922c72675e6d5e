import { dayNumber, localDate, type LocalDate } from '#kernel';
import type { CalendarBook } from './calendar-book.js';

export interface CalendarOutlook {
  /** The first day whose holidays are not announced: the last days of clocks that reach it are provisional. */
  readonly provisionalFrom: LocalDate;
  /** Calendar days from today to it; 0 and less once it has come. */
  readonly daysLeft: number;
  /** From 200 days before that day on; null earlier. */
  readonly warning: { readonly zh: string; readonly en: string } | null;
}

/** A clock runs about a year at most, so notices are missed long before their year begins. */
const WARN_DAYS_AHEAD = 200;

export function outlookOf({ firstProvisional: year }: Pick<CalendarBook, 'firstProvisional'>, today: LocalDate): CalendarOutlook {
  const provisionalFrom = localDate(`${year}-01-01`);
  const daysLeft = dayNumber(provisionalFrom) - dayNumber(today);
  return { provisionalFrom, daysLeft, warning: daysLeft > WARN_DAYS_AHEAD ? null : warningFor(year) };
}

const warningFor = (year: number) => ({
  zh: `尚无${year}年放假安排：${year}年1月1日起的工作日按规则暂定；国务院办公厅通知一般在上一年11月公布，公布后请发布该年度工作日历`,
  en:
    `no holiday notice for ${year} is on file: working days from ${year}-01-01 on are counted by rule and shown as provisional; ` +
    'publish the notice (usually of the November before) as a calendar year',
});
