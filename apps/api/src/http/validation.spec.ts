import { Each, OneOf, Text, Whole } from '#dto';
import { HttpProblem } from './problem.js';
import { PageQuery } from './paging.js';
import { Validation } from './validation.js';

class RowDto {
  @Text({ example: '甲', max: 5 })
  reason!: string;
}
class SomethingDto {
  @Text({ example: '甲', max: 5 })
  name!: string;

  @Whole({ example: 3, min: 1, max: 9 })
  days!: number;

  @OneOf({ example: 'a', values: ['a', 'b'] })
  kind!: string;

  @Each({ example: [], type: RowDto, min: 1, max: 2 })
  items!: RowDto[];
}
const right = { name: '甲', days: 3, kind: 'a', items: [{ reason: '乙' }] };

async function told(type: 'body' | 'query', value: object): Promise<readonly string[]> {
  const metatype = type === 'body' ? SomethingDto : PageQuery;
  try {
    await new Validation().transform(value, { type, metatype });
    return [];
  } catch (fault) {
    if (!(fault instanceof HttpProblem)) throw fault;
    return (fault.more.fields ?? []).map(({ zh }) => zh);
  }
}

test.each([
  [{ size: 'abc' }, ['size 应为整数（size must be an integer number）']],
  [{ size: '' }, ['size 应为整数（size must be an integer number）']],
  [{ page: '1.5' }, ['page 应为整数（page must be an integer number）']],
  [{ size: '0' }, ['size 过小，不得小于 1']],
  [{ size: '101' }, ['size 过大，不得大于 100']],
  [{ size: '100', page: '1' }, []],
])('of the query %j is told %j', async (query, expected) => {
  expect(await told('query', query)).toEqual(expected);
});

test.each([
  [{}, []],
  [{ name: undefined }, ['name 必填']],
  [{ days: undefined, kind: undefined }, ['days 必填', 'kind 必填']],
  [{ items: [{}] }, ['items[0].reason 必填']],
  [{ name: '' }, ['name 不能为空']],
  [{ name: '甲乙丙丁戊己' }, ['name 过长，最多 5 个字符']],
  [{ name: 1 }, ['name 应为文本（name must be a string）']],
  [{ days: 0 }, ['days 过小，不得小于 1']],
  [{ items: [] }, ['items 条目过少，至少 1 项']],
  [{ items: [right.items[0], right.items[0], right.items[0]] }, ['items 条目过多，最多 2 项']],
])('of a body with %j is told %j', async (more, expected) => {
  expect(await told('body', { ...right, ...more })).toEqual(expected);
});
