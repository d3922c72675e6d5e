import { dateOfDayNumber, dayNumber, type LocalDate } from '#kernel';
import { isWeekend, weekdayOf, type CalendarYear } from './calendar-year.js';
import type { LunarDays, LunarYear } from './lunar-days.js';

/** A year without a notice, as the rule counts it; the same object whenever it is asked for. */
export type YearByRule = (year: number) => CalendarYear;

/** From this year on the notice of 2024-11-12 says how holidays are laid; before it the rule can only stand in for a notice. */
const RULE_SINCE = 2025;
const SOURCE =
  '全国年节及纪念日放假办法 (2024-11-10) art. 2, laid by the rule of the notice of 2024-11-12 (国办发明电〔2024〕12号): ' +
  'from 除夕 8 days, from 10-01 7 (8 with 中秋), 劳动节 5, 元旦 清明 端午 中秋 3 (on a Wednesday 1); make-up days are not known';

type Rest = readonly number[];

/** Years by the rule. Beyond the table of lunar days only the holidays of fixed date are known. */
export function yearsByRule(lunar: LunarDays): YearByRule {
  const known = new Map<number, CalendarYear>();
  return (year) => {
    const made = known.get(year) ?? yearByRule(year, lunar.get(year));
    known.set(year, made);
    return made;
  };
}

function yearByRule(year: number, lunar: LunarYear | undefined): CalendarYear {
  const off = new Set(restOf(year, lunar).filter((day) => !isWeekend(day)));
  const dates = [...off].sort((a, b) => a - b).map(dateOfDayNumber);
  return {
    year,
    version: `${year}.0`,
    status: year < RULE_SINCE ? 'no-notice-on-file' : 'provisional',
    notice: { title: `国务院办公厅关于${year}年部分节假日安排的通知 (not on file: counted by rule)`, source: SOURCE },
    verified: 'provisional',
    // 元旦 on a Tuesday takes the Monday before it, which is a day of the year before (2018-12-31).
    off: dates.filter((date) => date.startsWith(`${year}-`)),
    work: [],
  };
}

function restOf(year: number, lunar: LunarYear | undefined): Rest {
  const always = [...newYear(year), ...newYear(year + 1), ...labourDay(year)];
  if (lunar === undefined) return [...always, ...nationalDay(year)];
  const { newYearsEve, qingming, dragonBoat, midAutumn } = lunar;
  const moving = [...springFestival(newYearsEve), ...threeDays(dayNumber(qingming)), ...threeDays(dayNumber(dragonBoat))];
  return [...always, ...moving, ...autumn(year, midAutumn)];
}

const dayOf = (year: number, monthAndDay: string): number =>
  dayNumber(`${String(year).padStart(4, '0')}-${monthAndDay}` as LocalDate);
const daysFrom = (first: number, length: number): Rest => Array.from({ length }, (_, index) => first + index);

/** 元旦: 3 days. */
export const newYear = (year: number): Rest => threeDays(dayOf(year, '01-01'));

/** 春节: 8 days from 除夕. */
export const springFestival = (newYearsEve: LocalDate): Rest => daysFrom(dayNumber(newYearsEve), 8);

/** 劳动节: 5 days with 5-1 and 5-2 in them. */
export const labourDay = (year: number): Rest => restAround(dayOf(year, '05-01'), 2, 5);

/** 国庆节: 7 days from 10-01. */
const nationalDay = (year: number): Rest => daysFrom(dayOf(year, '10-01'), 7);

/** 中秋节 and 国庆节: where the rest of one touches the other they are one of 8 days from whichever comes first (2012, 2020, 2023, 2025). */
export function autumn(year: number, midAutumn: LocalDate): Rest {
  const [moon, nation] = [threeDays(dayNumber(midAutumn)), nationalDay(year)];
  const touch = last(moon) >= first(nation) - 1 && first(moon) <= last(nation) + 1;
  return touch ? daysFrom(Math.min(dayNumber(midAutumn), first(nation)), 8) : [...moon, ...nation];
}

/** 元旦 清明 端午 中秋: 3 days; on a Wednesday that day alone. */
export const threeDays = (day: number): Rest => (weekdayOf(day) === WEDNESDAY ? [day] : restAround(day, 1, 3));

/** Of all `length` days in a row around a holiday those that take the fewest working days; of equals the ones that begin last. */
function restAround(holiday: number, days: number, length: number): Rest {
  const starts = daysFrom(holiday + days - length, length - days + 1);
  const rests = starts.map((start) => daysFrom(start, length));
  return rests.reduce((best, rest) => (worked(rest) <= worked(best) ? rest : best));
}

const WEDNESDAY = 3;
const worked = (rest: Rest): number => rest.filter((day) => !isWeekend(day)).length;
const first = (rest: Rest): number => Math.min(...rest);
const last = (rest: Rest): number => Math.max(...rest);
