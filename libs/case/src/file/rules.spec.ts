import { localDate, type Dated } from '#kernel';
import { awaitingDecision, received, renewal } from '../cases.testing.js';
import { clerk, clocksOf, given, on } from '../given.testing.js';
import { type CaseEvent } from '../index.js';

const certificate = { number: '202820340001', validTo: localDate('2026-12-31') };

test('办法11, 许可法42, 50: which limits run depends on the review, and on whether a renewal came in time', () => {
  const limits = (...events: readonly Dated<CaseEvent>[]) => Object.keys(clocksOf(given(...events).state, '2026-03-17'));
  expect(limits(...awaitingDecision)).toEqual(expect.arrayContaining(['T11', 'T22']));
  const change = received({ kind: 'CHG_NAME', certificate });
  const unreviewed = limits(change, on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'NONE' }, clerk));
  expect(unreviewed).toContain('T23');
  expect(unreviewed).not.toContain('T11');
  const accepted = on('2026-03-05', 'ApplicationAccepted', { reviewForm: 'WRITTEN' }, clerk);
  expect(limits(received(renewal('2026-12-31')), accepted)).toContain('T41');
  expect(limits(received({ ...renewal('2026-05-31'), late: true }), accepted)).not.toContain('T41');
});
