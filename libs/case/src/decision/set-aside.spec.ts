import { localDate } from '#kernel';
import { awaitingDecision, PAYLOADS, REACHED, renewal, received, TEAM } from '../cases.testing.js';
import { applicant, clerk, clocksOf, decider, decisionMaker, given, head, on, reviewer } from '../given.testing.js';
import type { CaseCommands, CaseEvents } from '../index.js';

const at = '2026-05-12';
const { instrument, ...ordered } = PAYLOADS.RecordRefusalSetAside;
const setAside = (more: Partial<CaseCommands['RecordRefusalSetAside']> = {}) => ({
  ...ordered,
  instrument: { ...instrument, date: localDate('2026-05-11') },
  ...more,
});
const remedies = { reconsideration: '60日内申请行政复议', litigation: '6个月内提起行政诉讼' };
const refusedFor = (reasons: string[], more: Partial<CaseEvents['QualificationRefused']> = {}) => [
  ...awaitingDecision,
  on('2026-03-18', 'QualificationRefused', { reasons, remedies, ...more }, decisionMaker),
];
const refused = refusedFor(['设备不足', '人员不足']);
const reopened = (more: Parameters<typeof setAside>[0] = {}, events = refused) =>
  given(...events).when('RecordRefusalSetAside', setAside(more), { at });

describe('RecordRefusalSetAside', () => {
  test('the case waits for its decision again, with a clock and a key of its own; the refusal stays on record', () => {
    const outcome = reopened();
    outcome.then({
      type: 'RefusalSetAside',
      data: { resumes: 'decision', withinWorkingDays: 10, timeSetBy: 'law', refusal: 1, orders: '责令重新作出' },
    });
    expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '符合' });
    expect(outcome.file.setAside).toMatchObject([{ reasons: ['设备不足', '人员不足'], refusedOn: '2026-03-18', on: at }]);
    expect(clocksOf(outcome.state, at)).toMatchObject({ T22: { state: 'met' }, T25: { state: 'running', due: '2026-05-26' } });
    expect(decider.uniqueKeys?.(outcome.state)).toEqual(['open-case/91620102MA7ABCD12B/INITIAL']);
    const granted = given(...outcome.events).when('GrantQualification', {}, { at: '2026-05-20' });
    granted.then('QualificationGranted');
    expect(clocksOf(granted.state, '2026-05-20')).toMatchObject({ T25: { state: 'met', counted: 6 } });
  });

  test('what the instrument sets goes first, and running out is recorded and decides nothing', () => {
    const outcome = reopened({ withinWorkingDays: 5 });
    expect(clocksOf(outcome.state, at)).toMatchObject({ T25: { due: '2026-05-19' } });
    const late = given(...outcome.events).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-05-20' });
    late.then({ type: 'TimeLimitBreached', data: { limit: 'T25' } });
    expect(late.state.status).toBe('awaiting-decision');
  });

  test('a refusal to accept goes back to the window, for five days and without silence that accepts', () => {
    const outcome = given(...REACHED.declined).when('RecordRefusalSetAside', setAside(), { at });
    outcome.then({ type: 'RefusalSetAside', data: { resumes: 'acceptance', withinWorkingDays: 5 } });
    expect(clocksOf(outcome.state, at)).toMatchObject({ T25: { due: '2026-05-19' } });
    const late = given(...outcome.events).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-06-20' });
    late.then('TimeLimitBreached');
    const accepted = given(...outcome.events).when('AcceptApplication', {}, { at: '2026-05-14' });
    accepted.then('ApplicationAccepted');
    expect(clocksOf(accepted.state, '2026-05-14')).toMatchObject({ T25: { state: 'met' }, T11: { state: 'running' } });
  });

  test('where the review fell with the refusal it is done again, by the same form, with the days of both', () => {
    const failed = [
      ...REACHED['technical-review'],
      on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '不符合' }),
      on('2026-03-18', 'QualificationRefused', { reasons: ['不符合'], remedies }, decisionMaker),
    ];
    expect(reopened({}, failed).state).toMatchObject({ status: 'awaiting-decision', conclusion: '不符合' });
    const outcome = reopened({ reviewAnew: true }, failed);
    outcome.then({ type: 'RefusalSetAside', data: { resumes: 'review', withinWorkingDays: 40 } });
    expect(outcome.state.status).toBe('awaiting-commission');
    const again = given(...outcome.events).when('CommissionReview', { team: TEAM }, { at: '2026-05-13' });
    // Thirty days from 05-12: 13 … 15, 18 … 22, 25 … 29, 1 … 5, 8 … 12, 15 … 18, 22 … 24 June; the 19th is 端午.
    again.then({ type: 'ReviewCommissioned', data: { told: { workingDays: 30, due: '2026-06-24' } } });
    const sooner = given(...reopened({ reviewAnew: true, withinWorkingDays: 15 }, failed).events);
    sooner
      .when('CommissionReview', { team: TEAM }, { at: '2026-05-13' })
      .then({ type: 'ReviewCommissioned', data: { told: { workingDays: 15, due: '2026-06-02' } } });
    const passed = given(...again.events).when('ConcludeReview', { conclusion: '符合' }, { at: '2026-05-18', by: reviewer });
    given(...passed.events)
      .when('GrantQualification', {}, { at: '2026-05-19' })
      .then('QualificationGranted');
  });

  test('a review on paper is done again on paper; without a review there is none to repeat', () => {
    const onPaper = [
      ...REACHED['document-review'],
      on('2026-03-10', 'DocumentReviewFailed', { conclusion: '不符合', reasons: ['矛盾'] }),
      on('2026-03-18', 'QualificationRefused', { reasons: ['矛盾'], remedies }, decisionMaker),
    ];
    expect(reopened({ reviewAnew: true }, onPaper).state.status).toBe('document-review');
    given(...REACHED.declined)
      .when('RecordRefusalSetAside', setAside({ reviewAnew: true }), { at })
      .thenRejected('no-review-to-repeat');
  });

  test('it names its instrument (行政复议法64, 行政诉讼法70)', () => {
    const named = { authority: '示例法院（虚构）', number: '1号', date: localDate('2026-05-11') };
    reopened({ instrument: { ...named, authority: ' ' } }).thenRejected('instrument-missing', '行政复议法64', '行政诉讼法70');
    reopened({ instrument: { ...named, number: '' } }).thenRejected('instrument-missing');
    reopened({ instrument: { ...named, date: localDate('2026-03-17') } }).thenRejected('instrument-date-invalid', '行政诉讼法70');
    reopened({ instrument: { ...named, date: localDate('2026-05-13') } }).thenRejected('instrument-date-invalid');
    reopened({ reason: ' ' }).thenRejected('set-aside-reason-missing');
    reopened({ withinWorkingDays: 0 }).thenRejected('set-aside-time-invalid');
    reopened({ withinWorkingDays: 121 }).thenRejected('set-aside-time-invalid');
  });

  test('only by the head', () => {
    given(...refused)
      .when('RecordRefusalSetAside', setAside(), { at, by: clerk })
      .thenRejected('wrong-role');
    given(...refused)
      .when('RecordRefusalSetAside', setAside(), { at, by: applicant })
      .thenRejected('wrong-role');
  });
});

describe('the second decision', () => {
  const refuse = (reasons: string[], more: Parameters<typeof setAside>[0] = {}, by = decisionMaker) =>
    given(...reopened(more).events).when('RefuseQualification', { reasons }, { at: '2026-05-14', by });

  test('is no refusal on the same reasons (行政复议法64, 行政诉讼法71)', () => {
    refuse(['设备不足']).thenRejected('same-reasons-again', '行政复议法64', '行政诉讼法71');
    refuse(['人员不足 ', '设备不足'], {}, head).thenRejected('same-reasons-again');
    refuse(['设备不足', '场所不符']).then('QualificationRefused');
  });

  test.each(['设备不足。', ' 设备不足！', '（设备不足）', '设备，不足', '“设备不足”；', '设备不足……', '。', '设备·不足.'])(
    'nor where only its marks differ: %s',
    (reason) => {
      refuse([reason]).thenRejected('same-reasons-again');
    },
  );

  test.each(['设备不足两台', '设备4.11项不足', '第4.1条不符'])('another reason is another: %s', (reason) => {
    const before = refusedFor(['设备不足', '设备41.1项不足', '第41条不符']);
    given(...reopened({}, before).events)
      .when('RefuseQualification', { reasons: [reason] }, { at: '2026-05-14' })
      .then('QualificationRefused');
  });

  test('after a fault of procedure it may be, by somebody else (行政复议法64, 行政诉讼法71)', () => {
    refuse(['设备不足'], { forProcedure: true }).thenRejected('refused-before', '行政复议法64', '行政诉讼法71');
    refuse(['设备不足'], { forProcedure: true }, head).then('QualificationRefused');
  });

  test('nor is an application declined on the same reasons', () => {
    const { events } = given(...REACHED.declined).when('RecordRefusalSetAside', setAside(), { at });
    const decline = (reason: string) => given(...events).when('DeclineApplication', { reasons: [reason] }, { at: '2026-05-13' });
    decline('不属于职权范围').thenRejected('same-reasons-again');
    decline('不需要取得资质认定').then('ApplicationDeclined');
  });

  test('may be set aside too, and each refusal for falsehood has its own number', () => {
    const first = reopened({}, refusedFor(['设备虚假'], { falsehood: true, uscc: '91620102MA7ABCD12B' }));
    first.then({ type: 'RefusalSetAside', data: { refusal: 1, falsehood: true, uscc: '91620102MA7ABCD12B' } });
    const data = { reasons: ['报告虚假'], falsehood: true };
    const second = given(...first.events).when('RefuseQualification', data, { at: '2026-05-14' });
    second.then({ type: 'QualificationRefused', data: { falsehood: true, refusal: 2 } });
    const third = given(...second.events).when(
      'RecordRefusalSetAside',
      setAside({ instrument: { ...instrument, date: localDate('2026-05-20') } }),
      {
        at: '2026-05-21',
      },
    );
    third.then({ type: 'RefusalSetAside', data: { refusal: 2 } });
    given(...third.events)
      .when('RefuseQualification', { reasons: ['设备虚假'] }, { at: '2026-05-22' })
      .thenRejected('same-reasons-again');
  });
});

test('a renewal that was refused and is open again is not renewed by silence', () => {
  const events = [
    received(renewal('2026-07-31')),
    on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk),
    ...awaitingDecision.slice(2),
    on('2026-03-18', 'QualificationRefused', { reasons: ['设备不足'], remedies }, decisionMaker),
  ];
  const open = reopened({}, events);
  const late = given(...open.events).when('ExpireTimeLimit', PAYLOADS.ExpireTimeLimit, { at: '2026-09-01' });
  late.then('TimeLimitBreached');
});
