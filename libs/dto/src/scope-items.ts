import { Each, Text } from './fields.js';

/** In one body, fields and list entries counted: a thousand rows with five fields each, and what comes with them. */
export const MOST_ENTRIES = 7_000;

/** One row of the scope of ability (检验检测能力范围). */
export class ScopeItemDto {
  @Text({ example: '生活饮用水', description: '产品、项目或者参数的类别' })
  category!: string;

  @Text({ example: '总硬度' })
  name!: string;

  @Text({ example: 'GB/T 5750.4-2023', description: '标准（方法）编号含年号' })
  standard!: string;

  @Text({ max: 500, example: '只用乙二胺四乙酸二钠滴定法', optional: true, description: '限制范围' })
  limitation?: string;

  @Text({ example: '兰州市城关区示例路1号', optional: true, description: '检验检测场所' })
  site?: string;
}

const ROW = { category: '生活饮用水', name: '总硬度', standard: 'GB/T 5750.4-2023' };

/** Rows of ability; how many a case may have is told by the case itself. */
export const ScopeItems = (description: string): PropertyDecorator =>
  Each({ type: ScopeItemDto, min: 1, max: MOST_ENTRIES, example: [ROW], optional: true, description });
