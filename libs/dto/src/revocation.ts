import { REVOCATION_GROUNDS, SUSPENSIONS, type RevocationGround, type Suspension } from '#issuance';
import { Remedies, type RemediesDto } from './reasons.js';
import { Flag, OneOf, Text, Texts } from './fields.js';
import { NOTHING, type Given } from './given.js';

const SCOPES = ['whole', 'items'] as const;
type Scope = (typeof SCOPES)[number];

export class OpenRevocationDto implements Given<'OpenRevocation'> {
  @OneOf({ values: REVOCATION_GROUNDS, example: 'fraud' })
  ground!: RevocationGround;

  @Text({ max: 500, example: '甘市监核〔2026〕1号（示例）', description: 'Where the ground is known from' })
  source!: string;

  @OneOf({ values: SCOPES, example: 'whole', optional: true })
  scope?: Scope;

  @Texts({ example: ['水质 总磷'], optional: true })
  items?: string[];

  @Texts({ example: ['申请材料虚假'], optional: true })
  reasons?: string[];

  @Flag({ example: true, optional: true, description: 'Obtained by fraud or bribery (办法32)' })
  fraud?: boolean;
}

export class SuspendRevocationDto implements Given<'SuspendRevocation'> {
  @OneOf({ values: SUSPENSIONS, example: '听证', description: 'Not counted in the limit (程序暂行规定45)' })
  reason!: Suspension;
}

export class ExtendRevocationDto implements Given<'ExtendRevocation'> {
  @Text({ max: 1000, example: '案情复杂' })
  reason!: string;
}

export class RecordStatementDto implements Given<'RecordStatement'> {
  @Text({ max: 10_000, example: '设备已于核查后购置，请求从轻处理' })
  statement!: string;
}

export class RevokeCertificateDto implements Given<'RevokeCertificate'> {
  @OneOf({ values: SCOPES, example: 'whole' })
  scope!: Scope;

  @Texts({ example: ['水质 总磷'], optional: true, description: 'A must where only items are revoked' })
  items?: string[];

  @Flag({ example: false, optional: true, description: 'As proposed where left out' })
  fraud?: boolean;

  @Flag({
    example: false,
    optional: true,
    description:
      '是否直接关系公共安全、人身健康、生命财产安全: a must after a false commitment; true bars for three years (许可法79)',
  })
  publicSafety?: boolean;

  @Texts({ min: 1, example: ['承诺内容严重不实'] })
  reasons!: string[];

  @Remedies()
  remedies?: RemediesDto;
}

export class CloseRevocationDto implements Given<'CloseRevocation'> {
  @Texts({ min: 1, example: ['经查事实不成立'] })
  reasons!: string[];
}

export const revocationDtos = {
  OpenRevocation: OpenRevocationDto,
  SuspendRevocation: SuspendRevocationDto,
  ResumeRevocation: NOTHING,
  ExtendRevocation: ExtendRevocationDto,
  RecordStatement: RecordStatementDto,
  RevokeCertificate: RevokeCertificateDto,
  CloseRevocation: CloseRevocationDto,
};
