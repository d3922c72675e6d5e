import { received, renewal } from '../cases.testing.js';
import { given, time } from '../given.testing.js';

describe('AcceptApplication', () => {
  test.each([
    ['INITIAL', {}, 'ON_SITE', 'awaiting-commission'],
    ['CHG_NAME', {}, 'NONE', 'awaiting-decision'],
    ['CHG_SIGNATORY', {}, 'WRITTEN', 'document-review'],
    ['CHG_SIGNATORY', { affectsConditions: true }, 'ON_SITE', 'awaiting-commission'],
    ['CHG_NAME', { affectsConditions: true }, 'ON_SITE', 'awaiting-commission'],
    ['CANCEL', { affectsConditions: true }, 'NONE', 'awaiting-decision'], // nothing can be affected any more
  ] as const)('%s %j is reviewed %s', (kind, more, reviewForm, status) => {
    const outcome = given(received({ kind, ...more })).when('AcceptApplication', {}, { at: '2026-03-05' });
    outcome.then({ type: 'ApplicationAccepted', data: { reviewForm } });
    expect(outcome.state).toMatchObject({ status, file: { acceptedAt: time('2026-03-05') } });
  });

  const clean = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };
  test.each([
    [clean, false, 'WRITTEN'],
    [{ ...clean, punishedWithin2Years: true }, false, 'WRITTEN'], // that closes only the commitment procedure
    [{ ...clean, breachInLastTerm: true }, false, 'ON_SITE'],
    [{ ...clean, badCreditList: true }, false, 'ON_SITE'],
    [clean, true, 'ON_SITE'],
  ])('a renewal with %j, conditions affected %s: %s', (standing, affectsConditions, reviewForm) => {
    given(received({ ...renewal('2026-12-31'), standing, affectsConditions }))
      .when('AcceptApplication', {}, { at: '2026-03-05' })
      .then({ type: 'ApplicationAccepted', data: { reviewForm } });
  });
});

describe('DeclineApplication', () => {
  test('with reasons, and the remedies of the law', () => {
    const outcome = given(received()).when('DeclineApplication', { reasons: ['不属于职权范围'] }, { at: '2026-03-05' });
    const remedies = {
      reconsideration: expect.stringContaining('60日') as string,
      litigation: expect.stringContaining('6个月') as string,
    };
    outcome.then({ type: 'ApplicationDeclined', data: { reasons: ['不属于职权范围'], remedies } });
    expect(outcome.state).toMatchObject({ status: 'declined', remedies });
  });

  test('never without a reason', () => {
    given(received())
      .when('DeclineApplication', { reasons: [] }, { at: '2026-03-05' })
      .thenRejected('reasons-missing', '许可法38');
  });
});
