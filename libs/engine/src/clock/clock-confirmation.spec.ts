import { instant, type Actor } from '#kernel';
import { clockDecider } from './clock-confirmation.js';

const now = instant('2026-03-02T10:00:00+08:00');
const shows = instant('2026-04-01T10:00:00+08:00');
const admin: Actor = { id: 'admin', role: 'admin' };
const clerk: Actor = { id: 'clerk', role: 'clerk' };
const confirm = (data: { reason: string; shows?: typeof shows }, actor = admin) =>
  clockDecider.decide({ type: 'ConfirmClock', data }, clockDecider.initial, { now, actor });

test('whoever confirms the clock is on record with the time before and after, and the reason', () => {
  const data = { before: now, after: shows, byMs: 30 * 86_400_000, reason: '已校时' };
  expect(confirm({ reason: '已校时', shows })).toEqual([{ type: 'ClockConfirmed', data }]);
  const event = { type: 'ClockConfirmed', data, recordedAt: now, effectiveAt: now, actor: admin } as const;
  expect(clockDecider.evolve(clockDecider.initial, event)).toEqual({ confirmed: data });
});

test.each([
  ['a clock that nobody doubts', { reason: '已校时' }, admin, 'clock-not-in-doubt'],
  ['no reason', { reason: ' ', shows }, admin, 'clock-reason-missing'],
  ['anybody but an administrator', { reason: '已校时', shows }, clerk, 'wrong-role'],
])('%s is turned down', (_what, data, actor, code) => {
  expect(confirm(data, actor)).toMatchObject({ rejected: true, code });
});
