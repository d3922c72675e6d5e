import { Each, Text, Texts, Whole } from './fields.js';
import type { Given } from './given.js';
import { SuppliedMaterialDto } from './materials.js';

export class AcceptWithOutstandingDto implements Given<'AcceptWithOutstanding'> {
  @Texts({ min: 1, max: 60, example: ['M10'], description: 'Every material that is missing, all of them secondary' })
  outstanding!: string[];

  @Whole({ min: 1, max: 60, example: 10, optional: true, description: 'By the notice; that of the pack where left out' })
  withinWorkingDays?: number;

  @Text({ max: 100, example: '张三', optional: true, description: '承诺签署人 who signed the promise for the applicant' })
  promisedBy?: string;
}

export class SupplyOutstandingDto implements Given<'SupplyOutstanding'> {
  @Each({
    type: SuppliedMaterialDto,
    min: 1,
    max: 60,
    example: [{ material: 'M10', fileName: '典型报告.pdf' }],
    optional: true,
    description: 'Everything that is outstanding, by its id alone, where left out',
  })
  items?: SuppliedMaterialDto[];
}

export const tolerantAcceptanceDtos = {
  AcceptWithOutstanding: AcceptWithOutstandingDto,
  SupplyOutstanding: SupplyOutstandingDto,
};
