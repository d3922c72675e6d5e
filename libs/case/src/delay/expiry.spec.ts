import { ENGINE, localDate, type Dated } from '#kernel';
import { awaitingDecision, commissioned, ordered, PAYLOADS, received, renewal, REACHED, submission } from '../cases.testing.js';
import { applicant, clerk, clocksOf, decisionMaker, given, head, on, reviewer, time } from '../given.testing.js';
import type { CaseEvent } from '../index.js';

const wakeUp = PAYLOADS.ExpireTimeLimit;
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('silence at the window', () => {
  // Five working days from Monday 2026-03-02 end on Monday the 9th.
  const at = '2026-03-10T00:00:00';

  test('accepted as of the receipt, recorded at 24:00 of the last day (许可法32(四))', () => {
    const outcome = given(received()).when('ExpireTimeLimit', wakeUp, { at });
    outcome.then({
      type: 'ApplicationDeemedAccepted',
      data: { limit: 'T01', run: 1, due: localDate('2026-03-09'), reviewForm: 'ON_SITE' },
      effectiveAt: time('2026-03-02'),
      actor: ENGINE,
    });
    expect(outcome.events.at(-1)).toMatchObject({ recordedAt: time(at) });
    expect(outcome.state).toMatchObject({ status: 'awaiting-commission', file: { acceptedAt: time('2026-03-02') } });
    expect(clocksOf(outcome.state, at)).toMatchObject({
      T01: { state: 'lapsed', counted: 5, ended: '2026-03-09' },
      T11: { state: 'running', started: '2026-03-02', counted: 5 },
    });
  });

  test('what nobody said was missing is waited for (许可法31, 38)', () => {
    const gap = received({ materials: submission().materials.filter(({ material }) => material !== 'M10') });
    const silence = given(gap).when('ExpireTimeLimit', wakeUp, { at });
    silence.then({ type: 'ApplicationDeemedAccepted', data: { outstanding: ['M10'] } });
    const reviewed = [
      ...silence.events,
      commissioned,
      on('2026-03-16', 'ReviewConcluded', { form: 'ON_SITE', conclusion: '符合' }, reviewer),
    ];
    given(gap, ...reviewed)
      .when('GrantQualification', {}, { at: '2026-03-17' })
      .thenRejected('outstanding-missing', '许可法38');
    const supplied = given(gap, ...reviewed).when('SupplyOutstanding', {}, { at: '2026-03-17', by: applicant });
    given(gap, ...reviewed, ...supplied.events)
      .when('GrantQualification', {}, { at: '2026-03-18' })
      .then('QualificationGranted');
  });

  test('a moment before, nothing has happened', () => {
    given(received()).when('ExpireTimeLimit', wakeUp, { at: '2026-03-09T23:59:59' }).then();
  });

  test('after a correction as of the day on which the materials came in again', () => {
    const supplied = on('2026-03-06', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant);
    const outcome = given(...REACHED['awaiting-correction'], supplied).when('ExpireTimeLimit', wakeUp, {
      at: '2026-03-14T00:00:00',
    });
    outcome.then({ type: 'ApplicationDeemedAccepted', data: { limit: 'T04' }, effectiveAt: time('2026-03-06T00:00:00') });
    expect(clocksOf(outcome.state, '2026-03-14')).toMatchObject({ T04: { state: 'lapsed' }, T11: { started: '2026-03-06' } });
  });

  test('also where no review follows', () => {
    const change = received({ ...renewal('2026-12-31'), kind: 'CHG_NAME' });
    const outcome = given(change).when('ExpireTimeLimit', wakeUp, { at });
    outcome.then({ type: 'ApplicationDeemedAccepted', data: { reviewForm: 'NONE' } });
    expect(outcome.state.status).toBe('awaiting-decision');
    expect(clocksOf(outcome.state, at)).toMatchObject({ T23: { started: '2026-03-02' } });
  });

  test('no command can get in before a late alarm: the law comes first, by the engine', () => {
    given(received())
      .when('DeclineApplication', { reasons: ['太晚'] }, { at })
      .thenRejected('wrong-state');
    given(received()).when('AcceptApplication', {}, { at: '2026-03-10' }).thenRejected('wrong-state');
    const withdrawn = given(received()).when('WithdrawApplication', {}, { at: '2026-03-12' });
    withdrawn.then(
      { type: 'ApplicationDeemedAccepted', actor: ENGINE, effectiveAt: time('2026-03-02') },
      { type: 'ApplicationWithdrawn' },
    );
    expect(withdrawn.events.at(-1)?.actor).toEqual(applicant);
  });
});

describe('a correction that nobody answers', () => {
  // Ten working days from Wednesday 2026-03-04 end on the 18th.
  const asked = REACHED['awaiting-correction'];

  test('is a withdrawal (程序暂行规定18)', () => {
    const outcome = given(...asked).when('ExpireTimeLimit', wakeUp, { at: '2026-03-19T00:00:00' });
    outcome.then({
      type: 'ApplicationDeemedWithdrawn',
      data: { limit: 'T03', run: 1, due: localDate('2026-03-18') },
      actor: ENGINE,
    });
    expect(outcome.state).toMatchObject({ status: 'withdrawn', deemed: true });
    expect(clocksOf(outcome.state, '2026-03-20')).toMatchObject({ T03: { state: 'lapsed', ended: '2026-03-18' } });
    given(...asked)
      .when('SupplyCorrection', PAYLOADS.SupplyCorrection, { at: '2026-03-19T00:00:00' })
      .thenRejected('wrong-state');
    given(...asked)
      .when('SupplyCorrection', PAYLOADS.SupplyCorrection, { at: '2026-03-18T23:59:59' })
      .then('CorrectionSupplied');
  });

  test('under the rules before, the case stays open', () => {
    const old = [received({}, '2026-03-02', 'CMA-2015/2'), ...asked.slice(1)];
    given(...old)
      .when('ExpireTimeLimit', wakeUp, { at: '2026-05-19' })
      .then();
    given(...old)
      .when('SupplyCorrection', PAYLOADS.SupplyCorrection, { at: '2026-05-19' })
      .then('CorrectionSupplied');
  });
});

test('a rectification that is not handed in ends the review 不符合 (办法26)', () => {
  const outcome = given(...REACHED.rectification).when('ExpireTimeLimit', wakeUp, { at: '2026-03-25T00:00:00' });
  outcome.then({ type: 'RectificationOverdue', data: { limit: 'T13', run: 1, due: localDate('2026-03-24') }, actor: ENGINE });
  expect(outcome.state).toMatchObject({ status: 'awaiting-decision', conclusion: '不符合', rectified: false });
  expect(clocksOf(outcome.state, '2026-03-25')).toMatchObject({
    T11: { state: 'met', ended: '2026-03-24', counted: 3, stopped: 10 },
    T13: { state: 'breached', ended: '2026-03-24' },
    T22: { state: 'running', started: '2026-03-25' },
  });
  const decision = given(...outcome.events);
  decision.when('GrantQualification', {}, { at: '2026-03-26' }).thenRejected('conclusion-forbids-grant');
  decision.when('RefuseQualification', { reasons: ['逾期未整改'] }, { at: '2026-03-26' }).then('QualificationRefused');
});

describe('the authority runs late', () => {
  // Ten working days from 2026-03-16 end on the 30th.
  test('that is recorded once, decides nothing and stays on the record (许可法74)', () => {
    const breach = {
      type: 'TimeLimitBreached',
      data: { limit: 'T22', run: 1, due: localDate('2026-03-30') },
      actor: ENGINE,
    } as const;
    const outcome = given(...awaitingDecision).when('ExpireTimeLimit', wakeUp, { at: '2026-03-31T00:00:00' });
    outcome.then(breach);
    expect(outcome.state.status).toBe('awaiting-decision');
    given(...outcome.events)
      .when('ExpireTimeLimit', wakeUp, { at: '2026-04-30' })
      .then();
    const granted = given(...outcome.events).when('GrantQualification', {}, { at: '2026-04-02' });
    granted.then('QualificationGranted');
    expect(clocksOf(granted.state, '2026-04-30')).toMatchObject({ T22: { state: 'breached', ended: '2026-04-02', counted: 13 } });
  });

  test('a late decision brings its own breach along', () => {
    const outcome = given(...awaitingDecision).when('GrantQualification', {}, { at: '2026-04-02', by: decisionMaker });
    outcome.then({ type: 'TimeLimitBreached', actor: ENGINE, effectiveAt: time('2026-03-31T00:00:00') }, 'QualificationGranted');
    expect(outcome.events.at(-1)?.actor).toEqual(decisionMaker);
  });

  test('an extension moves the day', () => {
    const extended = [...awaitingDecision, on('2026-03-30', 'DecisionExtended', { reason: '复杂', byWorkingDays: 10 }, head)];
    given(...extended)
      .when('ExpireTimeLimit', wakeUp, { at: '2026-04-14T23:59:59' })
      .then();
    given(...extended)
      .when('ExpireTimeLimit', wakeUp, { at: '2026-04-15T00:00:00' })
      .then('TimeLimitBreached');
  });
});

describe('several limits ran out while the engine was off', () => {
  const types = (...past: readonly Dated<CaseEvent>[]) =>
    typesOf(
      given(...past)
        .when('ExpireTimeLimit', wakeUp, { at: '2026-12-01' })
        .events.slice(past.length),
    );

  test('each with its consequence, in the order in which the law made them', () => {
    expect(types(received())).toEqual(['ApplicationDeemedAccepted', 'TimeLimitBreached']);
    expect(types(received(renewal('2026-06-02')))).toEqual([
      'ApplicationDeemedAccepted',
      'TimeLimitBreached',
      'RenewalDeemedGranted',
    ]);
    expect(types(...REACHED.rectification)).toEqual(['RectificationOverdue', 'TimeLimitBreached']);
    expect(types(...REACHED['awaiting-correction'])).toEqual(['ApplicationDeemedWithdrawn']);
  });

  test('acceptance after the expiry, dated back to before it, is renewed as well', () => {
    const items = [{ material: 'M10', reason: '缺' }];
    const asked = on('2026-03-05', 'CorrectionRequested', { items, respondWithinWorkingDays: 60 }, clerk);
    const supplied = on('2026-05-29', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant);
    const outcome = given(received(renewal('2026-06-02')), asked, supplied).when('ExpireTimeLimit', wakeUp, {
      at: '2026-06-06T00:00:00',
    });
    outcome.then(
      { type: 'ApplicationDeemedAccepted', effectiveAt: time('2026-05-29T00:00:00') },
      { type: 'RenewalDeemedGranted', effectiveAt: time('2026-06-03T00:00:00') },
    );
  });

  test('a second rectification, a breach on each clock', () => {
    const events = [
      ...REACHED['technical-review'],
      ordered('2026-03-10', 5),
      on('2026-03-12', 'RectificationSubmitted', {}, applicant),
      on('2026-03-13', 'RectificationVerified', { passed: false }),
      ordered('2026-03-16', 5),
      on('2026-03-18', 'RectificationSubmitted', {}, applicant),
    ];
    const outcome = given(...events).when('ExpireTimeLimit', wakeUp, { at: '2026-12-01' });
    outcome.then(
      { type: 'TimeLimitBreached', data: { limit: 'T14', run: 2 } },
      { type: 'TimeLimitBreached', data: { limit: 'T11', run: 1 } },
    );
  });
});
