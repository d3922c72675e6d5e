import { readFileSync } from 'node:fs';
import { ENGINE, isRejection, localDate, type Actor, type Dated, type LocalDate } from '#kernel';
import {
  createLawBook,
  dayLedger,
  lawOfRuns,
  parseCalendarYear,
  parsePolicyPack,
  pinnedCalendar,
  pinnedPolicy,
  viewClocks,
  type CalendarYear,
  type PolicyPack,
} from '#law';
import { REACHED, received, submission, TEAM } from '../cases.testing.js';
import {
  applicant,
  clerk,
  dated,
  decisionMaker,
  head,
  law,
  on,
  openCase,
  rejectionOf,
  reviewer,
  time,
} from '../given.testing.js';
import {
  caseDecider,
  custodyAfter,
  type CaseCommand,
  type CaseCommands,
  type CaseEvent,
  type CaseState,
  type CommandName,
} from '../index.js';

const shipped = (path: string): object =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as object;

const year2026 = (version: string, off: readonly string[], work: readonly string[] = []): CalendarYear => {
  const file = shipped('law/data/calendar/2026.json') as CalendarYear;
  return parseCalendarYear({ ...file, version, off: [...file.off, ...off], work: [...file.work, ...work] }, `${version}.json`);
};

const cma2021 = (version: number, numbers: Readonly<Record<string, number>>): PolicyPack => {
  const file = shipped('law/data/policy/packs/CMA-2021.2.json') as PolicyPack;
  const limits = file.limits.map((limit) => ({ ...limit, n: numbers[limit.id] ?? limit.n }));
  return parsePolicyPack({ ...file, version, limits }, `CMA-2021-${version}.json`);
};

const FRIDAY = '2026-03-06';
const PUBLISHED = '2026-03-04T12:00:00';
const OLD = law.calendar.version;
const NEW = OLD.replace('2026.1', '2026.2');

const book = createLawBook(law);
const decider = caseDecider(book);
beforeEach(() => {
  book.publishYears([]);
  book.publishPacks([]);
});
const publishDayOff = (...more: string[]) =>
  book.publishYears([{ year: year2026('2026.2', [FRIDAY, ...more]), at: time(PUBLISHED) }]);

const fold = (events: readonly Dated<CaseEvent>[]): CaseState => events.reduce(decider.evolve, decider.initial);

function when<T extends CommandName>(
  events: readonly Dated<CaseEvent>[],
  at: string,
  type: T,
  data: CaseCommands[T],
  by: Actor = ENGINE,
) {
  const decision = decider.decide({ type, data } as CaseCommand, fold(events), { now: time(at), actor: by });
  const facts = isRejection(decision) ? [] : decision;
  return {
    code: rejectionOf(decision),
    facts,
    types: facts.map((fact) => fact.type),
    events: [...events, ...facts.map((fact) => dated(fact, time(at), by))],
  };
}
const clocks = (events: readonly Dated<CaseEvent>[], asOf: string): Record<string, LocalDate | null> => {
  const { file } = openCase(fold(events));
  const [policy, calendar] = [pinnedPolicy(book, file.policy), pinnedCalendar(book, file)];
  const views = viewClocks(file.clocks, policy, calendar, time(asOf), file.kind, lawOfRuns(book, file));
  return Object.fromEntries(views.map(({ limit, due }) => [limit, due]));
};
const apply = (events: readonly Dated<CaseEvent>[], at: string) => when(events, at, 'ApplyCalendar', { calendar: NEW });

describe('a late holiday notice', () => {
  test('moves the running limit by an event that names the day before and after, once (民法典203, 许可法82)', () => {
    publishDayOff();
    const applied = apply([received()], '2026-03-04T12:01:00');
    expect(applied.facts).toEqual([
      {
        type: 'CalendarApplied',
        data: { from: OLD, to: NEW, changes: [{ limit: 'T01', run: 1, before: '2026-03-09', after: '2026-03-10' }] },
        effectiveAt: time(PUBLISHED),
        actor: ENGINE,
      },
    ]);
    expect(clocks(applied.events, '2026-03-05')).toEqual({ T01: '2026-03-10' });
    expect(apply(applied.events, '2026-03-04T12:02:00').facts).toEqual([]);
  });

  test('is told to a case whose days do not change, too: from then on it is counted by it', () => {
    publishDayOff();
    const applied = apply([received({}, FRIDAY.replace('06', '09'))], '2026-03-09T12:00:00');
    // Received after the notice, but pinned to the calendar before it: the engine was just reading it.
    expect(applied.facts).toMatchObject([{ type: 'CalendarApplied', data: { to: NEW, changes: [] } }]);
    expect(openCase(fold(applied.events)).file.calendar).toBe(NEW);
  });

  test('comes before whatever command is the first afterwards, and the alarm of the old day ends nothing', () => {
    publishDayOff();
    const accepted = when([received()], '2026-03-05', 'AcceptApplication', {}, clerk);
    expect(accepted.types).toEqual(['CalendarApplied', 'ApplicationAccepted']);
    const expire = { limit: 'T01', run: 1, version: 1 };
    const alarm = when([received()], '2026-03-10T00:00:00', 'ExpireTimeLimit', expire);
    expect(alarm.types).toEqual(['CalendarApplied']);
    expect(when(alarm.events, '2026-03-11T00:00:00', 'ExpireTimeLimit', expire).types).toEqual(['ApplicationDeemedAccepted']);
  });

  test('gives a command that is turned down nothing to store', () => {
    publishDayOff();
    expect(when([received()], '2026-03-05', 'GrantQualification', {}, decisionMaker)).toMatchObject({
      code: 'wrong-state',
      facts: [],
    });
  });

  test('rewrites nothing that ended: ended clocks and breaches keep their days, and what is still to come does not', () => {
    const breached = [
      received({}, '2026-02-02'),
      on('2026-02-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk),
      { ...on('2026-03-10T00:00:00', 'TimeLimitBreached', { limit: 'T23', run: 1, due: localDate('2026-03-09') }, ENGINE) },
    ];
    const before = clocks(breached, '2026-03-12');
    book.publishYears([{ year: year2026('2026.2', ['2026-02-03', FRIDAY, '2026-03-20']), at: time('2026-03-12T12:00:00') }]);
    const applied = apply(breached, '2026-03-12T12:01:00');
    expect(applied.facts).toMatchObject([{ type: 'CalendarApplied', data: { changes: [] } }]);
    expect(clocks(applied.events, '2026-03-13')).toEqual(before);
    const granted = when(applied.events, '2026-03-13', 'GrantQualification', {}, decisionMaker);
    // Counted by the new version: 03-16 … 19 (4), 23 … 25; 03-20 is off.
    expect(clocks(granted.events, '2026-03-13')).toEqual({ ...before, T31: '2026-03-25' });
  });

  test('leaves a limit that had run out before it was published run out, however late that is recorded', () => {
    book.publishYears([{ year: year2026('2026.2', [FRIDAY]), at: time('2026-03-10T09:00:00') }]);
    const late = when([received()], '2026-03-10T12:00:00', 'ApplyCalendar', { calendar: NEW });
    expect(late.types).toEqual(['ApplicationDeemedAccepted', 'CalendarApplied']);
    expect(late.facts[0]).toMatchObject({ data: { due: '2026-03-09' } });
  });

  test('a limit that is over earlier by it runs out with the notice, not by hindsight', () => {
    const accepted = [received({}, '2026-02-02'), on('2026-02-03', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk)];
    expect(clocks(accepted, '2026-03-09')).toMatchObject({ T23: '2026-03-09' });
    book.publishYears([{ year: year2026('2026.2', [], ['2026-03-07', '2026-03-08']), at: time('2026-03-09T09:00:00') }]);
    const applied = apply(accepted, '2026-03-09T10:00:00');
    expect(applied.facts).toMatchObject([
      { type: 'CalendarApplied', data: { changes: [{ limit: 'T23', before: '2026-03-09', after: '2026-03-07' }] } },
      { type: 'TimeLimitBreached', data: { limit: 'T23', due: '2026-03-07' }, effectiveAt: time('2026-03-09T09:00:00') },
    ]);
  });

  test('two notices are two events, each by its own version', () => {
    const [friday, both] = [year2026('2026.2', [FRIDAY]), year2026('2026.3', [FRIDAY, '2026-03-05'])];
    book.publishYears([
      { year: friday, at: time('2026-03-03T12:00:00') },
      { year: both, at: time('2026-03-04T12:00:00') },
    ]);
    const applied = apply([received()], '2026-03-04T13:00:00');
    expect(applied.facts).toMatchObject([
      { data: { changes: [{ before: '2026-03-09', after: '2026-03-10' }] }, effectiveAt: time('2026-03-03T12:00:00') },
      { data: { changes: [{ before: '2026-03-10', after: '2026-03-11' }] }, effectiveAt: time('2026-03-04T12:00:00') },
    ]);
  });

  test('a stopped limit takes it when it runs again; a closed case never does', () => {
    const postponed = REACHED['review-postponed'];
    publishDayOff('2026-03-20');
    const resumed = when(postponed, '2026-03-12', 'ResumeReview', {}, reviewer);
    const changes = [{ limit: 'T15', before: '2026-04-22', after: '2026-04-23' }];
    expect(resumed.facts).toMatchObject([{ type: 'CalendarApplied', data: { changes } }, { type: 'ReviewResumed' }]);
    expect(apply(REACHED.withdrawn, '2026-03-12').facts).toEqual([]);
  });

  test('the ledger counts each day by the calendar of the clock that counts it', () => {
    publishDayOff();
    const { events } = apply([received()], '2026-03-04T12:01:00');
    const { file } = openCase(fold(events));
    const ledger = dayLedger(
      events,
      file.clocks,
      pinnedPolicy(book, file.policy),
      pinnedCalendar(book, file),
      custodyAfter,
      localDate('2026-03-09'),
      lawOfRuns(book, file),
    );
    expect(ledger?.days.map(({ date, counted }) => [date.slice(5), counted])).toEqual([
      ['03-02', false],
      ['03-03', true],
      ['03-04', true],
      ['03-05', true],
      ['03-06', false],
      ['03-07', false],
      ['03-08', false],
      ['03-09', true],
    ]);
  });
});

describe('another policy for a running case', () => {
  const REASON = '新版规则缩短期限，有利于申请人';
  const inReview = REACHED['awaiting-commission'];
  const LABEL = 'CMA-2021/3+REV-2023/2+ENV-2025/1';
  const repin = (events: readonly Dated<CaseEvent>[], at: string, policy = LABEL, by = head) =>
    when(events, at, 'RepinPolicy', { policy, reason: REASON }, by);

  test('a published version reaches no running case by itself', () => {
    book.publishPacks([cma2021(3, { T11: 20 })]);
    expect(when(inReview, '2026-03-09', 'CommissionReview', { team: TEAM }, clerk).types).toEqual(['ReviewCommissioned']);
    const next = when([], '2026-03-09', 'SubmitApplication', submission(), applicant);
    expect(next.facts).toMatchObject([{ data: { policy: LABEL } }]);
  });

  test('the head moves it: the running limit goes on under the other number from its own start day', () => {
    book.publishPacks([cma2021(3, { T01: 3, T11: 20, T22: 9 })]);
    const before = clocks(inReview, '2026-03-09');
    const done = repin(inReview, '2026-03-09');
    expect(done.facts).toEqual([
      {
        type: 'PolicyRepinned',
        data: {
          from: 'CMA-2021/2+REV-2023/2',
          to: LABEL,
          reason: REASON,
          // From 03-05: 03-06, 09 … 13 (6), 16 … 20 (11), 23 … 27 (16), 30 … 04-02 (20); thirty end on 04-17 (04-06 off).
          changes: [{ limit: 'T11', run: 1, before: '2026-04-17', after: '2026-04-02', length: 20 }],
        },
      },
    ]);
    expect(clocks(done.events, '2026-03-09')).toEqual({ ...before, T11: '2026-04-02' });
    expect(openCase(fold(done.events)).file.policy).toBe(LABEL);
    expect(repin(done.events, '2026-03-10').facts).toEqual([]);
    const concluded = when(
      [
        ...done.events,
        on(
          '2026-03-10',
          'ReviewCommissioned',
          { form: 'ON_SITE', team: TEAM, told: { workingDays: 20, due: null, inWriting: false } },
          clerk,
        ),
      ],
      '2026-03-16',
      'ConcludeReview',
      { conclusion: '符合' },
      reviewer,
    );
    // 03-17 … 20 (4), 23 … 27 (9).
    expect(clocks(concluded.events, '2026-03-16')).toMatchObject({ T22: '2026-03-27' });
  });

  test('stops and a time that a notice set stay as they are', () => {
    book.publishPacks([cma2021(3, { T13: 15 })]);
    const done = repin(REACHED.rectification, '2026-03-11');
    expect(done.facts).toMatchObject([{ data: { changes: [] } }]);
    expect(clocks(done.events, '2026-03-11')).toEqual(clocks(REACHED.rectification, '2026-03-11'));
  });

  test.each([
    ['a label that nobody has', () => repin(inReview, '2026-03-09', 'CMA-2021/9'), 'policy-unknown'],
    ['an overlay alone', () => repin(inReview, '2026-03-09', 'REV-2023/2'), 'policy-unknown'],
    ['rules that do not know the running limit', () => repin(inReview, '2026-03-09', 'CMA-2015/2'), 'policy-does-not-fit'],
    ['a law without what is in force beside it', () => repin(inReview, '2026-03-09', 'CMA-2021/3'), 'policy-not-in-force'],
    ['a closed case', () => repin(REACHED.delivered, '2026-03-21'), 'wrong-state'],
    ['anybody but the head', () => repin(inReview, '2026-03-09', LABEL, decisionMaker), 'wrong-role'],
  ])('not with %s', (_what, attempt, code) => {
    book.publishPacks([cma2021(3, {})]);
    expect(attempt().code).toBe(code);
  });

  test('not so that a limit were over before today', () => {
    book.publishPacks([cma2021(3, { T11: 1 })]);
    expect(repin(inReview, '2026-03-09').code).toBe('limit-would-be-over');
  });
});

test('what was published stays resolvable beside what is published later, and the shipped law is untouched', () => {
  publishDayOff();
  book.publishPacks([cma2021(3, { T11: 20 }), cma2021(4, { T11: 25 })]);
  expect(book.policies.byLabel('CMA-2021/3+REV-2023/2').limit('T11').n).toBe(20);
  expect(book.policies.findInForce(localDate('2026-03-09'))?.versionLabel).toMatch(/^CMA-2021\/4\+/);
  expect(pinnedCalendar(book, { calendar: OLD }).isWorkingDay(localDate(FRIDAY))).toBe(true);
  expect([law.calendar.version, book.calendar.version]).toEqual([OLD, NEW]);
});
