import { createCalendar, type Calendar, type CalendarYear } from '../calendar/index.js';
import { localDate } from '#kernel';
import type { LimitRule, Policy } from '../policy/index.js';
import { changesUnder, underOtherLaw, type ClockRun } from './index.js';

const year = (off: readonly string[]): CalendarYear => ({
  year: 2026,
  version: '2026.1',
  status: 'official',
  notice: { title: 'test', source: 'test' },
  verified: 'checked',
  off: off.map(localDate),
  work: [],
});
const [before, after]: readonly Calendar[] = [createCalendar([year([])]), createCalendar([year(['2026-03-06'])])];
const rules = (n: number, more: Partial<LimitRule> = {}): Policy =>
  ({ limit: () => ({ n, unit: 'wd', ...more }) }) as unknown as Policy;
const run = (more: Partial<ClockRun> = {}): ClockRun => ({
  limit: 'T01',
  run: 1,
  version: 1,
  started: localDate('2026-03-02'),
  length: 5,
  extended: 0,
  stops: [],
  ...more,
});
const FIVE = rules(5);
const old = { policy: FIVE, calendar: before as Calendar };
const LEFT = { policy: 'P/1', calendar: 'CN:2026.1' };

test('a day off more moves the last day', () => {
  expect(changesUnder([run()], old, { policy: FIVE, calendar: after as Calendar })).toEqual([
    { limit: 'T01', run: 1, before: '2026-03-09', after: '2026-03-10' },
  ]);
});

test('another number moves it from the same start day, with stops and extension kept', () => {
  const stopped = run({ extended: 2, stops: [{ from: localDate('2026-03-03'), to: localDate('2026-03-05'), pause: 0 }] });
  // 03-03, 06, 09 … 13 are seven; under three days and two more 03-03, 06, 09, 10, 11.
  expect(changesUnder([stopped], old, { ...old, policy: rules(3) })).toEqual([
    { limit: 'T01', run: 1, before: '2026-03-13', after: '2026-03-11', length: 3 },
  ]);
});

test('a limit that stands still has no last day, but another length', () => {
  const waiting = run({ stops: [{ from: localDate('2026-03-03'), to: null, pause: 0 }] });
  expect(changesUnder([waiting], old, { ...old, policy: rules(3) })).toEqual([
    { limit: 'T01', run: 1, before: null, after: null, length: 3 },
  ]);
  expect(changesUnder([waiting], old, { policy: FIVE, calendar: after as Calendar })).toEqual([]);
});

test('a time that a notice set stays, whatever the rule says now', () => {
  const policy = rules(5, { setBy: { field: 'days', max: 30 } });
  expect(changesUnder([run()], { ...old, policy }, { ...old, policy: rules(3, { setBy: { field: 'days', max: 3 } }) })).toEqual(
    [],
  );
});

test('what ended, and what ran out, is not looked at and keeps the law it had, for good', () => {
  const runs = [run({ ended: localDate('2026-03-05') }), run({ run: 2, expired: 'breached' }), run({ run: 3 })];
  const changes = changesUnder(runs, old, { ...old, policy: rules(3) });
  expect(changes.map((change) => change.run)).toEqual([3]);
  const moved = underOtherLaw(runs, changes, LEFT);
  expect(moved.map(({ law, length, version }) => ({ law, length, version }))).toEqual([
    { law: LEFT, length: 5, version: 1 },
    { law: LEFT, length: 5, version: 1 },
    { law: undefined, length: 3, version: 2 },
  ]);
  const again = underOtherLaw(moved, [], { policy: 'P/2', calendar: 'CN:2026.2' });
  expect(again.map(({ law }) => law)).toEqual([LEFT, LEFT, undefined]);
});
