import { type Dated } from '#kernel';
import { awaitingDecision, REACHED } from '../cases.testing.js';
import { given, on } from '../given.testing.js';
import { type CaseEvent } from '../index.js';

test('办法13: a term is six years, and a renewal prolongs the one that is running', () => {
  const validTo = (...events: readonly Dated<CaseEvent>[]) =>
    given(...events)
      .when('GrantQualification', {}, { at: '2026-03-18' })
      .events.at(-1)?.data;
  expect(validTo(...awaitingDecision)).toMatchObject({ certificate: { validTo: '2032-03-18' } });
  const passed = on('2026-03-16', 'DocumentReviewPassed', { conclusion: '符合' });
  expect(validTo(...REACHED['document-review'], passed)).toMatchObject({ certificate: { validTo: '2032-12-31' } });
});
