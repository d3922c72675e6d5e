import { formatInstant, instant, type Instant } from '#kernel';
import type { RightsLine } from '#security-log';
import type { Account } from './account.js';
import { createPastRights } from './past-rights.js';

const DAY = 86_400_000;
const START = instant('2026-03-02T09:00:00+08:00');

const account = (roles: Account['roles']): Account => ({
  ...{ id: 'a', username: 'head', displayName: '局长', roles, disabled: false },
});
const line = (n: number, day: number, what: RightsLine['what'], roles: Account['roles']): RightsLine => ({
  ...{ n, id: 'a', what, outcome: 'success', name: 'admin', at: formatInstant((START + day * DAY) as Instant) },
  rights: { id: 'a', username: 'head', roles, uscc: null, closed: false, password: '' },
});
const on = (day: number, ...lines: RightsLine[]) =>
  createPastRights(
    () => lines,
    () => (START + day * DAY) as Instant,
  );

it('a role that was taken away counts for as long as is asked', () => {
  const lines = [line(1, 0, 'account-made', ['head']), line(2, 10, 'roles-changed', ['clerk'])];
  const held = (day: number) => on(day, ...lines).rolesWithin(account(['clerk']), 30 * DAY);
  expect([held(10), held(40), held(41)]).toEqual([['clerk', 'head'], ['clerk', 'head'], ['clerk']]);
});

it('without a record there is what the account has now', () => {
  expect(on(0).rolesWithin(account(['clerk']), DAY)).toEqual(['clerk']);
});

it('what somebody else reset is told with its day and by whom', () => {
  const lines = [line(1, 0, 'password-reset', ['clerk']), line(2, 50, 'second-factor-reset', ['clerk'])];
  expect(on(60, ...lines, line(3, 55, 'password-changed', ['clerk'])).resetsWithin('a', 30 * DAY)).toEqual([
    { what: 'second-factor-reset', at: START + 50 * DAY, by: 'admin' },
  ]);
});
