import { Text, TextMap, Texts } from '#dto';
import { HttpProblem } from './problem.js';
import { Validation } from './validation.js';

class Said {
  @Text({ example: '张三', optional: true })
  name?: string;

  @Text({ max: 2000, example: '理由', optional: true })
  reason?: string;

  @Texts({ example: ['理由'], optional: true })
  reasons?: string[];

  @TextMap({ example: { path: '理由' }, optional: true })
  reasonsByPath?: Record<string, string>;
}

const told = async (body: object): Promise<unknown> => {
  try {
    return await new Validation().transform(body, { type: 'body', metatype: Said });
  } catch (problem) {
    if (!(problem instanceof HttpProblem)) throw problem;
    return problem.more.field;
  }
};

const EVERYWHERE = ['  ', '\u3000', '\n', '\u200b', '甲\u0000', '甲\u0007', '甲\u0085乙', '甲\u202e乙', '甲\u2066乙\u2069'];
const IN_ONE_LINE = ['甲\n乙', '甲\r乙', '甲\t乙', '甲\u2028乙'];

test.each([...EVERYWHERE, ...IN_ONE_LINE])('a name is not %j', async (name) => {
  expect(await told({ name })).toBe('name');
});

test.each(EVERYWHERE)('nor a reason %j, alone or in a list', async (reason) => {
  expect(await told({ reason })).toBe('reason');
  expect(await told({ reasons: ['事实清楚', reason] })).toBe('reasons');
});

test('a text by a name may be blank, which is none', async () => {
  const reasonsByPath = { T11: ' ', T22: '甲\n乙' };
  expect(await told({ reasonsByPath })).toEqual({ reasonsByPath });
  expect(await told({ reasonsByPath: { T22: '甲\u202e乙' } })).toBe('reasonsByPath');
  expect(await told({ reasonsByPath: { T22: '甲\u0007' } })).toBe('reasonsByPath');
});

test.each([...IN_ONE_LINE, '甲👩‍👩‍👧', 'x'.repeat(2000)])('%j is a reason', async (reason) => {
  expect(await told({ reason })).toEqual({ reason });
});
