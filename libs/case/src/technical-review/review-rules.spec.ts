import { CHECKED, commissioned, received, REACHED, renewal, submission, TEAM } from '../cases.testing.js';
import { clerk, clocksOf, expert, given, reviewer, USCC } from '../given.testing.js';
import type { Finding } from '../index.js';

/** What decides whether paper is enough, and what a review may not overlook. */

describe('few parameters within the ability held (评审准则16, 附件2 3.2.1)', () => {
  const extension = (more: object = {}) =>
    received({ ...renewal('2026-12-31'), kind: 'SCOPE_EXT', withinHeldAbility: true, ...more });
  const accept = (fewParameters: string | undefined, application = extension()) =>
    given(application).when('AcceptApplication', fewParameters === undefined ? {} : { fewParameters }, { at: '2026-03-04' });

  test('the clerk says that they are few, with the reason: reviewed on paper', () => {
    const outcome = accept('仅增加2个参数');
    outcome.then({ type: 'ApplicationAccepted', data: { reviewForm: 'WRITTEN', fewParameters: '仅增加2个参数' } });
    expect(outcome.state.status).toBe('document-review');
  });

  test('without such a word it is reviewed on site', () => {
    accept(undefined).then({ type: 'ApplicationAccepted', data: { reviewForm: 'ON_SITE' } });
  });

  test.each<[string, object]>([
    ['another kind', { kind: 'CHG_SITE' }],
    ['ability that is not held', { withinHeldAbility: false }],
    ['a body on a list', { standing: { ...submission().standing, badCreditList: true } }],
  ])('not for %s', (_what, more) => {
    accept('仅增加2个参数', extension(more)).thenRejected('paper-review-not-open', '评审准则16');
  });

  test('not without the reason', () => {
    accept('  ').thenRejected('paper-review-not-open', '评审准则 附件2 3.2.1');
  });
});

describe('the checklist of a review on paper (评审准则 附件2 3.1)', () => {
  const pass = (...checks: { item: string; passed: boolean }[]) =>
    given(...REACHED['document-review']).when('PassDocumentReview', { checks }, { at: '2026-03-10' });

  test('passed item by item', () => {
    pass(...CHECKED).then({ type: 'DocumentReviewPassed', data: { checks: CHECKED } });
  });

  test.each(['papers-match-facts', 'no-contradictions', 'not-copied'])('one that failed forbids passing: %s', (item) => {
    pass({ item, passed: false }).thenRejected('integrity-in-doubt', '评审准则 附件2 3.1');
  });

  test('not before every point of it was looked at (评审准则 附件2 3.1)', () => {
    pass().thenRejected('checks-missing', '评审准则 附件2 3.1');
    expect(pass(...CHECKED.slice(0, 2)).decision).toMatchObject({
      code: 'checks-missing',
      field: 'checks',
      allowed: ['not-copied'],
      zh: expect.stringContaining('与其他申请人资料不雷同') as string,
    });
    given(received(renewal('2026-12-31'), '2026-03-02', 'CMA-2021/2'), ...REACHED['document-review'].slice(1))
      .when('PassDocumentReview', {}, { at: '2026-03-10' })
      .then('DocumentReviewPassed');
  });

  test('nothing is checked that the rules do not name', () => {
    pass({ item: 'nice-paper', passed: true }).thenRejected('check-unknown', '评审准则 附件2 3.1');
  });
});

describe('doubt on paper (评审准则 附件2 3.5)', () => {
  const order = (form: 'ON_SITE' | 'REMOTE', policy?: string) =>
    given(received(renewal('2026-12-31'), '2026-03-02', policy), ...REACHED['document-review'].slice(1)).when(
      'OrderOnSiteReview',
      { reason: '存疑', form },
      { at: '2026-03-10' },
    );

  test('may be settled remotely, on one of the grounds', () => {
    const outcome = order('REMOTE');
    outcome.then({ type: 'OnSiteReviewOrdered', data: { form: 'REMOTE' } });
    expect(outcome.file.reviewForm).toBe('REMOTE');
    given(...outcome.events)
      .when('CommissionReview', { team: TEAM, remoteGround: 'few-parameters' }, { at: '2026-03-11' })
      .then({ type: 'ReviewCommissioned', data: { form: 'REMOTE', remoteGround: 'few-parameters' } });
  });

  test('not where the law knows no remote review (办法(2015)10)', () => {
    order('REMOTE', 'CMA-2015/2').thenRejected('review-form-not-open', '办法11(三)');
    order('ON_SITE', 'CMA-2015/2').then('OnSiteReviewOrdered');
  });
});

describe('CommissionReview', () => {
  const commission = (data: object, policy?: string) =>
    given(received({}, '2026-03-02', policy), ...REACHED['awaiting-commission'].slice(1)).when(
      'CommissionReview',
      { team: TEAM, ...data },
      { at: '2026-03-09', by: clerk },
    );

  test('remotely only on a ground of the rules (评审准则17)', () => {
    commission({ form: 'REMOTE' }).thenRejected('remote-ground-missing', '评审准则17');
    commission({ form: 'REMOTE', remoteGround: 'cheaper' }).thenRejected('remote-ground-missing', '评审准则17');
    commission({ form: 'REMOTE', remoteGround: 'force-majeure' }).then('ReviewCommissioned');
    commission({ form: 'ON_SITE' }).then('ReviewCommissioned');
  });

  test('before those rules no ground was asked for', () => {
    commission({ form: 'REMOTE' }, 'CMA-2021/2').then('ReviewCommissioned');
  });

  test('nobody reviews a body they consulted for (办法29)', () => {
    const team = [
      { id: 'a', leader: true, conflicts: ['12620000438012348J'] },
      { id: 'b', conflicts: [USCC] },
    ];
    commission({ team }).thenRejected('team-recusal', '办法29');
    commission({ team: [team[0], { id: 'c' }] }).then('ReviewCommissioned');
  });

  test('the body of an account is one that its holder is tied to, and is on record as such (办法29)', () => {
    commission({
      team: [
        { id: 'a', leader: true },
        { id: 'b', uscc: USCC },
      ],
    }).thenRejected('team-recusal', '办法29');
    const [other, former] = ['12620000438012348J', '91620100MA71234569'];
    const named = { id: 'a', leader: true, conflicts: [former], uscc: other };
    const kept = { id: 'a', leader: true, conflicts: [former, other] };
    commission({ team: [named, { id: 'c' }] }).then({ type: 'ReviewCommissioned', data: { team: [kept, { id: 'c' }] } });
  });
});

describe('starred clauses (评审准则 附件4)', () => {
  const conclude = (conclusion: '符合' | '基本符合' | '不符合', ...findings: Finding[]) =>
    given(...REACHED['rectification-check']).when('ConcludeReview', { conclusion, findings }, { at: '2026-03-16' });

  test.each(['2.8.1', '2.9.1', '2.10.1', '2.11.1', '2.12.4'])('%s failed: the whole review failed', (clause) => {
    const failed = { clause, result: '不符合' } as const;
    conclude('符合', failed).thenRejected('starred-clause-failed', '评审准则 附件4');
    conclude('基本符合', failed).thenRejected('starred-clause-failed', '评审准则 附件4');
    conclude('不符合', failed).then('RectificationVerified', { type: 'ReviewConcluded', data: { findings: [failed] } });
  });

  test.each(['2.9', '2.9.0', '2.9.1 ', '２.９.１', '3.1.1', '设备'])(
    '%j is no clause of the rules (评审准则 附件4)',
    (clause) => {
      const outcome = conclude('符合', { clause: '2.9.1', result: '符合' }, { clause, result: '不符合' });
      outcome.thenRejected('clause-unknown', '评审准则 附件4');
      expect(outcome.decision).toMatchObject({
        field: 'findings[1].clause',
        allowed: expect.arrayContaining(['2.8.1, 2.8.2 …']),
      });
    },
  );

  test('a body of the environment is asked more, under rules that list no clauses they are free', () => {
    const findings: Finding[] = [{ clause: 'lims', result: '不符合' }];
    const under = (policy: string, more: object) =>
      given(received(more, '2026-03-02', policy), ...REACHED['rectification-check'].slice(1)).when(
        'ConcludeReview',
        { conclusion: '基本符合', findings },
        { at: '2026-03-16' },
      );
    under('CMA-2021/2+REV-2023/2+ENV-2025/1', { field: '12' }).then('RectificationVerified', 'ReviewConcluded');
    under('CMA-2021/2+REV-2023/2+ENV-2025/1', { field: '20' }).thenRejected('clause-unknown');
    under('CMA-2021/2', {}).then('RectificationVerified', 'ReviewConcluded');
  });

  test('one clause has one result (评审准则 附件4)', () => {
    const found = { clause: '2.9.2', result: '符合' } as const;
    conclude('基本符合', found, { ...found, result: '不符合' }).thenRejected('findings-contradict', '评审准则 附件4');
    conclude('基本符合', found, { ...found, note: '另一处' }).then('RectificationVerified', 'ReviewConcluded');
  });

  test('another clause, or another result, leaves the conclusion open', () => {
    conclude('基本符合', { clause: '2.12.9', result: '不符合' }).then('RectificationVerified', 'ReviewConcluded');
    conclude('基本符合', { clause: '2.9.1', result: '基本符合' }).then('RectificationVerified', 'ReviewConcluded');
  });

  test('符合 only where no clause fell short; otherwise it is rectified, or fails (评审准则15)', () => {
    const found = { clause: '2.12.9', result: '符合' } as const;
    for (const result of ['不符合', '基本符合'] as const) {
      const checked = conclude('符合', found, { clause: '2.9.2', result });
      checked.thenRejected('findings-against-conclusion', '评审准则15');
      expect(checked.decision).toMatchObject({ field: 'findings[1].result', allowed: ['基本符合', '不符合'] });
      const reviewed = given(...REACHED['technical-review']).when(
        'ConcludeReview',
        { conclusion: '符合', findings: [{ clause: '2.9.2', result }] },
        { at: '2026-03-16' },
      );
      reviewed.thenRejected('findings-against-conclusion', '评审准则15');
      expect(reviewed.decision).toMatchObject({ allowed: ['OrderRectification', '不符合'] });
    }
    conclude('符合', found, { clause: '2.9.2', result: '不适用' }).then('RectificationVerified', 'ReviewConcluded');
  });
});

describe('StopReview (评审准则 附件1 4.7)', () => {
  const stop = (data: object = {}, events = REACHED['technical-review'], by = reviewer) =>
    given(...events).when('StopReview', { ground: 'no-cooperation', consentOf: 'head', ...data }, { at: '2026-03-11', by });

  test.each(['technical-review', 'review-postponed', 'rectification'] as const)(
    'in %s: the review ends 不符合 and the decision begins',
    (status) => {
      const outcome = stop({}, REACHED[status]);
      outcome.then(
        { type: 'ReviewStopped', data: { ground: 'no-cooperation' } },
        {
          type: 'ReviewConcluded',
          data: { form: 'ON_SITE', conclusion: '不符合' },
        },
      );
      expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '不符合' });
      expect(clocksOf(outcome.state, '2026-03-12')).toMatchObject({ T11: { state: 'met' }, T22: { state: 'running' } });
      given(...outcome.events)
        .when('GrantQualification', {}, { at: '2026-03-12' })
        .thenRejected('conclusion-forbids-grant');
    },
  );

  test('only on a ground of the rules; those of remote reviews only in one', () => {
    stop({ ground: 'tired' }).thenRejected('stop-ground-unknown', '评审准则 附件1 4.7');
    stop({ ground: 'remote-unprepared' }).thenRejected('stop-ground-unknown', '评审准则 附件3 4.7');
    const remote = { ...commissioned, data: { ...commissioned.data, form: 'REMOTE' as const } } as typeof commissioned;
    stop({ ground: 'remote-unprepared' }, [...REACHED['awaiting-commission'], remote]).then('ReviewStopped', 'ReviewConcluded');
  });

  test.each([' ', 'reviewer', 'expert-2', 'applicant'])('only with the consent of the authority, not of %j', (who) => {
    stop({ consentOf: who }, REACHED['technical-review'], expert).thenRejected('stop-not-consented', '评审准则 附件1 4.7');
  });

  test('nor of somebody whose account belongs to the body (评审准则 附件1 4.7)', () => {
    stop({ consentUscc: USCC }).thenRejected('stop-not-consented', '评审准则 附件1 4.7');
    const outcome = stop({ consentName: '周涛', consentUscc: '12620000438012348J' });
    outcome.then({ type: 'ReviewStopped', data: { consentOf: 'head', consentName: '周涛' } }, 'ReviewConcluded');
    expect(outcome.events.at(-2)?.data).not.toHaveProperty('consentUscc');
  });

  test('a report that is being checked does not keep it going', () => {
    const outcome = given(...REACHED['rectification-check']).when(
      'StopReview',
      { ground: 'papers-differ-from-facts', consentOf: 'head' },
      { at: '2026-03-13' },
    );
    outcome.then('ReviewStopped', 'ReviewConcluded');
    expect(outcome.events.at(-1)?.data).toMatchObject({ conclusion: '不符合' });
  });
});

describe('falsehood (办法33, 许可法78)', () => {
  test('on record with the body where papers were false or something was concealed', () => {
    const declined = given(received()).when(
      'DeclineApplication',
      { reasons: ['提供虚假材料'], falsehood: true },
      { at: '2026-03-04' },
    );
    declined.then({ type: 'ApplicationDeclined', data: { falsehood: true, uscc: USCC } });
    expect(declined.state).toMatchObject({ status: 'declined', falsehood: true });
    const refused = given(...REACHED['awaiting-decision']).when(
      'RefuseQualification',
      { reasons: ['隐瞒有关情况'], falsehood: true },
      { at: '2026-03-17' },
    );
    refused.then({ type: 'QualificationRefused', data: { falsehood: true, uscc: USCC } });
    expect(refused.state).toMatchObject({ status: 'refused', falsehood: true });
  });

  test('not a word of it otherwise', () => {
    const declined = given(received()).when(
      'DeclineApplication',
      { reasons: ['不属于职权范围'], falsehood: false },
      { at: '2026-03-04' },
    );
    expect(declined.events.at(-1)?.data).not.toHaveProperty('falsehood');
    expect(declined.state).not.toHaveProperty('falsehood');
  });
});

describe('no refusal without reasons and remedies (许可法38)', () => {
  const refuse = (data: object) =>
    given(...REACHED['awaiting-decision']).when('RefuseQualification', { reasons: ['设备不足'], ...data }, { at: '2026-03-17' });

  test('blank reasons are none, and remedies that are given are not blank', () => {
    refuse({ reasons: [' ', ''] }).thenRejected('reasons-missing', '许可法38');
    refuse({ remedies: { reconsideration: '', litigation: '6个月' } }).thenRejected('remedies-missing', '许可法38');
    refuse({ remedies: { reconsideration: '60日', litigation: ' ' } }).thenRejected('remedies-missing', '许可法38');
    given(received())
      .when('DeclineApplication', { reasons: ['甲'], remedies: { reconsideration: '', litigation: '' } }, { at: '2026-03-04' })
      .thenRejected('remedies-missing', '许可法38');
  });
});
