import type { Actor, Instant, LocalDate } from '#kernel';
import { addDays, addMonths, dateOf } from '#kernel';
import { dueDate, isProvisionalDue, type Calendar, type ClockRun, type LimitRule, type Policy } from '#law';

/** What a text may name: one line, or a list that is written as numbered lines. */
export type Facts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An event that may give rise to documents: to whom they go, and everything they may say. */
export interface Telling {
  readonly event: Told;
  readonly n: number;
  /** The case, or the certificate: the middle part of the document number. */
  readonly subject: string;
  readonly addressee: { readonly name: string; readonly uscc: string };
  readonly facts: () => Facts;
  /** Code of the authority that issues (发证机关). */
  readonly organ: string | undefined;
  readonly people: readonly string[];
}

export interface Told {
  readonly type: string;
  readonly data: object;
  readonly recordedAt: Instant;
  readonly actor: Actor;
}

/** 2026年3月2日 */
export const written = (date: LocalDate): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** Where no day can be named: some older packs have no limit for an answer of the applicant. */
export const NO_DAY = '以工作日计算';

/** `provisional`: the holidays that the day rests on are not announced (放假办法), so the notice may move it. */
export const until = (date: LocalDate | null | undefined, provisional = false): string =>
  date ? lastDay(date, provisional, '至') : NO_DAY;

export const lastDay = (date: LocalDate, provisional: boolean, before = ''): string =>
  `${before}${written(date)}${provisional ? '（有关年度放假安排尚未公布，本日期为暂定，以公布后为准）' : ''}`;

export function untilDue(run: ClockRun, rule: LimitRule, calendar: Calendar): string {
  const due = dueDate(run, rule, calendar);
  return until(due, isProvisionalDue(run, rule, calendar, due));
}

export const remediesOf = ({ remedies }: { remedies: { reconsideration: string; litigation: string } }): string[] => [
  remedies.reconsideration,
  remedies.litigation,
];

/** The ban that follows from falsehood or fraud: so many years, up to and including this day. */
export const banFrom = (decided: Instant, years: Policy['values']['banYearsAfterFraud']): Facts => ({
  banYears: String(years.value),
  banUntil: written(addMonths(dateOf(decided), 12 * years.value)),
});

/** What the law does at 24:00 of a last day is told on the next day; everything else on the day it is recorded. */
export function issuedOn({ data, recordedAt }: Pick<Told, 'data' | 'recordedAt'>): LocalDate {
  const { due, run } = data as { due?: LocalDate; run?: number };
  return due !== undefined && run !== undefined ? addDays(due, 1) : dateOf(recordedAt);
}
