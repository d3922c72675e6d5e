import fc from 'fast-check';
import { addDays, addMonths, dateOfDayNumber, dayNumber, localDate, type LocalDate } from '#kernel';
import { CalendarYearMissing, createCalendar, createCalendarBook } from './index.js';
import { shippedCalendars, shippedLunarDays, shippedYears } from './shipped.testing.js';
import { yearsByRule } from './year-by-rule.js';

const calendar = shippedCalendars.current;
const byRule = yearsByRule(shippedLunarDays);
const years = Array.from({ length: 10 }, (_, index) => shippedCalendars.find(2018 + index) ?? byRule(2018 + index));
const add = (start: string, n: number): string => calendar.addWorkingDays(localDate(start), n);

describe('working days', () => {
  test.each([
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-14', 5, '2026-02-28'],
    ['2026-02-15', 5, '2026-02-28'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-23', 20, '2026-12-21'],
    ['2025-12-31', 5, '2026-01-08'],
    ['2026-01-05', 30, '2026-02-14'],
    ['2026-09-01', 30, '2026-10-19'],
    ['2026-09-25', 10, '2026-10-15'],
    ['2026-09-28', 7, '2026-10-13'],
    ['2025-01-24', 20, '2025-02-27'],
    ['2024-09-12', 10, '2024-09-27'],
    ['2018-07-31', 45, '2018-10-08'],
    ['2026-11-23', 30, '2027-01-05'],
    ['2026-02-15', 0, '2026-02-15'],
  ])('%s + %i wd = %s', (start, n, end) => {
    expect(add(start, n)).toBe(end);
  });

  test.each([
    ['2021', [5, 30, 10, 7], ['2026-03-09', '2026-04-21', '2026-05-08', '2026-05-18']],
    ['2015', [5, 45, 20, 10], ['2026-03-09', '2026-05-14', '2026-06-11', '2026-06-26']],
  ])('a whole case under the %s numbers, each step on its last day', (_rule, limits, ends) => {
    let day = '2026-03-02';
    expect(limits.map((n) => (day = add(day, n)))).toEqual(ends);
  });

  test.each([
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    const [first, last] = [localDate(`${year}-01-01`), localDate(`${year}-12-31`)];
    // 1 January is always off.
    expect(calendar.isWorkingDay(first)).toBe(false);
    expect(calendar.workingDaysBetween(first, last)).toBe(count);
  });

  test('a negative or broken number of days is a fault', () => {
    expect(() => add('2026-03-02', -1)).toThrow(RangeError);
    expect(() => add('2026-03-02', 1.5)).toThrow(RangeError);
  });
});

describe('months', () => {
  test.each([
    ['2026-06-30', 3, '2026-09-30'],
    ['2026-11-30', 3, '2027-03-01'],
    ['2026-07-01', 3, '2026-10-08'],
  ])('%s + %i cm, on the next working day if off (民法典 203) = %s', (start, n, end) => {
    expect(calendar.onOrNextWorkingDay(addMonths(localDate(start), n))).toBe(end);
  });

  test.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-07-01', 3, '2026-10-01'],
    ['2026-12-31', -3, '2026-09-30'],
    ['2026-05-31', -3, '2026-02-28'],
  ])('%s %i cm, before any roll = %s', (start, n, end) => {
    expect(addMonths(localDate(start), n)).toBe(end);
  });
});

test.each([
  ['2026-02-13', 'working-day'],
  ['2026-02-14', 'make-up-day'],
  ['2026-02-15', 'weekend'],
  ['2026-02-16', 'holiday'],
  ['2020-01-31', 'holiday'],
  ['2029-12-31', 'holiday'],
  ['2100-12-31', 'working-day'],
])('%s is a %s', (date, kind) => {
  expect(calendar.kindOf(localDate(date))).toBe(kind);
});

describe('the years', () => {
  test('are 2018 to 2026 by their notices, every day compared, and 2027 by the rule', () => {
    expect(calendar.version).toBe('CN:2018.1,2019.1,2020.1,2021.1,2022.1,2023.1,2024.1,2025.1,2026.1,2027.2');
    expect(years.filter(({ status }) => status === 'provisional').map(({ year }) => year)).toEqual([2027]);
    expect(years.filter(({ verified }) => verified === 'checked')).toHaveLength(9);
    expect(shippedCalendars.firstProvisional).toBe(2027);
    expect(shippedCalendars.find(2027)).toMatchObject({ version: '2027.2', off: byRule(2027).off, work: [] });
  });

  test.each([
    ['2017-12-31', true],
    ['2018-01-01', false],
    ['2026-12-31', false],
    ['2027-01-01', true],
    ['2100-12-31', true],
  ])('whether %s is provisional: %s', (date, provisional) => {
    expect(calendar.isProvisional(localDate(date))).toBe(provisional);
  });

  test.each([
    ['2017-12-29', 1, '2018-01-02'],
    ['2027-12-31', 1, '2028-01-04'],
    ['2100-12-31', 250, '2102-01-12'],
    ['2150-12-31', 1, '2151-01-04'],
    ['2199-12-31', 1, '2200-01-02'],
  ])('%s + %i wd = %s, without a file and beyond the lunar days', (start, n, end) => {
    expect(add(start, n)).toBe(end);
  });

  test('a text that is no day, a double year and no year at all are faults', () => {
    expect(() => calendar.kindOf('2026-02-30' as LocalDate)).toThrow(RangeError);
    expect(() => createCalendar([...years, ...years.slice(0, 1)])).toThrow('two calendar files for the year 2018');
    expect(() => createCalendar([])).toThrow(RangeError);
    expect(() => createCalendarBook(shippedYears.filter(({ year }) => year !== 2020))).toThrow(new CalendarYearMissing(2020));
  });

  test('come in any order', () => {
    const reversed = createCalendar([...years].reverse());
    expect(reversed.version).toBe(calendar.version);
    expect(reversed.addWorkingDays(localDate('2025-12-31'), 5)).toBe('2026-01-08');
  });
});

describe('against a day-by-day count', () => {
  const all = Array.from({ length: 108 }, (_, index) => shippedCalendars.find(2000 + index) ?? byRule(2000 + index));
  const off = new Set(all.flatMap((year) => year.off));
  const work = new Set(all.flatMap((year) => year.work));
  const worked = (date: LocalDate): boolean => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return work.has(date) || (weekday !== 0 && weekday !== 6 && !off.has(date));
  };
  const walk = (date: LocalDate, n: number): LocalDate => {
    const next = addDays(date, 1);
    return n === 0 ? date : walk(next, worked(next) ? n - 1 : n);
  };
  const first = dayNumber(localDate('2000-01-01'));
  const day = fc.integer({ min: first, max: dayNumber(localDate('2100-12-31')) }).map(dateOfDayNumber);
  const count = fc.integer({ min: 0, max: 250 });

  test('every day has the kind that the lists give it', () => {
    for (let n = first; n <= dayNumber(localDate('2107-12-31')); n += 1) {
      const date = dateOfDayNumber(n);
      if (calendar.isWorkingDay(date) !== worked(date)) throw new Error(date);
    }
  });

  test('adding equals walking, and counting is its inverse', () => {
    fc.assert(
      fc.property(day, count, (start, n) => {
        const end = calendar.addWorkingDays(start, n);
        expect(end).toBe(walk(start, n));
        expect(calendar.workingDaysBetween(start, end)).toBe(n);
        if (n > 0) expect(worked(end)).toBe(true);
      }),
    );
  });

  test('adding is monotone in both arguments and can be split', () => {
    fc.assert(
      fc.property(day, day, count, count, (a, b, n, m) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(calendar.addWorkingDays(early, n) <= calendar.addWorkingDays(late, n)).toBe(true);
        expect(calendar.addWorkingDays(a, n + m)).toBe(calendar.addWorkingDays(calendar.addWorkingDays(a, n), m));
      }),
    );
  });

  test('counting adds up over a day between, and backwards is 0', () => {
    fc.assert(
      fc.property(day, day, day, (...three) => {
        const [a, b, c] = three.sort();
        const between = calendar.workingDaysBetween.bind(calendar);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
        expect(between(c, a)).toBe(0);
      }),
    );
  });

  test('rolling gives the first working day from the day on', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(calendar.onOrNextWorkingDay(date)).toBe(worked(date) ? date : walk(date, 1));
      }),
    );
  });
});
