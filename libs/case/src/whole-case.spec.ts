import { isRejection, type Dated } from '#kernel';
import { CHECKED, renewal, submission, TEAM } from './cases.testing.js';
import { byDefault, clocksOf, dated, decider, fold, time } from './given.testing.js';
import type { CaseCommand, CaseCommands, CaseEvent, CommandName } from './index.js';

type Step = { [T in CommandName]: readonly [day: string, type: T, data: CaseCommands[T]] }[CommandName];

/** Gives the commands one after the other, each by the role it belongs to, and lets the time in between pass. */
function play(...steps: readonly Step[]): Dated<CaseEvent>[] {
  const events: Dated<CaseEvent>[] = [];
  for (const [day, type, data] of steps) {
    const context = { now: time(day), actor: byDefault(type) };
    const decision = decider.decide({ type, data } as CaseCommand, fold(events), context);
    if (isRejection(decision)) throw new Error(`${type} on ${day}: ${decision.code}`);
    events.push(...decision.map((event) => dated(event, context.now, context.actor)));
  }
  return events;
}

/** Regulation.md 7.3: received on 2026-03-02, each step on its last day. */
describe('the same case, each step on its last day', () => {
  const wholeCase = (policy: string, [accept, conclude, decide, deliver]: readonly [string, string, string, string]) =>
    play(
      ['2026-03-02', 'SubmitApplication', submission({ policy })],
      [accept, 'AcceptApplication', {}],
      [accept, 'CommissionReview', { team: TEAM }],
      [conclude, 'ConcludeReview', { conclusion: '符合' }],
      [decide, 'GrantQualification', {}],
      [decide, 'RecordCertificate', { number: '262820340001' }],
      [deliver, 'DeliverCertificate', {}],
    );

  test.each([
    ['CMA-2015', ['2026-03-09', '2026-05-14', '2026-06-11', '2026-06-26'], ['T01', 'T10', 'T20', 'T30'], [5, 45, 20, 10]],
    ['CMA-2019', ['2026-03-09', '2026-05-14', '2026-06-04', '2026-06-15'], ['T01', 'T10', 'T21', 'T31'], [5, 45, 15, 7]],
    ['CMA-2021', ['2026-03-09', '2026-04-21', '2026-05-08', '2026-05-18'], ['T01', 'T11', 'T22', 'T31'], [5, 30, 10, 7]],
  ] as const)('under %s', (policy, days, limits, lengths) => {
    const events = wholeCase(policy, days);
    const clocks = clocksOf(fold(events), '2027-01-01');
    expect(Object.keys(clocks)).toEqual(limits);
    expect(Object.values(clocks).map(({ due }) => due)).toEqual(days);
    expect(Object.values(clocks).map(({ counted }) => counted)).toEqual(lengths);
    expect(Object.values(clocks).map(({ state }) => state)).toEqual(['met', 'met', 'met', 'met']);
    expect(fold(events).status).toBe('delivered');
    expect(events.map(({ type }) => type)).not.toContain('TimeLimitBreached');
  });

  test('one day later, every step of it is late', () => {
    const events = wholeCase('CMA-2021', ['2026-03-06', '2026-04-21', '2026-05-09', '2026-05-20']);
    // Accepted on 03-06, the review may last to 04-20, the decision from 04-21 to 05-08, the delivery from 05-09 to 05-19.
    expect(Object.values(clocksOf(fold(events), '2027-01-01')).map(({ limit, due, state }) => [limit, due, state])).toEqual([
      ['T01', '2026-03-09', 'met'],
      ['T11', '2026-04-20', 'breached'],
      ['T22', '2026-05-08', 'breached'],
      ['T31', '2026-05-19', 'breached'],
    ]);
  });
});

test('a renewal by document review, from receipt to the prolonged certificate', () => {
  const events = play(
    [
      '2026-03-02',
      'SubmitApplication',
      submission(renewal('2026-12-31', { materials: submission({ kind: 'RENEWAL' }).materials })),
    ],
    ['2026-03-04', 'AcceptApplication', {}],
    ['2026-03-05', 'ClaimDocumentReview', {}],
    ['2026-03-06', 'PassDocumentReview', { checks: CHECKED }],
    ['2026-03-09', 'GrantQualification', {}],
    ['2026-03-09', 'RecordCertificate', { number: '202820340001' }],
    ['2026-03-10', 'DeliverCertificate', {}],
  );
  expect(events.find(({ type }) => type === 'QualificationGranted')?.data).toMatchObject({
    certificate: { action: 'renew', validTo: '2032-12-31' },
  });
  expect(clocksOf(fold(events), '2026-04-01')).toMatchObject({ T41: { state: 'met', ended: '2026-03-09' }, T22: { counted: 1 } });
});
