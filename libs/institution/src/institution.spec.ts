import { ENGINE, instant, isRejection, ROLES, type Actor } from '#kernel';
import { law } from '../../case/src/given.testing.js';
import { institutionDecider as deciderUnder } from './index.js';

const institutionDecider = deciderUnder(law);

const now = instant('2026-03-02T10:00:00+08:00');
const supervisor: Actor = { id: 'supervisor', role: 'supervisor' };
const CLEAN = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: false };
const record = (more: object, uscc = '91620102MA7ABCD12B') =>
  ({ type: 'RecordStanding', data: { uscc, ...CLEAN, source: '处罚决定〔2026〕1号', ...more } }) as const;
const decide = (command: ReturnType<typeof record>, standing = CLEAN, actor = supervisor) =>
  institutionDecider.decide(command, { standing }, { now, actor });

test('a body about which nothing is on record is in good standing', () => {
  expect(institutionDecider.initial.standing).toEqual(CLEAN);
  expect(decide(record({}))).toEqual([]);
});

test.each(['breachInLastTerm', 'badCreditList', 'punishedWithin2Years'])('%s is put on record, once', (flag) => {
  const command = record({ [flag]: true });
  const decision = decide(command);
  expect(decision).toEqual([{ type: 'StandingRecorded', data: command.data }]);
  const event = { type: 'StandingRecorded', data: command.data, recordedAt: now, effectiveAt: now, actor: supervisor } as const;
  const { standing } = institutionDecider.evolve(institutionDecider.initial, event);
  expect(standing).toEqual({ ...CLEAN, [flag]: true });
  expect(decide(command, standing)).toEqual([]);
  // And taken off it again.
  expect(decide(record({}), standing)).toHaveLength(1);
});

test('a code with a wrong check character is nobody', () => {
  expect(decide(record({}, '91620102MA7ABCD12C'))).toMatchObject({ code: 'uscc-invalid', basis: ['GB 32100-2015'] });
});

test('only a supervisor or the engine records it', () => {
  const refused = ROLES.filter((role) => isRejection(decide(record({ badCreditList: true }), CLEAN, { id: 'x', role })));
  expect(refused).toEqual(ROLES.filter((role) => role !== 'supervisor' && role !== ENGINE.role));
  expect(decide(record({ badCreditList: true }), CLEAN, { id: 'x', role: 'admin' })).toMatchObject({ code: 'wrong-role' });
});
