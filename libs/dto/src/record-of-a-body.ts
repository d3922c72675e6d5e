import { CREDIT_CLASSES, type CreditClass } from '#institution';
import { Flag, OneOf, Text } from './fields.js';
import type { Given } from './given.js';

export class RegisterFactsDto implements Given<'RegisterFacts'> {
  @Text({ example: '示例检测有限公司（虚构）', optional: true })
  name?: string;

  @Text({ example: '兰州市城关区示例路1号', optional: true })
  address?: string;

  @Text({ max: 100, example: '张三', optional: true })
  legalRepresentative?: string;

  @Text({ max: 100, example: '企业法人', optional: true })
  legalNature?: string;

  @Flag({ example: true, optional: true, description: 'A legal person of its own' })
  independentLegalPerson?: boolean;

  @Text({ example: '营业执照', description: 'Where it is known from' })
  source!: string;
}

export class StandingDto implements Given<'RecordStanding'> {
  @Flag({ example: false, description: '上一许可周期内有违法违规行为 (办法13)' })
  breachInLastTerm!: boolean;

  @Flag({ example: false, description: '列入失信名单 (评审准则16)' })
  badCreditList!: boolean;

  @Flag({ example: false, description: '两年内受过检验检测违法处罚' })
  punishedWithin2Years!: boolean;

  @Text({ example: '甘市监罚〔2026〕1号（示例）', description: 'Where it is known from' })
  source!: string;
}

export class CreditClassDto implements Given<'RecordCreditClass'> {
  @OneOf({ values: CREDIT_CLASSES, example: 'B', description: 'A low, B ordinary, C higher, D high risk (监督管理办法20)' })
  class!: CreditClass;

  @Text({ example: '2026年信用风险分类（示例）' })
  source!: string;
}

export class BreachDto implements Given<'RecordBreach'> {
  @Text({ max: 1000, example: '超出资质认定范围出具报告' })
  what!: string;

  @Text({ example: '甘市监罚〔2026〕1号（示例）', description: 'The decision; the same one is recorded once' })
  source!: string;
}

export class LiftEntryDto implements Given<'LiftEntry'> {
  @Text({ max: 300, example: 'ban:case-7K3F-9QXM-2A5T', description: 'As named in the file of the body' })
  entry!: string;

  @Text({ max: 1000, example: '复议决定撤销原决定' })
  reason!: string;
}

export const bodyDtos = {
  RegisterFacts: RegisterFactsDto,
  RecordStanding: StandingDto,
  RecordCreditClass: CreditClassDto,
  RecordBreach: BreachDto,
  LiftEntry: LiftEntryDto,
};
