import { awaitingDecision, received } from '../cases.testing.js';
import { clerk, clocksOf, given, head, law, on } from '../given.testing.js';
import { permitted } from '../index.js';

// Ten working days from 2026-03-16 end on the 30th.
const late = given(...awaitingDecision).when(
  'ExpireTimeLimit',
  { limit: 'T22', run: 1, version: 1 },
  { at: '2026-03-31T00:00:00' },
);
const reason = '系统故障三日';
const explain = (data: object = {}, events = late.events) =>
  given(...events).when('ExplainDelay', { limit: 'T22', reason, ...data }, { at: '2026-04-01' });

describe('ExplainDelay', () => {
  test('puts the reason on the public record, and leaves the clock as it is (优化营商环境条例36)', () => {
    const outcome = explain();
    outcome.then({ type: 'DelayExplained', data: { clock: { limit: 'T22', run: 1 }, reason } });
    expect(clocksOf(outcome.state, '2026-04-02')).toMatchObject({ T22: { state: 'breached', ended: null } });
    expect(outcome.file.explained).toEqual(['T22/1']);
    expect([late.state, outcome.state].map((state) => permitted(state, head, law).includes('ExplainDelay'))).toEqual([
      true,
      false,
    ]);
    given(...outcome.events)
      .when('ExplainDelay', { limit: 'T22', run: 1, reason: '另一个理由' }, { at: '2026-04-02', by: head })
      .then();
  });

  test('silence at the window is explained like any other delay (许可法74)', () => {
    given(received())
      .when('ExplainDelay', { limit: 'T01', reason }, { at: '2026-03-10', by: clerk })
      .then('ApplicationDeemedAccepted', 'DelayExplained');
  });

  test.each<[string, object, string]>([
    ['a limit that did not run out', { limit: 'T11' }, 'nothing-to-explain'],
    ['a limit that the case does not know', { limit: 'T99' }, 'nothing-to-explain'],
    ['a run that there was not', { run: 2 }, 'nothing-to-explain'],
    ['an empty reason', { reason: ' ' }, 'delay-reason-missing'],
  ])('%s is turned down (优化营商环境条例36)', (_what, data, code) => {
    explain(data).thenRejected(code, '优化营商环境条例36');
  });

  test('what ran out on the applicant is not the authority’s to explain', () => {
    const overdue = [
      ...awaitingDecision.slice(0, 3),
      on('2026-03-10', 'RectificationOrdered', { withinWorkingDays: 1, items: [] }),
    ];
    given(...overdue)
      .when('ExplainDelay', { limit: 'T13', reason }, { at: '2026-03-12' })
      .thenRejected('nothing-to-explain');
  });
});
