import { LunarDay, SolarTerm } from 'tyme4ts';
import { Lunar, Solar } from 'lunar-typescript';
import { DataFileError } from '#data-files';
import { dateOfDayNumber, dayNumber, localDate, type LocalDate } from '#kernel';
import { parseLunarDays } from './index.js';
import { shippedCalendars, shippedLunarDays, shippedYears } from './shipped.testing.js';
import { autumn, labourDay, newYear, springFestival, threeDays, yearsByRule } from './year-by-rule.js';

const byRule = yearsByRule(shippedLunarDays);
const span = (days: readonly number[]): string => {
  const dates = [...days].sort((a, b) => a - b).map(dateOfDayNumber);
  expect(new Set(dates).size).toBe(dates.length);
  return `${dates[0]?.slice(5)} ${dates.at(-1)?.slice(5)} ${dates.length}`;
};
const day = (text: string): LocalDate => localDate(text);

describe('the rule of the notice of 2024-11-12', () => {
  test.each([
    ['2025', [], []],
    ['2026', [], []],
    // Before it: 春节 had 7 days, 劳动节 1 to 5, and 除夕 was no holiday.
    ['2018', [], ['2018-02-22', '2018-05-02']],
    ['2019', [], ['2019-02-11']],
    ['2020', [], []],
    ['2021', [], ['2021-02-18']],
    ['2022', [], ['2022-02-07']],
    ['2023', [], []],
    ['2024', [], ['2024-02-09']],
  ])('gives the days off of the notice for %s, but for %j and %j', (year, noticeOnly, ruleOnly) => {
    const official = shippedYears.find(({ version }) => version === `${year}.1`)?.off ?? [];
    const { off } = byRule(Number(year));
    expect(official.filter((date) => !off.includes(date))).toEqual(noticeOnly);
    expect(off.filter((date) => !official.includes(date))).toEqual(ruleOnly);
  });

  // The spans are those of the notices of the years named.
  test.each([
    ['Monday', '2024-01-01', '12-30 01-01 3'],
    ['Tuesday', '2019-01-01', '12-30 01-01 3'],
    ['Wednesday', '2025-01-01', '01-01 01-01 1'],
    ['Thursday', '2026-01-01', '01-01 01-03 3'],
    ['Friday', '2021-01-01', '01-01 01-03 3'],
    ['Saturday', '2022-01-01', '01-01 01-03 3'],
    ['Sunday', '2023-01-01', '12-31 01-02 3'],
  ])('元旦 on a %s (%s) rests %s', (_weekday, date, expected) => {
    expect(span(newYear(Number(date.slice(0, 4))))).toBe(expected);
    expect(span(threeDays(dayNumber(day(date))))).toBe(expected);
  });

  test.each([
    [2020, '05-01 05-05 5'], // Friday
    [2021, '05-01 05-05 5'], // Saturday
    [2022, '04-30 05-04 5'], // Sunday
    [2023, '04-29 05-03 5'], // Monday
    [2024, '05-01 05-05 5'], // Wednesday
    [2025, '05-01 05-05 5'], // Thursday
    [2026, '05-01 05-05 5'], // Friday
    [2029, '04-28 05-02 5'], // Tuesday: no notice yet; the only five days that move no more than one
  ])('劳动节 %i rests %s', (year, expected) => {
    expect(span(labourDay(year))).toBe(expected);
  });

  test.each([
    ['2012-09-30', '09-30 10-07 8'],
    ['2020-10-01', '10-01 10-08 8'],
    ['2023-09-29', '09-29 10-06 8'],
    ['2025-10-06', '10-01 10-08 8'],
    ['2028-10-03', '10-01 10-08 8'],
    ['2031-10-01', '10-01 10-08 8'],
    ['2026-09-25', '09-25 10-07 10'],
    ['2088-09-29', '09-29 10-07 8'], // a Wednesday: alone, and 09-30 is worked
  ])('中秋 on %s and 国庆 rest %s', (date, expected) => {
    expect(span(autumn(Number(date.slice(0, 4)), day(date)))).toBe(expected);
  });

  test('春节 rests 8 days from 除夕', () => {
    expect(span(springFestival(day('2025-01-28')))).toBe('01-28 02-04 8');
  });

  test('a year by rule is provisional; before the rule no notice is on file', () => {
    expect(byRule(2028)).toMatchObject({ version: '2028.0', status: 'provisional', verified: 'provisional', work: [] });
    expect(byRule(2017)).toMatchObject({ version: '2017.0', status: 'no-notice-on-file', verified: 'provisional' });
    expect(byRule(2029).off).toContain('2029-12-31');
    expect(byRule(2151).off).toEqual(yearsByRule(new Map())(2151).off);
  });

  test('every year by rule holds 13 to 22 days off, none twice, none on a weekend', () => {
    for (const year of shippedLunarDays.keys()) {
      const { off } = byRule(year);
      expect(new Set(off).size).toBe(off.length);
      if (off.length < 13 || off.length > 22) throw new Error(`${year}: ${off.length}`);
      expect(off.filter((date) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()))).toEqual([]);
    }
  });
});

describe('the lunar days', () => {
  const written = (solar: { getYear(): number; getMonth(): number; getDay(): number }): string =>
    [solar.getYear(), solar.getMonth(), solar.getDay()].map((part) => String(part).padStart(2, '0')).join('-');
  const QINGMING = 7;

  test('are those of two independent packages, 2000 to 2150', () => {
    expect([...shippedLunarDays.keys()]).toEqual(Array.from({ length: 151 }, (_, index) => 2000 + index));
    for (const [year, row] of shippedLunarDays) {
      const one = [
        LunarDay.fromYmd(year, 1, 1).next(-1).getSolarDay(),
        SolarTerm.fromIndex(year, QINGMING).getJulianDay().getSolarDay(),
        LunarDay.fromYmd(year, 5, 5).getSolarDay(),
        LunarDay.fromYmd(year, 8, 15).getSolarDay(),
      ];
      const other = [
        Lunar.fromYmd(year, 1, 1).next(-1).getSolar(),
        Solar.fromYmd(year, 3, 1).getLunar().getJieQiTable()['清明'] as Solar,
        Lunar.fromYmd(year, 5, 5).getSolar(),
        Lunar.fromYmd(year, 8, 15).getSolar(),
      ];
      expect([year, Object.values(row)]).toEqual([year, one.map(written)]);
      expect([year, Object.values(row)]).toEqual([year, other.map(written)]);
    }
  });

  const good = {
    source: 'test',
    columns: ['除夕', '清明', '端午', '中秋'],
    years: [
      ['2026-02-16', '2026-04-05', '2026-06-19', '2026-09-25'],
      ['2027-02-05', '2027-04-05', '2027-06-09', '2027-09-15'],
    ],
  };
  test.each([
    ['a year left out', { ...good, years: [good.years[0], good.years[0]] }, '$.years[1][0]'],
    ['a day of another year', { ...good, years: [[...(good.years[0] ?? []).slice(0, 3), '2027-09-25']] }, '$.years[0][3]'],
    ['other columns', { ...good, columns: ['清明'] }, '$.columns'],
    ['no year', { ...good, years: [] }, '$.years'],
  ])('%s is refused', (_case, json, path) => {
    expect(parseLunarDays(good, 'lunar.json').get(2027)?.dragonBoat).toBe('2027-06-09');
    const parse = () => parseLunarDays(json, 'lunar.json');
    expect(parse).toThrow(DataFileError);
    expect(parse).toThrow(expect.objectContaining({ path }));
  });
});

test('a year that has a notice does not go by the rule', () => {
  expect(shippedCalendars.current.kindOf(day('2026-02-14'))).toBe('make-up-day');
});
