import fc from 'fast-check';
import { addDays, dateOf, endOfDay, instant, localDate, startOfDay, type Instant, type LocalDate } from '#kernel';
import {
  advance,
  dayLedger,
  viewClocks,
  type ClockEvent,
  type ClockRun,
  type Custody,
  type CustodyAfter,
  type Subject,
} from './index.js';
import { calendar, policies } from './law.testing.js';
import { countsFor } from './oracle.testing.js';

const policy = policies.byLabel('CMA-2021/2');
const SUBJECT: Subject = { kind: 'INITIAL', procedure: 'GENERAL', reviewed: true };

const authority = (why: string): Custody => ({ owner: 'authority', why, basis: '行政许可法32' });
const expert: Custody = { owner: 'expert', why: 'technical-review', basis: '办法11' };
const applicant = (why: string): Custody => ({ owner: 'applicant', why, basis: '办法26' });
const TABLE: Readonly<Record<string, Custody | 'closed'>> = {
  ApplicationReceived: authority('at-the-window'),
  CorrectionRequested: applicant('awaiting-correction'),
  CorrectionSupplied: authority('at-the-window'),
  ApplicationAccepted: authority('awaiting-review'),
  ReviewCommissioned: expert,
  ReviewPostponed: applicant('review-postponed'),
  ReviewResumed: expert,
  RectificationOrdered: applicant('rectification'),
  RectificationSubmitted: expert,
  RectificationOverdue: authority('awaiting-decision'),
  ReviewConcluded: authority('awaiting-decision'),
  QualificationGranted: authority('awaiting-delivery'),
  CertificateDelivered: 'closed',
};
const custodyAfter: CustodyAfter = ({ type }) => TABLE[type];

const at = (day: LocalDate, type: string, data: object = {}): ClockEvent => ({
  type,
  data,
  effectiveAt: (startOfDay(day) + 10 * 3_600_000) as Instant,
});
const on = (day: string, type: string, data?: object) => at(localDate(day), type, data);
const fold = (events: readonly ClockEvent[]): readonly ClockRun[] =>
  events.reduce<readonly ClockRun[]>((runs, event) => advance(runs, event, policy, SUBJECT), []);
const ledgerOf = (events: readonly ClockEvent[], until: LocalDate) =>
  dayLedger(events, fold(events), policy, calendar, custodyAfter, until);

describe('whose day it is', () => {
  const events = [
    on('2026-04-28', 'ApplicationReceived'),
    on('2026-04-30', 'CorrectionRequested', { respondWithinWorkingDays: 10 }),
    on('2026-05-06', 'CorrectionSupplied'),
    on('2026-05-08', 'ApplicationAccepted'),
    on('2026-05-09', 'ReviewCommissioned'),
  ];
  const ledger = ledgerOf(events, localDate('2026-05-12'));
  const days = ledger?.days.map(
    ({ date, owner, counted, why, basis }) => `${date.slice(5)} ${owner} ${counted ? 'counts' : '-'} ${why} ${basis}`,
  );

  test('each day has one owner, one reason and one article', () => {
    expect(days).toEqual([
      '04-28 authority - start-day 民法典201',
      '04-29 authority counts at-the-window 办法11(二)',
      '04-30 authority counts at-the-window 办法11(二)', // the notice goes out on a day of the authority
      '05-01 applicant - awaiting-correction 办法26', // days off too, while the applicant is awaited
      '05-02 applicant - awaiting-correction 办法26',
      '05-03 applicant - awaiting-correction 办法26',
      '05-04 applicant - awaiting-correction 办法26',
      '05-05 applicant - awaiting-correction 办法26',
      '05-06 applicant - awaiting-correction 办法26', // up to and including the day of the answer
      '05-07 authority counts at-the-window 许可法32(五)',
      '05-08 authority counts at-the-window 许可法32(五)',
      '05-09 authority counts make-up-day 办法11(三)', // a worked Saturday
      '05-10 law - weekend 行政许可法82',
      '05-11 expert counts technical-review 办法11(三)',
      '05-12 expert counts technical-review 办法11(三)',
    ]);
  });

  test('the sums', () => {
    expect(ledger).toMatchObject({ from: '2026-04-28', to: '2026-05-12', authority: 6, applicant: 6, expert: 2, law: 1 });
  });

  test('what happens at 24:00 hands the case over for the next day', () => {
    const overdue: ClockEvent = {
      type: 'RectificationOverdue',
      data: { limit: 'T13', run: 1, due: '2026-05-19' },
      effectiveAt: endOfDay(localDate('2026-05-19')),
    };
    const order = on('2026-05-12', 'RectificationOrdered', { withinWorkingDays: 5 });
    const owners = ledgerOf([...events, order, overdue], localDate('2026-05-21'))
      ?.days.slice(-3)
      .map(({ date, owner, counted }) => [date, owner, counted]);
    expect(owners).toEqual([
      ['2026-05-19', 'applicant', false],
      ['2026-05-20', 'authority', false], // the day on which the decision limit starts
      ['2026-05-21', 'authority', true],
    ]);
  });

  test('a day is not split: a case that ends at 00:00 has that day yet, and it belongs to whoever held it then', () => {
    const closed = on('2026-05-13', 'CertificateDelivered');
    const days = ledgerOf(
      [...events, { ...closed, effectiveAt: startOfDay(localDate('2026-05-13')) }],
      localDate('2026-12-31'),
    )?.days;
    expect(days?.at(-1)).toMatchObject({ date: '2026-05-13', owner: 'expert', counted: true });
  });

  test('it ends with the day on which the case is closed', () => {
    const closed = [...events, on('2026-05-11', 'CertificateDelivered')];
    expect(ledgerOf(closed, localDate('2026-12-31'))?.to).toBe('2026-05-11');
  });

  test('there is none before the case begins', () => {
    expect(ledgerOf(events, localDate('2026-04-27'))).toBeUndefined();
    expect(ledgerOf([], localDate('2026-04-27'))).toBeUndefined();
  });
});

/** A case through to delivery with random gaps, some of its detours, cut off anywhere. */
const randomHistory = fc
  .record({
    first: fc.integer({ min: 0, max: 2800 }),
    gaps: fc.array(fc.nat(12), { minLength: 14, maxLength: 14 }),
    corrected: fc.boolean(),
    postponed: fc.boolean(),
    rectified: fc.boolean(),
    length: fc.integer({ min: 1, max: 12 }),
    beyond: fc.nat(20),
  })
  .map(({ first, gaps, corrected, postponed, rectified, length, beyond }) => {
    const types: (readonly [string, object?])[] = [
      ['ApplicationReceived'],
      ...(corrected ? ([['CorrectionRequested', { respondWithinWorkingDays: 60 }], ['CorrectionSupplied']] as const) : []),
      ['ApplicationAccepted'],
      ['ReviewCommissioned'],
      ...(postponed ? ([['ReviewPostponed'], ['ReviewResumed']] as const) : []),
      ...(rectified ? ([['RectificationOrdered', { withinWorkingDays: 30 }], ['RectificationSubmitted']] as const) : []),
      ['ReviewConcluded'],
      ['QualificationGranted'],
      ['CertificateDelivered'],
    ];
    let day = addDays(localDate('2018-03-01'), first);
    const events = types
      .slice(0, length)
      .map(([type, data], i) => at((day = addDays(day, i === 0 ? 0 : (gaps[i] ?? 0))), type, data));
    return { events, until: addDays(day, beyond) };
  });

test('every day from receipt to the end has exactly one owner, and the sums are their number', () => {
  fc.assert(
    fc.property(randomHistory, ({ events, until }) => {
      const ledger = ledgerOf(events, until);
      const last = events.at(-1);
      const to = last?.type === 'CertificateDelivered' ? dateOf(last.effectiveAt) : until;
      const expected: LocalDate[] = [];
      for (let date = dateOf(events[0]?.effectiveAt ?? instant('')); date <= to; date = addDays(date, 1)) expected.push(date);
      expect(ledger?.days.map(({ date }) => date)).toEqual(expected);
      const sums = ['authority', 'applicant', 'expert', 'law'] as const;
      expect(sums.reduce((sum, owner) => sum + (ledger?.[owner] ?? 0), 0)).toBe(expected.length);
      expect(ledger?.days.every(({ basis, why }) => basis !== '' && why !== '')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the days that count are those of the clocks, and their number is what the clocks show', () => {
  fc.assert(
    fc.property(randomHistory, ({ events, until }) => {
      const runs = fold(events).filter(({ limit }) => policy.limit(limit).party !== 'applicant');
      const days = ledgerOf(events, until)?.days ?? [];
      for (const { date, counted } of days) expect([date, counted]).toEqual([date, runs.some((run) => countsFor(run, date))]);
      const shown = viewClocks(runs, policy, calendar, endOfDay(until)).reduce((sum, clock) => sum + clock.counted, 0);
      expect(days.filter(({ counted }) => counted).length).toBe(shown);
    }),
    { numRuns: 300 },
  );
});
