import { Form, Text, Whole } from '../http/fields.js';

const POLICY_LABEL = /^[A-Z]+-\d{4}\/\d{1,6}(\+[A-Z]+-\d{4}\/\d{1,6}){0,10}$/;

export class GrantQualificationDto {
  @Text({ max: 2000, example: '准予许可', optional: true })
  note?: string;
}

export class RepinPolicyDto {
  @Form({ pattern: POLICY_LABEL, example: 'CMA-2021/2+REV-2023/2', description: 'A label of GET /api/policies' })
  policy!: string;

  @Text({ max: 1000, example: '新版规则缩短了决定期限，有利于申请人' })
  reason!: string;
}

export class ExplainDelayDto {
  @Form({ pattern: /^T\d{2}$/, example: 'T22', description: 'The limit that ran out' })
  limit!: string;

  @Whole({ min: 1, max: 1000, example: 1, optional: true, description: 'The last run that ran out where left out' })
  run?: number;

  @Text({ max: 1000, example: '系统故障三日，未能按期办结' })
  reason!: string;
}

export class ExtendDecisionDto {
  @Text({ max: 1000, example: '案情复杂' })
  reason!: string;
}
