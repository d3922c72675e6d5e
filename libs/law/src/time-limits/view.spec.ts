import { endOfDay, instant, localDate, type LocalDate } from '#kernel';
import { expiries, openRun, viewClock, viewClocks, type ClockRun } from './index.js';
import { calendar, policies } from './law.testing.js';

const policy = policies.byLabel('CMA-2021/2+REV-2023/2');
const run = (limit: string, started: string, more: Partial<ClockRun> = {}): ClockRun => ({
  limit,
  run: 1,
  version: 1,
  started: localDate(started),
  length: policy.limit(limit).n,
  extended: 0,
  stops: [],
  ...more,
});
const date = (text: string): LocalDate => localDate(text);
const view = (one: ClockRun, asOf: string) => viewClocks([one], policy, calendar, instant(`${asOf}+08:00`))[0];

describe('a clock as people read it', () => {
  // T01, five working days from Monday 2026-03-02: the last is Monday the 9th.
  test.each([
    ['the start day is not counted', {}, '2026-03-02T23:59:59', { state: 'running', counted: 0, remaining: 5 }],
    ['the day in progress is', {}, '2026-03-03T00:00:01', { state: 'running', counted: 1, remaining: 4 }],
    ['read at 00:00, the day before is the last that counts', {}, '2026-03-04T00:00:00', { counted: 1, remaining: 4 }],
    ['a weekend is not counted', {}, '2026-03-08T12:00:00', { counted: 4, remaining: 1 }],
    ['its last day', {}, '2026-03-09T23:59:59', { state: 'running', counted: 5, remaining: 0, due: '2026-03-09' }],
    ['run out', { expired: 'breached' }, '2026-03-11T12:00:00', { state: 'breached', counted: 7, remaining: -2, ended: null }],
    ['ended in time', { ended: date('2026-03-05') }, '2026-04-30T12:00:00', { state: 'met', counted: 3, ended: '2026-03-05' }],
    [
      'ended too late',
      { ended: date('2026-03-10'), expired: 'breached' },
      '2026-04-30T12:00:00',
      { state: 'breached', counted: 6, ended: '2026-03-10', remaining: -1 },
    ],
    [
      'ended by the law',
      { ended: date('2026-03-09'), expired: 'lapsed' },
      '2026-04-30T12:00:00',
      { state: 'lapsed', counted: 5 },
    ],
    [
      'standing still',
      { stops: [{ from: date('2026-03-03'), to: null, pause: 0 }] },
      '2026-03-06T12:00:00',
      { state: 'stopped', counted: 1, stopped: 3, due: null, remaining: 4 },
    ],
  ] as [string, Partial<ClockRun>, string, object][])('%s', (_what, more, asOf, expected) => {
    expect(view(run('T01', '2026-03-02', more), asOf)).toMatchObject(expected);
  });

  test('the article and how sure it is come with it', () => {
    expect(view(run('T01', '2026-03-02'), '2026-03-03T00:00:00')).toMatchObject({
      basis: ['办法11(二)', '许可法32(四)'],
      verified: 'verified',
      party: 'authority',
      length: 5,
      unit: 'wd',
      extended: 0,
    });
  });

  test('a last day in a year without an official notice is marked', () => {
    expect(view(run('T11', '2026-11-10'), '2026-11-11T00:00:00')).toMatchObject({ due: '2026-12-22', provisional: false });
    expect(view(run('T11', '2026-12-10'), '2026-12-11T00:00:00')).toMatchObject({ due: '2027-01-22', provisional: true });
  });

  test('calendar days rest on no holidays, months on those of their last day', () => {
    const cd = { ...policy.limit('T11'), unit: 'cd' } as const;
    const cm = { ...policy.limit('T11'), unit: 'cm' } as const;
    const asOf = date('2026-12-11');
    expect(viewClock(run('T11', '2026-12-10', { length: 30 }), cd, calendar, asOf)).toMatchObject({ provisional: false });
    expect(viewClock(run('T11', '2026-12-10', { length: 1 }), cm, calendar, asOf)).toMatchObject({ provisional: true });
    expect(viewClock(run('T11', '2026-11-10', { length: 1 }), cm, calendar, asOf)).toMatchObject({ provisional: false });
    expect(viewClock(run('T11', '2017-12-28', { length: 5 }), policy.limit('T11'), calendar, asOf)).toMatchObject({
      ...{ due: '2018-01-05', provisional: true },
    });
  });

  test.each([
    ['wd', 30, 22],
    ['cd', 30, 20],
    ['cm', 1, 21],
  ] as const)('%s that were left when it ended stay as they were', (unit, length, remaining) => {
    const rule = { ...policy.limit('T11'), unit };
    const ended = run('T11', '2026-03-02', { length, ended: date('2026-03-12') });
    for (const asOf of ['2026-03-12', '2026-12-11'])
      expect(viewClock(ended, rule, calendar, date(asOf))).toMatchObject({ remaining });
  });

  test('an expiry is just a date and rests on no holidays', () => {
    const anchored = run('T41', '2026-03-02', { anchor: date('2031-12-31') });
    expect(view(anchored, '2026-03-03T00:00:00')).toMatchObject({
      length: 2130,
      due: '2031-12-31',
      unit: 'cd',
      provisional: false,
      remaining: 2130,
    });
  });
});

describe('what the alarms are set for', () => {
  const runs: ClockRun[] = [
    run('T41', '2026-03-02', { anchor: date('2026-06-02'), version: 4 }),
    run('T01', '2026-03-02', { ended: date('2026-03-05') }),
    run('T11', '2026-03-05', { stops: [{ from: date('2026-03-09'), to: null, pause: 0 }] }),
    run('T13', '2026-03-09', { run: 2, length: 10 }),
    run('T14', '2026-03-09', { expired: 'breached' }),
  ];

  test('what is running and may still run out, the earliest first, at 24:00 of the last day', () => {
    expect(expiries(runs, policy, calendar)).toEqual([
      {
        limit: 'T13',
        run: 2,
        version: 1,
        due: '2026-03-23',
        at: instant('2026-03-24T00:00:00+08:00'),
        onExpiry: 'fail-rectification',
      },
      { limit: 'T41', run: 1, version: 4, due: '2026-06-02', at: endOfDay(date('2026-06-02')), onExpiry: 'deem-renewed' },
    ]);
  });

  test('a breach of the same instant is recorded before the law ends the clock', () => {
    // Ten working days from 2026-05-19 end on 2026-06-02, the day of the expiry.
    const tie = [run('T41', '2026-03-02', { anchor: date('2026-06-02') }), run('T22', '2026-05-19')];
    expect(expiries(tie, policy, calendar).map(({ limit }) => limit)).toEqual(['T22', 'T41']);
  });

  test('a limit that nothing follows sets no alarm', () => {
    const old = policies.byLabel('CMA-2015/2');
    expect(old.limit('T03').onExpiry).toBe('none');
    expect(expiries([run('T03', '2018-03-02', { length: 10 })], old, calendar)).toEqual([]);
  });

  test('nor does one that ran out before there was a rule for it; it shows as broken all the same', () => {
    const due = (started: string) => [run('T03', started, { length: 3 })];
    const shown = (started: string, asOf: string) =>
      viewClock(run('T03', started, { length: 3 }), policy.limit('T03'), calendar, date(asOf)).state;
    // Withdrawal by silence is a rule of 2022-05-01 (程序暂行规定18).
    expect(expiries(due('2022-04-20'), policy, calendar)).toEqual([]);
    expect([shown('2022-04-20', '2022-04-24'), shown('2022-04-20', '2022-04-26')]).toEqual(['running', 'breached']);
    // Saturday 7 May 2022 is worked.
    expect(expiries(due('2022-05-05'), policy, calendar)).toMatchObject([{ due: '2022-05-09', onExpiry: 'deem-withdrawn' }]);
  });

  test('the open run of a group of limits', () => {
    expect(openRun(runs, ['T10', 'T11'])).toBe(runs[2]);
    expect(openRun(runs, ['T01', 'T22'])).toBeUndefined();
  });
});
