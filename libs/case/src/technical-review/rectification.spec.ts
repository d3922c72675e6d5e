import type { Dated } from '#kernel';
import { ordered, REACHED } from '../cases.testing.js';
import { applicant, clocksOf, expert, fold, given, on } from '../given.testing.js';
import type { CaseEvent } from '../index.js';

describe('OrderRectification', () => {
  const order = (withinWorkingDays: number) =>
    given(...REACHED['technical-review']).when('OrderRectification', { withinWorkingDays }, { at: '2026-03-10' });

  test.each([1, 30])('gives the applicant %i working days and stops the review clock', (days) => {
    order(days).then({ type: 'RectificationOrdered', data: { withinWorkingDays: days, items: [] } });
    expect(clocksOf(order(days).state, '2026-03-10')).toMatchObject({
      T11: { state: 'stopped' },
      T13: { state: 'running', length: days },
    });
  });

  test.each([0, -1, 31, 1.5, Number.NaN])('not %d', (days) => {
    order(days).thenRejected('rectification-too-long', '办法26');
  });

  test('in the same thirty days a second time after a check that passed, for what was found later (办法26)', () => {
    // 03-11 … 13 (3), 16 … 20 (8), 23 … 27 (13), 30 … 04-03 (18), 04-07, 08 (20; 04-06 is a day off): ten are left.
    const once = [
      ...REACHED['technical-review'],
      ordered('2026-03-10', 30),
      handedIn('2026-04-08'),
      on('2026-04-09', 'RectificationVerified', { passed: true }),
    ];
    const again = (withinWorkingDays: number) =>
      given(...once).when('OrderRectification', { withinWorkingDays }, { at: '2026-04-10' });
    again(11).thenRejected('rectification-too-long', '办法26');
    again(10).then({ type: 'RectificationOrdered', data: { withinWorkingDays: 10 } });
    // 04-13 … 17 (5), 20 … 24 (10).
    expect(clocksOf(again(10).state, '2026-04-15')).toMatchObject({
      'T13/2': { due: '2026-04-24', inAll: { length: 30, counted: 23, remaining: 7, verified: 'inferred' } },
    });

    const all = [...again(10).events, handedIn('2026-04-24'), on('2026-04-27', 'RectificationVerified', { passed: true })];
    const third = given(...all).when('OrderRectification', { withinWorkingDays: 1 }, { at: '2026-04-27' });
    third.thenRejected('rectification-time-used', '办法26', '评审准则 附件1 4.5.4');
    given(...all)
      .when('ConcludeReview', { conclusion: '基本符合' }, { at: '2026-04-27' })
      .then('ReviewConcluded');
  });

  test('a case that was received under an earlier version of the rules is bound by the same article', () => {
    const [first, ...others] = REACHED['rectification-check'];
    const old = [{ ...first, data: { ...first?.data, policy: 'CMA-2021/1+REV-2023/1' } }, ...others] as Dated<CaseEvent>[];
    const order = (withinWorkingDays: number) =>
      given(...old, on('2026-03-13', 'RectificationVerified', { passed: true })).when(
        'OrderRectification',
        { withinWorkingDays },
        { at: '2026-03-16' },
      );
    order(29).thenRejected('rectification-too-long', '办法26');
    order(28).then('RectificationOrdered');
  });
});

const handedIn = (day: string) => on(day, 'RectificationSubmitted', {}, applicant);

describe('SubmitRectification and VerifyRectification', () => {
  test('the report goes to the team, which has five working days', () => {
    const outcome = given(...REACHED.rectification).when('SubmitRectification', { note: '已整改' }, { at: '2026-03-12' });
    outcome.then({ type: 'RectificationSubmitted', data: { note: '已整改' } });
    expect(outcome.state).toMatchObject({ status: 'rectification-check', review: { rectification: 'open' } });
    expect(clocksOf(outcome.state, '2026-03-12')).toMatchObject({ T13: { state: 'met' }, T14: { due: '2026-03-19' } });
  });

  test('verified', () => {
    const outcome = given(...REACHED['rectification-check']).when(
      'VerifyRectification',
      { passed: true },
      { at: '2026-03-13', by: expert },
    );
    outcome.then({ type: 'RectificationVerified', data: { passed: true } });
    expect(outcome.state).toMatchObject({ status: 'technical-review', review: { rectification: 'passed' } });
    // Whoever verified took part in the review and may not decide.
    expect(outcome.file.reviewers).toContain('expert-2');
  });
});

describe('a check that failed (办法26, 评审准则 附件1 4.5.4)', () => {
  const verify = (events: readonly Dated<CaseEvent>[], at: string) =>
    given(...events).when('VerifyRectification', { passed: false }, { at, by: expert });

  test('leaves the body what it has not used of the same days, and no more', () => {
    const outcome = verify(REACHED['rectification-check'], '2026-03-13');
    outcome.then(
      { type: 'RectificationVerified', data: { passed: false } },
      // Ten were given; 03-11 and 03-12 are used.
      { type: 'RectificationOrdered', data: { withinWorkingDays: 8, items: ['设备'], again: true } },
    );
    expect(outcome.state).toMatchObject({ status: 'rectification', items: ['设备'], review: { rectification: 'open' } });
    expect(clocksOf(outcome.state, '2026-03-16')).toMatchObject({
      T11: { state: 'stopped' },
      T13: { state: 'met', counted: 2 },
      T14: { state: 'met' },
      'T13/2': { state: 'running', length: 8, due: '2026-03-25', inAll: { length: 30, counted: 3, remaining: 27 } },
    });
    const overdue = given(...outcome.events).when('SubmitRectification', {}, { at: '2026-03-26' });
    expect(overdue.state).toMatchObject({ status: 'rectification' });
    expect(
      given(...outcome.events).when('ExpireTimeLimit', { limit: 'T13', run: 2, version: 1 }, { at: '2026-03-26' }).state,
    ).toMatchObject({
      status: 'awaiting-decision',
      conclusion: '不符合',
    });
  });

  test('on the last day leaves only 不符合', () => {
    const used = [...REACHED['technical-review'], ordered('2026-03-10', 2), handedIn('2026-03-12')];
    const outcome = verify(used, '2026-03-13');
    outcome.then({ type: 'RectificationVerified', data: { passed: false } });
    expect(outcome.state).toMatchObject({ status: 'technical-review', review: { rectification: 'failed' } });
    given(...outcome.events)
      .when('OrderRectification', { withinWorkingDays: 1 }, { at: '2026-03-16' })
      .thenRejected('rectification-time-used', '办法26');
    given(...outcome.events)
      .when('ConcludeReview', { conclusion: '不符合' }, { at: '2026-03-16' })
      .then('ReviewConcluded');
  });

  test('thirty days, failed after twenty: ten are left, not thirty', () => {
    const outcome = verify([...REACHED['technical-review'], ordered('2026-03-10', 30), handedIn('2026-04-08')], '2026-04-14');
    outcome.then('RectificationVerified', { type: 'RectificationOrdered', data: { withinWorkingDays: 10 } });
  });

  test('on record without days of the same order goes on within them, whatever its first notice gave', () => {
    const failed = [...REACHED['rectification-check'], on('2026-03-13', 'RectificationVerified', { passed: false })];
    expect(fold(failed)).toMatchObject({ status: 'technical-review', review: { rectification: 'failed' } });
    const order = (withinWorkingDays: number) =>
      given(...failed).when('OrderRectification', { withinWorkingDays }, { at: '2026-03-16' });
    order(9).thenRejected('rectification-too-long', '办法26');
    order(8).then('RectificationOrdered');
    const second = [...failed, ordered('2026-03-16', 30)];
    expect(clocksOf(fold(second), '2026-03-16')).toMatchObject({ 'T13/2': { length: 30 } });
    verify([...second, handedIn('2026-04-24')], '2026-04-27').then({ type: 'RectificationVerified', data: { passed: false } });
  });
});
