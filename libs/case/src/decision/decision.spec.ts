import { type Conclusion } from '#law';
import { awaitingDecision, PAYLOADS, received, REACHED, renewal } from '../cases.testing.js';
import { applicant, clerk, clocksOf, colleague, decisionMaker, given, head, on, reviewer } from '../given.testing.js';

const at = '2026-03-18';

const inDecision = given(...awaitingDecision);

describe('GrantQualification', () => {
  test('orders a new certificate and starts the clock of its delivery', () => {
    const outcome = inDecision.when('GrantQualification', { note: '同意' }, { at });
    const certificate = {
      action: 'issue',
      prefix: '26282034', // 2026, Gansu, field 20, sector 34
      holder: { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）' },
      field: '20',
      issuedOn: '2026-03-18',
      validTo: '2032-03-18',
    };
    outcome.then({ type: 'QualificationGranted', data: { note: '同意', certificate } });
    expect(outcome.state).toMatchObject({ status: 'granted', deemed: false });
    expect(clocksOf(outcome.state, at)).toMatchObject({ T22: { state: 'met', counted: 2 }, T31: { due: '2026-03-27' } });
  });

  test('the head may decide as well', () => {
    inDecision.when('GrantQualification', {}, { at, by: head }).then('QualificationGranted');
  });

  test.each(['reviewer', 'expert-2'])('not %s, who sat in the review', (id) => {
    inDecision.when('GrantQualification', {}, { at, by: { id, role: 'decision-maker' } }).thenRejected('four-eyes', '许可法34');
  });

  test.each(['RectificationOrdered', 'RectificationVerified'] as const)('nor whoever did no more than %s', (part) => {
    const by = (type: string) => (type === part ? colleague : reviewer);
    const events = [
      ...REACHED['technical-review'],
      on('2026-03-10', 'RectificationOrdered', { withinWorkingDays: 5, items: [] }, by('RectificationOrdered')),
      on('2026-03-11', 'RectificationSubmitted', {}, applicant),
      on('2026-03-12', 'RectificationVerified', { passed: true }, by('RectificationVerified')),
      on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '符合' }),
    ];
    given(...events)
      .when('GrantQualification', {}, { at, by: { id: colleague.id, role: 'decision-maker' } })
      .thenRejected('four-eyes', '办法29');
  });

  const concluded = (conclusion: Conclusion, before = REACHED['technical-review']) =>
    given(...before, on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion })).when('GrantQualification', {}, { at });

  test('only on a review that allows it', () => {
    concluded('不符合').thenRejected('conclusion-forbids-grant', '办法26', '评审准则15');
    concluded('基本符合').thenRejected('rectification-missing', '办法26');
    concluded('基本符合', REACHED['rectification-check']).then('QualificationGranted');
  });

  test('not after a failed review on paper', () => {
    given(...REACHED['document-review'], on('2026-03-10', 'DocumentReviewFailed', { conclusion: '不符合', reasons: ['矛盾'] }))
      .when('GrantQualification', {}, { at })
      .thenRejected('conclusion-forbids-grant');
  });
});

describe('RefuseQualification', () => {
  test('with reasons and remedies, those of the law unless others are given', () => {
    const outcome = inDecision.when('RefuseQualification', { reasons: ['设备不足'] }, { at });
    outcome.then({
      type: 'QualificationRefused',
      data: { reasons: ['设备不足'], remedies: { litigation: expect.stringContaining('6个月') as string } },
    });
    expect(outcome.state).toMatchObject({ status: 'refused', reasons: ['设备不足'] });
    const remedies = { reconsideration: '甲', litigation: '乙' };
    inDecision
      .when('RefuseQualification', { reasons: ['设备不足'], remedies }, { at })
      .then({ type: 'QualificationRefused', data: { remedies } });
  });

  test('never without a reason, never by a reviewer', () => {
    inDecision.when('RefuseQualification', { reasons: [] }, { at }).thenRejected('reasons-missing', '许可法38');
    const by = { id: 'reviewer', role: 'head' } as const;
    inDecision.when('RefuseQualification', PAYLOADS.RefuseQualification, { at, by }).thenRejected('four-eyes');
  });
});

describe('ExtendDecision', () => {
  const extend = (by = head, day = at, events = awaitingDecision, reason = '案情复杂') =>
    given(...events).when('ExtendDecision', { reason }, { at: day, by });

  test('ten working days on top, by the head', () => {
    extend().then({ type: 'DecisionExtended', data: { reason: '案情复杂', byWorkingDays: 10 } });
    // Ten working days from 03-16 end on 03-30; ten more, Tomb-Sweeping Day on 04-06 being off, on 04-14.
    expect(clocksOf(extend().state, at)).toMatchObject({ T22: { extended: 10, due: '2026-04-14', state: 'running' } });
  });

  test('once', () => {
    const extended = [...awaitingDecision, on('2026-03-17', 'DecisionExtended', { reason: '甲', byWorkingDays: 10 }, head)];
    extend(head, at, extended).thenRejected('already-extended', '许可法42');
  });

  test('with a reason that is told (许可法42)', () => {
    extend(head, at, awaitingDecision, ' ').thenRejected('extension-reason-missing', '许可法42');
  });

  test('by nobody else', () => {
    extend(decisionMaker).thenRejected('wrong-role');
  });

  test('on the last day still, not after it: an overrun is not mended', () => {
    extend(head, '2026-03-30T23:59:59').then('DecisionExtended');
    extend(head, '2026-03-31T00:00:00').thenRejected('nothing-to-extend', '许可法42');
  });

  test('also where there was no review', () => {
    const change = [
      received({ ...renewal('2026-12-31'), kind: 'CHG_NAME' }),
      on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk),
    ];
    // Twenty working days from 03-05 end on 04-02, ten more on 04-17.
    expect(clocksOf(extend(head, at, change).state, at)).toMatchObject({ T23: { extended: 10, due: '2026-04-17' } });
  });
});
