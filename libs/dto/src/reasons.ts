import { Flag, Nested, Text, Texts } from './fields.js';
import type { Given } from './given.js';

export class RemediesDto {
  @Text({ max: 500, example: '自知道本决定之日起60日内，可以依法申请行政复议' })
  reconsideration!: string;

  @Text({ max: 500, example: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼' })
  litigation!: string;
}

/** What may be done against a decision; that of the law where it is not said. */
export const Remedies = (): PropertyDecorator =>
  Nested({
    type: RemediesDto,
    optional: true,
    example: {
      reconsideration: '自知道本决定之日起60日内，可以依法申请行政复议',
      litigation: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼',
    },
  });

/** Reasons are a must; remedies are those of the law unless given (许可法38). */
export class ReasonedDto implements Given<'DeclineApplication'>, Given<'RefuseQualification'> {
  @Texts({ min: 1, example: ['不属于本机关职权范围'] })
  reasons!: string[];

  @Remedies()
  remedies?: RemediesDto;

  @Flag({ example: false, optional: true, description: '隐瞒有关情况或者提供虚假材料 (办法33)' })
  falsehood?: boolean;
}
