import { Text } from '../http/fields.js';

export class GrantQualificationDto {
  @Text({ max: 2000, example: '准予许可', optional: true })
  note?: string;
}

export class ExtendDecisionDto {
  @Text({ max: 1000, example: '案情复杂' })
  reason!: string;
}
