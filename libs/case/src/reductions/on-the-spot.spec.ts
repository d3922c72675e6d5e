import { localDate } from '#kernel';
import { received } from '../cases.testing.js';
import { given, law } from '../given.testing.js';
import { goesFirst } from '../index.js';

const certificate = { number: '202820340001', validTo: localDate('2026-12-31') };

test('优化营商环境条例36: what could be decided at once goes first, unless it is to be reviewed', () => {
  const first = (more: object, kind: 'CHG_NAME' | 'INITIAL' = 'CHG_NAME') => {
    const { file } = given(received({ kind, ...(kind === 'INITIAL' ? {} : { certificate }), ...more })).when(
      'WithdrawApplication',
      {},
      { at: '2026-03-03' },
    );
    return goesFirst(file, law.policies.byLabel('CMA-2021/2+REV-2023/2'));
  };
  expect(first({})).toBe(true);
  expect(first({ affectsConditions: true })).toBe(false);
  expect(first({}, 'INITIAL')).toBe(false);
});
