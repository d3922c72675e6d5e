import fc from 'fast-check';
import { addDays, dateOfDayNumber, dayNumber, instant, localDate, type LocalDate } from '#kernel';
import { dueDate, viewClock, viewClocks, type ClockRun, type Stop } from './index.js';
import { calendar, policies, promising } from './law.testing.js';
import { countedByWalking, dueByWalking } from './oracle.testing.js';

const policy = promising.byLabel('CMA-2021/2+PROMISE-2026/1');
const date = (text: string): LocalDate => localDate(text);
const run = (limit: string, started: string, more: Partial<ClockRun> = {}): ClockRun => ({
  limit,
  run: 1,
  version: 1,
  started: date(started),
  length: policy.limit(limit).n,
  extended: 0,
  stops: [],
  ...more,
});
const promised = (one: ClockRun, asOf: string, kind?: 'INITIAL' | 'RENEWAL') =>
  viewClocks([one], policy, calendar, instant(`${asOf}+08:00`), kind)[0]?.promised;

describe('the promise beside a clock', () => {
  // T01 ends on Monday 2026-03-09 by law; three working days from Monday the 2nd end on Thursday the 5th.
  test.each<[string, Partial<ClockRun>, string, object]>([
    ['runs from the same day', {}, '2026-03-03T12:00:00', { due: '2026-03-05', state: 'running', remaining: 2 }],
    ['its last day is kept', {}, '2026-03-05T23:59:59', { state: 'running', remaining: 0 }],
    ['is over before the law is', {}, '2026-03-06T09:00:00', { state: 'breached', remaining: -1 }],
    ['is kept by an end on its last day', { ended: date('2026-03-05') }, '2026-04-01T00:00:00', { state: 'met', remaining: 0 }],
    [
      'is broken by an end that the law still allows',
      { ended: date('2026-03-09') },
      '2026-04-01T00:00:00',
      { state: 'breached', remaining: -2 },
    ],
    [
      'stands still with the clock',
      { stops: [{ from: date('2026-03-03'), to: null, pause: 0 }] },
      '2026-03-06T12:00:00',
      { state: 'stopped', due: null, remaining: 2 },
    ],
    [
      'keeps the remainder',
      { stops: [{ from: date('2026-03-03'), to: date('2026-03-10'), pause: 0 }] },
      '2026-03-11T12:00:00',
      { state: 'running', due: '2026-03-12', remaining: 1 },
    ],
    [
      'stays broken while the clock stands still later on',
      { stops: [{ from: date('2026-03-06'), to: null, pause: 0 }] },
      '2026-03-10T12:00:00',
      { state: 'breached', due: '2026-03-05' },
    ],
  ])('%s', (_what, more, asOf, expected) => {
    expect(promised(run('T01', '2026-03-02', more), asOf)).toMatchObject({ length: 3, unit: 'wd', ...expected });
  });

  test('brings its own article and mark', () => {
    expect(promised(run('T22', '2026-03-02'), '2026-03-03T12:00:00')).toMatchObject({
      basis: ['优化营商环境条例36'],
      verified: 'memory',
    });
  });

  test('is not lengthened when the head extends the limit', () => {
    const extended = run('T22', '2026-03-02', { extended: 10 });
    const [view] = viewClocks([extended], policy, calendar, instant('2026-03-13T12:00:00+08:00'));
    expect(view).toMatchObject({
      state: 'running',
      due: '2026-03-30',
      promised: { length: 7, due: '2026-03-11', state: 'breached' },
    });
  });

  test('may be for some kinds only', () => {
    const review = run('T11', '2026-03-02');
    expect(promised(review, '2026-03-03T12:00:00', 'INITIAL')).toMatchObject({ length: 20, due: '2026-03-30' });
    expect(promised(review, '2026-03-03T12:00:00', 'RENEWAL')).toBeUndefined();
    expect(promised(review, '2026-03-03T12:00:00')).toBeUndefined();
  });

  test('adds no clock, and nothing where nothing was promised', () => {
    const runs = [run('T01', '2026-03-02'), run('T03', '2026-03-05')];
    expect(viewClocks(runs, policy, calendar, instant('2026-03-06T00:00:00+08:00'))).toHaveLength(2);
    const law = policies.byLabel('CMA-2021/2');
    const views = viewClocks(runs, law, calendar, instant('2026-03-06T00:00:00+08:00'));
    expect(views.filter((view) => 'promised' in view)).toEqual([]);
  });
});

const FROM = dayNumber(date('2024-01-02'));
const day = fc.integer({ min: 0, max: 500 }).map((n) => dateOfDayNumber(FROM + n));
const stops = (started: LocalDate): fc.Arbitrary<Stop[]> =>
  fc.array(
    fc.tuple(fc.nat(60), fc.option(fc.nat(40))).map(([from, length]) => ({
      from: addDays(started, from),
      to: length === null ? null : addDays(started, from + length),
      pause: 0,
    })),
    { maxLength: 3 },
  );
const anyRun = day.chain((started) =>
  fc.record({
    limit: fc.constantFrom('T01', 'T22', 'T23', 'T31'),
    started: fc.constant(started),
    stops: stops(started),
    extended: fc.constantFrom(0, 10),
  }),
);

test('whatever stops a clock, the promise ends no later than the limit, and where a count day by day ends it', () => {
  fc.assert(
    fc.property(anyRun, fc.nat(120), ({ limit, started, ...more }, later) => {
      const one = run(limit, started, more);
      const rule = policy.limit(limit);
      const asOf = addDays(started, later);
      const view = viewClock(one, rule, calendar, asOf, policy.promiseFor(limit));
      const legal = dueDate(one, rule, calendar);
      const due = view.promised?.due ?? undefined;
      const length = policy.promiseFor(limit)?.n ?? 0;
      expect(due).toBe(dueByWalking({ ...one, length, extended: 0 }));
      expect(view.promised?.remaining).toBe(length - countedByWalking(one, asOf));
      if (legal !== undefined) expect(due !== undefined && due <= legal).toBe(true);
      if (view.promised?.state === 'breached') expect(asOf > (due ?? asOf)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
