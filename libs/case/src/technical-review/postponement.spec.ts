import { localDate } from '#kernel';
import { REACHED, TEAM } from '../cases.testing.js';
import { applicant, colleague, clocksOf, fold, given, law, on, reviewer } from '../given.testing.js';
import { permitted, type CaseCommands } from '../index.js';

describe('PostponeReview and ResumeReview', () => {
  test('the days between are those of the applicant (办法11(三))', () => {
    const postponed = given(...REACHED['technical-review']).when('PostponeReview', { reason: '停电' }, { at: '2026-03-10' });
    postponed.then('ReviewPostponed');
    expect(postponed.state).toMatchObject({ status: 'review-postponed', reason: '停电', review: { team: TEAM } });
    expect(clocksOf(postponed.state, '2026-03-13')).toMatchObject({
      T11: { state: 'stopped', counted: 3, stopped: 3, due: null },
    });

    const resumed = given(...postponed.events).when('ResumeReview', {}, { at: '2026-03-17' });
    resumed.then('ReviewResumed');
    expect(resumed.state).toMatchObject({ status: 'technical-review', review: { team: TEAM } });
    // 30 working days from 03-05 would end on 04-17; five of them stood still.
    expect(clocksOf(resumed.state, '2026-03-17')).toMatchObject({ T11: { state: 'running', stopped: 5, due: '2026-04-24' } });
  });

  const postpone = (data: Partial<CaseCommands['PostponeReview']>, events = REACHED['technical-review'], at = '2026-03-10') =>
    given(...events).when('PostponeReview', { reason: '停电', ...data }, { at });

  test.each<[string, Partial<CaseCommands['PostponeReview']>, string]>([
    ['no reason', { reason: ' ' }, 'postponement-reason-missing'],
    ['today', { until: localDate('2026-03-10') }, 'postponement-too-long'],
    ['a day gone by', { until: localDate('2026-03-09') }, 'postponement-too-long'],
    ['a Saturday', { until: localDate('2026-03-14') }, 'postponement-too-long'],
    ['a holiday', { until: localDate('2026-04-06') }, 'postponement-too-long'],
    // 03-11 … 13 (3), 16 … 20 (8), 23 … 27 (13), 30 … 04-03 (18), 04-07 … 10 (22; 04-06 is a day off), 13 … 17 (27), 20 … 22 (30).
    ['more than thirty working days', { until: localDate('2026-04-23') }, 'postponement-too-long'],
  ])('has a reason, and an end that the rules allow: %s', (_what, data, code) => {
    postpone(data).thenRejected(code, '办法11(三)');
    postpone({ until: localDate('2026-04-22') }).then({
      type: 'ReviewPostponed',
      data: { until: '2026-04-22', withinWorkingDays: 30 },
    });
    postpone({}).then({ type: 'ReviewPostponed', data: { until: '2026-04-22' } });
  });

  test('a day that cannot be the last is named with the days that can, and is never moved', () => {
    const { decision } = postpone({ until: localDate('2026-03-14') });
    expect(decision).toMatchObject({
      field: 'until',
      zh: '暂缓评审的最后一日（until）须为 2026-03-11 至 2026-04-22 之间的工作日，2026-03-14 不是工作日',
      allowed: ['a working day, 2026-03-11 … 2026-04-22'],
    });
    expect(postpone({ until: localDate('2026-03-10') }).decision).toMatchObject({ zh: expect.stringMatching(/之间的工作日$/) });
  });

  test('ends when the time told is over: the review goes on, its clock with it (办法11(三))', () => {
    const { events } = postpone({ until: localDate('2026-03-16') });
    expect(clocksOf(fold(events), '2026-03-11')).toMatchObject({ T11: { state: 'stopped' }, T15: { due: '2026-03-16' } });
    const woken = given(...events).when('ExpireTimeLimit', { limit: 'T15', run: 1, version: 1 }, { at: '2026-03-19' });
    woken.then({ type: 'ReviewResumed', data: { limit: 'T15', run: 1, due: '2026-03-16' } });
    expect(woken.state).toMatchObject({ status: 'technical-review' });
    // Four working days stood still: 03-11, 12, 13 and 16.
    expect(clocksOf(woken.state, '2026-03-19')).toMatchObject({
      T11: { state: 'running', stopped: 4, due: '2026-04-23' },
      T15: { state: 'lapsed', ended: '2026-03-16' },
    });
  });

  test('by the applicant, who is ready, or by the team; by nobody else', () => {
    const { events, state } = postpone({});
    const resume = (by: typeof reviewer) => given(...events).when('ResumeReview', {}, { at: '2026-03-12', by });
    expect([applicant, reviewer, colleague].map((by) => permitted(state, by, law).includes('ResumeReview'))).toEqual([
      true,
      true,
      false,
    ]);
    resume(colleague).thenRejected('not-on-the-team');
    const ready = resume(applicant);
    ready.then('ReviewResumed');
    expect(clocksOf(ready.state, '2026-03-13')).toMatchObject({ T11: { state: 'running', stopped: 2 }, T15: { state: 'met' } });
  });

  test('so many days in all', () => {
    const again = (day: string) => on(day, 'ReviewPostponed', { reason: '停电', withinWorkingDays: 30 });
    const twice = [
      ...REACHED['technical-review'],
      again('2026-03-10'),
      on('2026-04-22', 'ReviewResumed', {}),
      again('2026-04-23'),
      on('2026-05-15', 'ReviewResumed', {}),
    ];
    const { T15, 'T15/2': second } = clocksOf(fold(twice), '2026-05-15');
    expect([T15?.counted, second?.counted]).toEqual([30, 14]);
    // Sixteen of sixty are left from 05-18: 05-19 … 22 (4), 25 … 29 (9), 06-01 … 05 (14), 08, 09 (16).
    postpone({}, twice, '2026-05-18').then({ type: 'ReviewPostponed', data: { until: '2026-06-09', withinWorkingDays: 16 } });
    const used = [...twice, again('2026-05-18'), on('2026-06-12', 'ReviewResumed', {})];
    postpone({}, used, '2026-06-15').thenRejected('postponement-used-up', '办法11(三)');
  });

  test('one without an end, under an earlier version of the rules, ends too, not before anybody could know', () => {
    const [first, ...others] = REACHED['review-postponed'];
    const old = [{ ...first, data: { ...first?.data, policy: 'CMA-2021/1+REV-2023/1' } }, ...others] as typeof others;
    expect(law.policies.byLabel('CMA-2021/1').limit('T15')).toMatchObject({ n: 30, verified: 'inferred' });
    const woken = (at: string) => given(...old).when('ExpireTimeLimit', { limit: 'T15', run: 1, version: 1 }, { at });
    woken('2026-12-31').then();
    woken('2027-01-04').then({ type: 'ReviewResumed', data: { due: '2026-12-31' } });
    expect(clocksOf(woken('2027-01-04').state, '2027-01-04')).toMatchObject({ T11: { state: 'running' } });
  });
});
