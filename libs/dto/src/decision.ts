import { SET_ASIDE_ORDERS, type SetAsideOrder } from '#case';
import { Day, Flag, Form, Nested, OneOf, Text, Whole } from './fields.js';
import { NOTHING, type Given } from './given.js';
import { ReasonedDto } from './reasons.js';

const POLICY_LABEL = /^[A-Z]+-\d{4}\/\d{1,6}(\+[A-Z]+-\d{4}\/\d{1,6}){0,10}$/;

export class GrantQualificationDto implements Given<'GrantQualification'> {
  @Text({ max: 2000, example: '准予许可', optional: true })
  note?: string;
}

export class RepinPolicyDto implements Given<'RepinPolicy'> {
  @Form({ pattern: POLICY_LABEL, example: 'CMA-2021/2+REV-2023/2', description: 'A label of GET /api/policies' })
  policy!: string;

  @Text({ max: 1000, example: '新版规则缩短了决定期限，有利于申请人' })
  reason!: string;
}

export class ExplainDelayDto implements Given<'ExplainDelay'> {
  @Form({ pattern: /^T\d{2}$/, example: 'T22', description: 'The limit that ran out' })
  limit!: string;

  @Whole({ min: 1, max: 1000, example: 1, optional: true, description: 'The last run that ran out where left out' })
  run?: number;

  @Text({ max: 1000, example: '系统故障三日，未能按期办结' })
  reason!: string;
}

export class InstrumentDto {
  @Text({ example: '示例省人民政府（虚构）', description: '复议机关或者人民法院' })
  authority!: string;

  @Text({ example: '示政复决〔2026〕1号（虚构）', description: '复议决定书、判决书文号' })
  number!: string;

  @Day({ example: '2026-05-11', description: 'The day of the instrument' })
  date!: string;
}

/** A refusal, or a refusal to accept, that was set aside: the application is decided anew. */
export class RecordRefusalSetAsideDto implements Given<'RecordRefusalSetAside'> {
  @Nested({
    type: InstrumentDto,
    example: { authority: '示例省人民政府（虚构）', number: '示政复决〔2026〕1号（虚构）', date: '2026-05-11' },
  })
  instrument!: InstrumentDto;

  @OneOf({ values: SET_ASIDE_ORDERS, example: '责令重新作出' })
  orders!: SetAsideOrder;

  @Whole({ min: 1, max: 120, example: 30, optional: true, description: 'Where the instrument sets a time' })
  withinWorkingDays?: number;

  @Flag({ example: false, optional: true, description: '因违反法定程序被撤销 for the way in which it was made' })
  forProcedure?: boolean;

  @Flag({ example: false, optional: true, description: '评审结论一并不予采信，重新评审' })
  reviewAnew?: boolean;

  @Text({ max: 1000, example: '主要事实不清、证据不足' })
  reason!: string;
}

export class ExtendDecisionDto implements Given<'ExtendDecision'> {
  @Text({ max: 1000, example: '案情复杂' })
  reason!: string;
}

export const decisionDtos = {
  GrantQualification: GrantQualificationDto,
  RefuseQualification: ReasonedDto,
  ExtendDecision: ExtendDecisionDto,
  ExplainDelay: ExplainDelayDto,
  RecordRefusalSetAside: RecordRefusalSetAsideDto,
  RepinPolicy: RepinPolicyDto,
  DeliverCertificate: NOTHING,
};
