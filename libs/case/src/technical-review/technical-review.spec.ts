import { isRejection, type Dated } from '#kernel';
import type { Conclusion, ReviewForm } from '#law';
import { commissioned, PAYLOADS, received, REACHED, TEAM } from '../cases.testing.js';
import { applicant, clerk, clocksOf, colleague, expert, fold, given, law, on, reviewer } from '../given.testing.js';
import { permitted, type CaseCommands, type CaseEvent, type CaseState, type CommandName } from '../index.js';

describe('CommissionReview', () => {
  const at = '2026-03-09';
  const commission = (data: Partial<CaseCommands['CommissionReview']> = {}, by = clerk) =>
    given(...REACHED['awaiting-commission']).when('CommissionReview', { team: TEAM, ...data }, { at, by });

  test('names form and team and tells the applicant how long it takes', () => {
    const told = { workingDays: 30, due: '2026-04-17', inWriting: false };
    commission().then({ type: 'ReviewCommissioned', data: { form: 'ON_SITE', team: TEAM, told } });
    expect(commission().file.reviewers).toEqual(['reviewer', 'expert-2']);
    commission({}, reviewer).then('ReviewCommissioned');
  });

  test('under the rule of 2015 it is told in writing, and takes 45 days', () => {
    given(received({}, '2018-03-05', 'CMA-2015/2'), on('2018-03-08', 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk))
      .when('CommissionReview', { team: TEAM }, { at: '2018-03-12' })
      .then({ type: 'ReviewCommissioned', data: { told: { workingDays: 45, due: '2018-05-14', inWriting: true } } });
  });

  const leader = { id: 'a', leader: true };
  test.each<[string, CaseCommands['CommissionReview']['team'], string, string]>([
    ['nobody', [], 'team-too-small', '办法24'],
    ['one', [leader], 'team-too-small', '办法24'],
    ['the same person twice', [leader, { id: 'a' }], 'team-too-small', '办法24'],
    ['no leader', [{ id: 'a' }, { id: 'b' }], 'team-needs-one-leader', '评审准则 附件1 3.2.1'],
    ['two leaders', [leader, { id: 'b', leader: true }], 'team-needs-one-leader', '评审准则 附件1 3.2.1'],
    ['the applicant', [leader, { id: applicant.id }], 'team-conflict', '办法29'],
  ])('a team of %s is turned down', (_what, team, code, basis) => {
    commission({ team }).thenRejected(code, basis);
  });

  test('what is reviewed on paper may go to a team too, and to no place before a visit is ordered (评审准则16)', () => {
    const review = (data: object) =>
      given(...REACHED['document-review']).when('CommissionReview', { team: TEAM, ...data }, { at: '2026-03-06' });
    const outcome = review({});
    outcome.then({ type: 'ReviewCommissioned', data: { form: 'WRITTEN' } });
    expect(outcome.state).toMatchObject({ status: 'technical-review', review: { form: 'WRITTEN' } });
    review({ form: 'ON_SITE' }).thenRejected('review-form-not-open', '办法11(三)');
    const conclude = (conclusion: '符合' | '基本符合') =>
      given(...REACHED['document-review'], ...outcome.events).when('ConcludeReview', { conclusion }, { at: '2026-03-10' });
    conclude('基本符合').thenRejected('conclusion-not-open', '评审准则15-17');
    conclude('符合').then({ type: 'ReviewConcluded', data: { form: 'WRITTEN' } });
    const claimed = on('2026-03-05', 'DocumentReviewClaimed', { reviewer: 'reviewer' });
    given(...REACHED['document-review'], claimed)
      .when('CommissionReview', { team: TEAM }, { at: '2026-03-06', by: colleague })
      .thenRejected('claimed-by-another');
  });

  test.each<[string, ReviewForm, boolean]>([
    ['CMA-2021/2+REV-2023/2', 'ON_SITE', true],
    ['CMA-2021/2+REV-2023/2', 'REMOTE', true],
    ['CMA-2021/2+REV-2023/2', 'WRITTEN', false],
    ['CMA-2019/2', 'REMOTE', false],
    ['CMA-2015/2', 'REMOTE', false],
  ])('under %s the form %s is open: %s', (policy, form, open) => {
    const outcome = given(received({}, '2026-03-02', policy), ...REACHED['awaiting-commission'].slice(1)).when(
      'CommissionReview',
      { form, team: TEAM, remoteGround: 'few-parameters' },
      { at },
    );
    if (open) outcome.then({ type: 'ReviewCommissioned', data: { form } });
    else outcome.thenRejected('review-form-not-open', '办法11(三)');
  });
});

describe('ConcludeReview', () => {
  const remote = { ...commissioned, data: { ...commissioned.data, form: 'REMOTE' as const } } as typeof commissioned;
  const conclude = (conclusion: Conclusion, events = REACHED['technical-review']) =>
    given(...events).when('ConcludeReview', { conclusion }, { at: '2026-03-16', by: expert });

  test.each(['符合', '不符合'] as const)('%s starts the decision clock', (conclusion) => {
    conclude(conclusion).then({ type: 'ReviewConcluded', data: { form: 'ON_SITE', conclusion } });
    expect(conclude(conclusion).state).toMatchObject({ status: 'awaiting-decision', conclusion, rectified: false });
    expect(conclude(conclusion).file.reviewers).toEqual(['reviewer', 'expert-2']);
    expect(clocksOf(conclude(conclusion).state, '2026-03-16')).toMatchObject({
      T11: { state: 'met' },
      T22: { due: '2026-03-30' },
    });
  });

  test('of a remote review likewise', () => {
    conclude('符合', [...REACHED['awaiting-commission'], remote]).then({ type: 'ReviewConcluded', data: { form: 'REMOTE' } });
  });

  test('基本符合 only with a rectification that was ordered (办法26, 评审准则15)', () => {
    conclude('基本符合').thenRejected('rectification-missing', '办法26', '评审准则15');
    const verified = on('2026-03-13', 'RectificationVerified', { passed: true });
    const outcome = conclude('基本符合', [...REACHED['rectification-check'], verified]);
    outcome.then({ type: 'ReviewConcluded', data: { conclusion: '基本符合' } });
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', rectified: true });
  });

  test.each([
    ['符合', true],
    ['基本符合', true],
    ['不符合', false],
  ] as const)('%s while a report is being checked is at the same time its result (评审准则 附件1 4.5)', (conclusion, passed) => {
    const outcome = conclude(conclusion, REACHED['rectification-check']);
    outcome.then(
      { type: 'RectificationVerified', data: { passed } },
      { type: 'ReviewConcluded', data: { form: 'ON_SITE', conclusion } },
    );
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion, rectified: passed });
    expect(clocksOf(outcome.state, '2026-03-16')).toMatchObject({ T11: { state: 'met' }, T14: { state: 'met' } });
  });

  test('one that is on record without that result stands', () => {
    const concluded = on('2026-03-13', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '基本符合' });
    expect(fold([...REACHED['rectification-check'], concluded])).toMatchObject({ status: 'awaiting-decision', rectified: true });
  });

  test('after a failed check only 不符合 is left', () => {
    const failed = [...REACHED['rectification-check'], on('2026-03-13', 'RectificationVerified', { passed: false })];
    conclude('符合', failed).thenRejected('conclusion-not-open', '评审准则15-17');
    conclude('基本符合', failed).thenRejected('conclusion-not-open');
    conclude('不符合', failed).then('ReviewConcluded');
    expect(conclude('不符合', failed).state).toMatchObject({ rectified: false });
  });
});

describe('CompleteLeaderCheck (评审准则 附件1 4.1.2)', () => {
  const rules = 'CMA-2021/2+REV-2023/2+CHECK-2027/1';
  const timed: readonly Dated<CaseEvent>[] = [received({}, '2026-03-02', rules), ...REACHED['technical-review'].slice(1)];
  const complete = (data: CaseCommands['CompleteLeaderCheck'], by = reviewer, events = timed) =>
    given(...events).when('CompleteLeaderCheck', data, { at: '2026-03-12', by });
  const clocks = (state: CaseState) => clocksOf(state, '2026-03-12');

  test('within five working days the leader says whether the review takes place', () => {
    expect(clocks(fold(timed))).toMatchObject({ T12: { due: '2026-03-16', state: 'running' } });
    const outcome = complete({ outcome: '实施' });
    outcome.then({ type: 'LeaderCheckCompleted', data: { outcome: '实施' } });
    expect(outcome.state.status).toBe('technical-review');
    expect(clocks(outcome.state)).toMatchObject({ T12: { state: 'met' }, T11: { state: 'running' } });
  });

  test('it waits for what is missing in the days of the applicant', () => {
    const outcome = complete({ outcome: '暂缓', reason: '缺少报告' });
    outcome.then('LeaderCheckCompleted', { type: 'ReviewPostponed', data: { reason: '缺少报告', until: '2026-04-24' } });
    expect(clocks(outcome.state)).toMatchObject({ T12: { state: 'met' }, T11: { state: 'stopped' }, T15: { state: 'running' } });
  });

  test('without a visit it ends 不符合, and the authority decides', () => {
    const outcome = complete({ outcome: '不实施', reason: '材料与事实严重不符' });
    outcome.then('LeaderCheckCompleted', { type: 'ReviewConcluded', data: { form: 'ON_SITE', conclusion: '不符合' } });
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '不符合', rectified: false });
  });

  test('both say why, and nobody but the leader does', () => {
    complete({ outcome: '暂缓' }).thenRejected('leader-check-reason-missing', '评审准则 附件1 4.1.2');
    complete({ outcome: '不实施', reason: ' ' }).thenRejected('leader-check-reason-missing');
    complete({ outcome: '实施' }, expert).thenRejected('not-the-leader', '评审准则 附件1 4.1.2');
    expect(permitted(fold(timed), reviewer, law)).toContain('CompleteLeaderCheck');
    expect(permitted(fold(timed), expert, law)).not.toContain('CompleteLeaderCheck');
  });

  test.each<[string, CommandName]>([
    ['rectification is ordered', 'OrderRectification'],
    ['the review is put off', 'PostponeReview'],
    ['the review is concluded', 'ConcludeReview'],
    ['the review is stopped', 'StopReview'],
  ])('it is over as soon as %s', (_what, name) => {
    const { state } = given(...timed).when(name, PAYLOADS[name], { at: '2026-03-12' });
    expect(clocks(state)).toMatchObject({ T12: { state: 'met' } });
  });

  test('it is given once, and only where it has a time of its own', () => {
    complete({ outcome: '实施' }, reviewer, complete({ outcome: '实施' }).events).thenRejected('leader-check-over');
    complete({ outcome: '实施' }, reviewer, REACHED['technical-review']).thenRejected(
      'leader-check-over',
      '评审准则 附件1 4.1.2',
    );
    expect(permitted(fold(REACHED['technical-review']), reviewer, law)).not.toContain('CompleteLeaderCheck');
  });
});

describe('the team (办法24)', () => {
  test('another takes its place, and keeps to the same rules', () => {
    const team = [{ id: 'expert-2', leader: true }, { id: 'expert-3' }];
    const change = (more: object) =>
      given(...REACHED.rectification).when(
        'ChangeReviewTeam',
        { team, reason: '回避', ...more },
        { at: '2026-03-13', by: clerk },
      );
    change({ reason: ' ' }).thenRejected('team-reason-missing', '办法29');
    change({ team: team.slice(0, 1) }).thenRejected('team-too-small', '办法24');
    const outcome = change({});
    outcome.then({ type: 'ReviewTeamChanged', data: { team, reason: '回避' } });
    expect(outcome.state).toMatchObject({ status: 'rectification', review: { team, rectification: 'open' } });
    expect(outcome.file.reviewers).toEqual(['reviewer', 'expert-2', 'expert-3']);
  });

  test.each<[CommandName, keyof typeof REACHED]>([
    ['PostponeReview', 'technical-review'],
    ['ResumeReview', 'review-postponed'],
    ['OrderRectification', 'technical-review'],
    ['VerifyRectification', 'rectification-check'],
    ['ConcludeReview', 'technical-review'],
    ['StopReview', 'rectification'],
  ])('%s in %s is given by a member, whether leader or not', (name, status) => {
    const give = (by: typeof reviewer) => given(...REACHED[status]).when(name, PAYLOADS[name], { at: '2026-03-13', by });
    give(colleague).thenRejected('not-on-the-team', '办法24');
    expect(permitted(fold(REACHED[status]), colleague, law)).not.toContain(name);
    for (const member of [reviewer, expert]) {
      expect(isRejection(give(member).decision)).toBe(false);
      expect(permitted(fold(REACHED[status]), member, law)).toContain(name);
    }
  });
});
