import { endOfDay, instant, localDate } from '#kernel';
import type { Policy } from '../policy/index.js';
import { advance, isOpen, isPending, isStopped, type ClockEvent, type ClockRun, type Subject } from './index.js';
import { policies } from './law.testing.js';

const policy = policies.byLabel('CMA-2021/2+REV-2023/2');
const INITIAL: Subject = { kind: 'INITIAL', procedure: 'GENERAL', reviewed: true };
const RENEWAL: Subject = { ...INITIAL, kind: 'RENEWAL', certificateValidTo: localDate('2026-12-31') };

const on = (day: string, type: string, data: object = {}): ClockEvent => ({
  type,
  data,
  effectiveAt: instant(`${day}T10:00:00+08:00`),
});
const ranOut = (type: string, limit: string, due: string, run = 1): ClockEvent => ({
  type,
  data: { limit, run, due },
  effectiveAt: endOfDay(localDate(due)),
});
const fold = (events: readonly ClockEvent[], subject = INITIAL, under: Policy = policy): readonly ClockRun[] =>
  events.reduce<readonly ClockRun[]>((runs, event) => advance(runs, event, under, subject), []);
const find = (runs: readonly ClockRun[], limit: string, run = 1) => runs.find((one) => one.limit === limit && one.run === run);
const limitsOf = (runs: readonly ClockRun[]) => runs.map(({ limit, run }) => `${limit}/${run}`);

const received = on('2026-03-02', 'ApplicationReceived');
const accepted = on('2026-03-05', 'ApplicationAccepted');
const concluded = on('2026-03-30', 'ReviewConcluded');

test('each step starts the next clock and ends its own', () => {
  const runs = fold([
    received,
    accepted,
    concluded,
    on('2026-04-02', 'QualificationGranted'),
    on('2026-04-08', 'CertificateDelivered'),
  ]);
  expect(runs.map(({ limit, started, ended }) => [limit, started, ended])).toEqual([
    ['T01', '2026-03-02', '2026-03-05'],
    ['T11', '2026-03-05', '2026-03-30'],
    ['T22', '2026-03-30', '2026-04-02'],
    ['T31', '2026-04-02', '2026-04-08'],
  ]);
  expect(runs.some(isOpen)).toBe(false);
});

test.each<[string, Subject, string[]]>([
  ['a first application with a review', INITIAL, ['T01/1', 'T11/1']],
  ['a change without a review', { ...INITIAL, kind: 'CHG_NAME', reviewed: false }, ['T01/1', 'T23/1']],
  ['a renewal in time', RENEWAL, ['T01/1', 'T11/1', 'T41/1']],
  ['a late renewal: nothing hangs on the expiry', { ...INITIAL, kind: 'RENEWAL' }, ['T01/1', 'T11/1']],
  ['a change of a certificate: nothing hangs on its expiry', { ...RENEWAL, kind: 'CHG_SITE' }, ['T01/1', 'T11/1']],
])('which limits run: %s', (_what, subject, limits) => {
  expect(limitsOf(fold([received, accepted], subject))).toEqual(limits);
});

test('a renewal accepted only after the expiry can no longer be deemed granted', () => {
  const validTo = localDate('2026-03-04');
  expect(limitsOf(fold([received, accepted], { ...RENEWAL, certificateValidTo: validTo }))).not.toContain('T41/1');
  expect(limitsOf(fold([received, accepted], { ...RENEWAL, certificateValidTo: localDate('2026-03-05') }))).toContain('T41/1');
});

test('a notice sets the length of its own limit', () => {
  const runs = fold([received, on('2026-03-04', 'CorrectionRequested', { respondWithinWorkingDays: 7 })]);
  expect(find(runs, 'T03')).toMatchObject({ started: '2026-03-04', length: 7 });
  expect(find(runs, 'T01')).toMatchObject({ ended: '2026-03-04' });
});

test('an extension lengthens the decision limit, not the others', () => {
  const runs = fold([received, accepted, concluded, on('2026-04-01', 'DecisionExtended')]);
  expect(runs.map(({ extended }) => extended)).toEqual([0, 0, 10]);
});

test('only the matching event ends a stop; the end of the run ends them all', () => {
  const stopped = fold([
    received,
    accepted,
    on('2026-03-09', 'RectificationOrdered', { withinWorkingDays: 5 }),
    on('2026-03-10', 'ReviewPostponed'),
    on('2026-03-12', 'RectificationSubmitted'),
  ]);
  const review = find(stopped, 'T11');
  expect(review?.stops).toEqual([
    { from: '2026-03-09', to: '2026-03-12', pause: 0 },
    { from: '2026-03-10', to: null, pause: 1 },
  ]);
  expect(review && isStopped(review)).toBe(true);
  const ended = find(advance(stopped, concluded, policy, INITIAL), 'T11');
  expect(ended?.stops[1]?.to).toBe('2026-03-30');
  expect(ended && isStopped(ended)).toBe(false);
});

test('a limit that starts again is a run of its own', () => {
  const round = (order: string, submit: string, verify: string) => [
    on(order, 'RectificationOrdered', { withinWorkingDays: 5 }),
    on(submit, 'RectificationSubmitted'),
    on(verify, 'RectificationVerified', { passed: false }),
  ];
  const events = [
    received,
    accepted,
    ...round('2026-03-09', '2026-03-11', '2026-03-12'),
    ...round('2026-03-13', '2026-03-16', '2026-03-17'),
  ];
  expect(limitsOf(fold(events))).toEqual(['T01/1', 'T11/1', 'T13/1', 'T14/1', 'T13/2', 'T14/2']);
});

describe('what runs out', () => {
  test('a breach stays on the record, and the clock runs on until its step is done', () => {
    const breached = fold([received, accepted, concluded, ranOut('TimeLimitBreached', 'T22', '2026-04-14')]);
    const decision = find(breached, 'T22');
    expect(decision).toMatchObject({ expired: 'breached' });
    expect([decision && isOpen(decision), decision && isPending(decision)]).toEqual([true, false]);
    const decided = find(advance(breached, on('2026-04-20', 'QualificationGranted'), policy, INITIAL), 'T22');
    expect(decided).toMatchObject({ expired: 'breached', ended: '2026-04-20' });
  });

  test('what the law does at 24:00 of a last day ends every clock on that day', () => {
    const renewed = fold([received, accepted, ranOut('RenewalDeemedGranted', 'T41', '2026-12-31')], RENEWAL);
    expect(find(renewed, 'T41')).toMatchObject({ expired: 'lapsed', ended: '2026-12-31' });
    expect(find(renewed, 'T11')).toMatchObject({ ended: '2026-12-31' });
  });

  test('silence at the window: the review clock starts at the receipt', () => {
    const event: ClockEvent = { ...ranOut('ApplicationDeemedAccepted', 'T01', '2026-03-09'), effectiveAt: received.effectiveAt };
    const runs = fold([received, event]);
    expect(find(runs, 'T01')).toMatchObject({ expired: 'lapsed', ended: '2026-03-09' });
    expect(find(runs, 'T11')).toMatchObject({ started: '2026-03-02' });
  });

  test('an overdue rectification is the fault of the applicant, recorded as a breach', () => {
    const events = [received, accepted, on('2026-03-09', 'RectificationOrdered', { withinWorkingDays: 5 })];
    const runs = fold([...events, ranOut('RectificationOverdue', 'T13', '2026-03-16')]);
    expect(find(runs, 'T13')).toMatchObject({ expired: 'breached', ended: '2026-03-16' });
    expect(find(runs, 'T11')).toMatchObject({ ended: '2026-03-16', stops: [{ from: '2026-03-09', to: '2026-03-16', pause: 0 }] });
    expect(find(runs, 'T22')).toMatchObject({ started: '2026-03-17' });
  });

  test('only the run that is named runs out', () => {
    const events = [
      received,
      accepted,
      on('2026-03-09', 'RectificationOrdered', { withinWorkingDays: 5 }),
      on('2026-03-10', 'RectificationSubmitted'),
      on('2026-03-11', 'RectificationVerified', { passed: false }),
      on('2026-03-12', 'RectificationOrdered', { withinWorkingDays: 5 }),
      on('2026-03-13', 'RectificationSubmitted'),
    ];
    const runs = fold([...events, ranOut('TimeLimitBreached', 'T14', '2026-03-20', 2)]);
    expect([find(runs, 'T14', 1)?.expired, find(runs, 'T14', 2)?.expired]).toEqual([undefined, 'breached']);
  });
});

test('the version of a run grows with every event that touches it and with no other', () => {
  const touching = [
    on('2026-03-09', 'ReviewPostponed'),
    on('2026-03-10', 'ReviewResumed'),
    on('2026-03-11', 'RectificationOrdered', { withinWorkingDays: 5 }),
    on('2026-03-12', 'RectificationSubmitted'),
    ranOut('TimeLimitBreached', 'T11', '2026-04-20'),
    on('2026-05-06', 'ReviewConcluded'),
  ];
  let runs = fold([received, accepted]);
  for (const [version, event] of touching.entries()) {
    const before = find(runs, 'T01');
    runs = advance(runs, event, policy, INITIAL);
    expect(find(runs, 'T11')?.version).toBe(version + 2);
    expect(find(runs, 'T01')).toBe(before);
  }
});
