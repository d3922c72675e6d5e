import fc from 'fast-check';
import { addDays, dateOfDayNumber, dayNumber, localDate, type LocalDate } from '#kernel';
import type { LimitRule } from '../policy/index.js';
import { countsOn, dueDate, elapsedDays, mergedStops, stoppedDays, type ClockRun, type Stop } from './index.js';
import { calendar, policies } from './law.testing.js';
import { countedByWalking, countsFor, daysAfter, dueByWalking, stoppedByWalking } from './oracle.testing.js';

const workingDays = policies.byLabel('CMA-2021/2').limit('T11');
const ruleIn = (unit: LimitRule['unit']): LimitRule => ({ ...workingDays, unit });

const run = (started: string, length: number, more: Partial<ClockRun> = {}): ClockRun => ({
  limit: 'T11',
  run: 1,
  version: 1,
  started: localDate(started),
  length,
  extended: 0,
  stops: [],
  ...more,
});
const stop = (from: string, to: string | null): Stop => ({
  from: localDate(from),
  to: to === null ? null : localDate(to),
  pause: 0,
});

describe('a limit without a stop', () => {
  test.each([
    ['2026-03-02', 0, '2026-03-02'], // on the spot
    ['2026-02-28', 0, '2026-02-28'], // a Saturday that is worked
    ['2026-04-04', 0, '2026-04-07'], // a Saturday, then a holiday
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
  ])('%s + %i working days ends on %s', (started, length, due) => {
    expect(dueDate(run(started, length), workingDays, calendar)).toBe(due);
    expect(elapsedDays(run(started, length), workingDays, calendar, localDate(due))).toBe(length);
  });

  test.each([
    ['cm', '2026-06-30', 3, '2026-09-30'],
    ['cm', '2026-11-30', 3, '2027-03-01'], // 2027-02-28, a Sunday, moved to the next working day
    ['cm', '2026-07-01', 3, '2026-10-08'], // 1 October is off, and so are the days up to the 7th
    ['cy', '2020-02-29', 6, '2026-02-28'], // no 29 February; the 28th is a worked Saturday
    ['cd', '2026-09-30', 10, '2026-10-10'],
  ] as const)('a limit in %s from %s, %i of them, ends on %s', (unit, started, length, due) => {
    expect(dueDate(run(started, length), ruleIn(unit), calendar)).toBe(due);
  });

  test('on the spot, with a stop: the day on which it ends, or the next working day', () => {
    const due = (started: string, ...stops: Stop[]) => dueDate(run(started, 0, { stops }), workingDays, calendar);
    expect(due('2026-03-02', stop('2026-03-02', null))).toBeUndefined();
    expect(due('2026-03-02', stop('2026-03-02', '2026-03-05'))).toBe('2026-03-05');
    // Started on a Saturday off, so due on Tuesday 7 April; stopped on that very day, resumed on a Saturday off.
    expect(due('2026-04-04', stop('2026-04-07', null))).toBeUndefined();
    expect(due('2026-04-04', stop('2026-04-07', '2026-04-11'))).toBe('2026-04-13');
  });

  test('a limit that hangs on a date ends on it, day off or not, whatever stops it', () => {
    const anchored = run('2026-03-02', 0, { anchor: localDate('2026-10-01'), stops: [stop('2026-04-01', null)] });
    expect(dueDate(anchored, ruleIn('cd'), calendar)).toBe('2026-10-01');
  });
});

describe('stops', () => {
  // 2026-03: the 2nd is a Monday, no holidays.
  test.each([
    ['the days after the stop began up to its end do not count', [stop('2026-03-04', '2026-03-11')], '2026-03-16'],
    ['a stop begun and ended on one day costs nothing', [stop('2026-03-04', '2026-03-04')], '2026-03-09'],
    ['overlapping stops count once', [stop('2026-03-04', '2026-03-10'), stop('2026-03-06', '2026-03-11')], '2026-03-16'],
    ['stops that touch are one', [stop('2026-03-04', '2026-03-06'), stop('2026-03-06', '2026-03-11')], '2026-03-16'],
    ['their order does not matter', [stop('2026-03-06', '2026-03-11'), stop('2026-03-04', '2026-03-10')], '2026-03-16'],
    ['a stop after the last day changes nothing', [stop('2026-03-10', '2026-03-20')], '2026-03-09'],
    ['begun on the last day, nothing is left: the limit ends with the stop', [stop('2026-03-09', '2026-03-20')], '2026-03-20'],
    ['even on a day off', [stop('2026-03-09', '2026-03-22')], '2026-03-22'],
    ['nothing is left twice over', [stop('2026-03-09', '2026-03-20'), stop('2026-03-20', '2026-03-25')], '2026-03-25'],
    ['while it is stopped there is no last day', [stop('2026-03-04', null)], undefined],
    ['even where nothing is left', [stop('2026-03-09', null)], undefined],
  ])('%s', (_what, stops, due) => {
    expect(dueDate(run('2026-03-02', 5, { stops }), workingDays, calendar)).toBe(due);
  });

  test('merging keeps the earliest open stop', () => {
    expect(mergedStops(run('2026-03-02', 5, { stops: [stop('2026-03-05', '2026-03-06'), stop('2026-03-03', null)] }))).toEqual([
      { from: '2026-03-03', to: null },
    ]);
  });
});

const randomDate = (from: string, to: string): fc.Arbitrary<LocalDate> =>
  fc.integer({ min: dayNumber(localDate(from)), max: dayNumber(localDate(to)) }).map(dateOfDayNumber);

const randomRun: fc.Arbitrary<ClockRun> = fc
  .record({
    started: randomDate('2018-01-01', '2026-06-30'),
    length: fc.integer({ min: 1, max: 45 }),
    extended: fc.constantFrom(0, 0, 10),
    stops: fc.array(fc.tuple(fc.nat(70), fc.option(fc.nat(30), { freq: 6 })), { maxLength: 5 }),
    ended: fc.option(fc.nat(120), { freq: 1 }),
  })
  .map(({ started, length, extended, stops, ended }) =>
    run(started, length, {
      extended,
      stops: stops.map(([after, days], pause) => {
        const from = addDays(started, after);
        return { from, to: days === null ? null : addDays(from, days), pause };
      }),
      ...(ended === null ? {} : { ended: addDays(started, ended) }),
    }),
  );

describe('against a walk over the days', () => {
  test('the last day', () => {
    fc.assert(
      fc.property(randomRun, (random) => {
        expect(dueDate(random, workingDays, calendar)).toBe(dueByWalking(random));
      }),
      { numRuns: 1000 },
    );
  });

  test('elapsed and stopped days on any day, and each single day', () => {
    fc.assert(
      fc.property(randomRun, fc.nat(150), (random, after) => {
        const upTo = addDays(random.started, after);
        expect(elapsedDays(random, workingDays, calendar, upTo)).toBe(countedByWalking(random, upTo));
        expect(stoppedDays(random, workingDays, calendar, upTo)).toBe(stoppedByWalking(random, upTo));
        for (const date of daysAfter(addDays(random.started, -3), upTo)) {
          expect(countsOn(random, calendar, date)).toBe(countsFor(random, date));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('no more and no less than its length has counted when it is due', () => {
    fc.assert(
      fc.property(randomRun, ({ ended: _ended, ...random }) => {
        const due = dueDate(random, workingDays, calendar);
        fc.pre(due !== undefined);
        expect(elapsedDays(random, workingDays, calendar, due ?? random.started)).toBe(random.length + random.extended);
      }),
    );
  });
});
