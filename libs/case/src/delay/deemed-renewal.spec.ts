import { ENGINE, localDate } from '#kernel';
import { PAYLOADS, received, renewal } from '../cases.testing.js';
import { applicant, clerk, clocksOf, given, on, time } from '../given.testing.js';

const wakeUp = PAYLOADS.ExpireTimeLimit;

describe('a renewal in time that is not decided when the certificate expires', () => {
  const renewed = (validTo: string, more: object = {}) => [
    received({ ...renewal(validTo), ...more }),
    on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk),
    on('2026-03-09', 'DocumentReviewPassed', { conclusion: '符合' }),
  ];
  const at = '2026-06-03T00:00:00';

  test('is renewed at 00:00 of the day after, once (许可法50)', () => {
    const outcome = given(...renewed('2026-06-02')).when('ExpireTimeLimit', wakeUp, { at });
    const certificate = { action: 'renew', number: '202820340001', validTo: '2032-06-02', deemed: true };
    outcome.then(
      { type: 'TimeLimitBreached', data: { limit: 'T22' } },
      {
        type: 'RenewalDeemedGranted',
        data: { limit: 'T41', run: 1, due: localDate('2026-06-02'), certificate },
        effectiveAt: time(at),
        actor: ENGINE,
      },
    );
    expect(outcome.state).toMatchObject({ status: 'granted', deemed: true });
    expect(clocksOf(outcome.state, at)).toMatchObject({
      T41: { state: 'lapsed', ended: '2026-06-02' },
      T22: { state: 'breached', ended: '2026-06-02' },
    });
    given(...outcome.events)
      .when('GrantQualification', {}, { at: '2026-06-04' })
      .thenRejected('wrong-state');
    given(...outcome.events)
      .when('RefuseQualification', { reasons: ['晚了'] }, { at: '2026-06-04' })
      .thenRejected('wrong-state');
  });

  test('not a moment before', () => {
    given(...renewed('2026-06-02'))
      .when('GrantQualification', {}, { at: '2026-06-02T23:59:59' })
      .then('TimeLimitBreached', 'QualificationGranted');
  });

  test('not where it came late', () => {
    given(...renewed('2026-06-01', { late: true }))
      .when('ExpireTimeLimit', wakeUp, { at })
      .then('TimeLimitBreached');
  });

  test('not where the case was decided or withdrawn', () => {
    const refused = on('2026-03-18', 'QualificationRefused', {
      reasons: ['甲'],
      remedies: { reconsideration: '', litigation: '' },
    });
    given(...renewed('2026-06-02'), refused)
      .when('ExpireTimeLimit', wakeUp, { at })
      .then();
    given(...renewed('2026-06-02'), on('2026-03-18', 'ApplicationWithdrawn', {}, applicant))
      .when('ExpireTimeLimit', wakeUp, { at })
      .then();
  });

  test('not for a change, whose certificate may expire meanwhile', () => {
    const change = [
      received({ ...renewal('2026-06-02'), kind: 'CHG_SITE' }),
      on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'ON_SITE' }, clerk),
    ];
    const { events } = given(...change).when('ExpireTimeLimit', wakeUp, { at });
    expect(events.map(({ type }) => type)).not.toContain('RenewalDeemedGranted');
  });

  test('not where it is accepted only after the expiry', () => {
    const asked = on(
      '2026-03-05',
      'CorrectionRequested',
      { items: [{ material: 'M10', reason: '缺' }], respondWithinWorkingDays: 60 },
      clerk,
    );
    const supplied = on('2026-06-03', 'CorrectionSupplied', { items: [{ material: 'M10' }] }, applicant);
    const outcome = given(received(renewal('2026-06-02')), asked, supplied).when('AcceptApplication', {}, { at: '2026-06-04' });
    outcome.then('ApplicationAccepted');
    given(...outcome.events)
      .when('ExpireTimeLimit', wakeUp, { at: '2026-06-05' })
      .then();
  });
});
