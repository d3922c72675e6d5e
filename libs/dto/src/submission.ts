import { CERTIFICATE_NUMBER } from '#issuance';
import { APPLICATION_KINDS, PROCEDURES, type ApplicationKind, type Procedure } from '#law';
import { CertificateChangesDto } from './certificate-changes.js';
import { Each, Flag, Form, Nested, OneOf, SomeOf, Text } from './fields.js';
import type { Given } from './given.js';
import { MaterialDto } from './materials.js';
import { ScopeItems, type ScopeItemDto } from './scope-items.js';

const CODE = /^\d{2}$/;
const PHONE = /^[0-9+\- ()]{5,30}$/;

export class InstitutionDto {
  @Text({ max: 32, example: '91620102MA7ABCD12B', description: '统一社会信用代码 (GB 32100)' })
  uscc!: string;

  @Text({ example: '示例检测有限公司（虚构）' })
  name!: string;

  @Text({
    example: '兰州市城关区示例路1号',
    optional: true,
    description: 'INITIAL, BRANCH: for the certificate; left out, that of the record of the body',
  })
  address?: string;

  @Text({ max: 100, example: '张三', optional: true })
  legalRepresentative?: string;

  @Form({ pattern: PHONE, example: '0931-0000000', optional: true })
  contactPhone?: string;
}

export class CertificateRefDto {
  @Form({ pattern: CERTIFICATE_NUMBER, example: '202812340001', description: 'The certificate that the application is about' })
  number!: string;
}

export class SubmitApplicationDto implements Given<'SubmitApplication'> {
  @OneOf({ values: APPLICATION_KINDS, example: 'INITIAL' })
  kind!: ApplicationKind;

  @OneOf({ values: PROCEDURES, example: 'GENERAL' })
  procedure!: Procedure;

  @Nested({
    type: InstitutionDto,
    example: { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '兰州市城关区示例路1号' },
  })
  institution!: InstitutionDto;

  @Nested({
    type: CertificateRefDto,
    example: { number: '202812340001' },
    optional: true,
    description: 'Renewals and changes only',
  })
  certificate?: CertificateRefDto;

  @Flag({ example: false, description: '是否影响其符合资质认定条件和要求 (办法14)' })
  affectsConditions!: boolean;

  @Form({ pattern: CODE, example: '12', description: 'Digits 5-6 of the certificate number: the field' })
  field!: string;

  @Form({ pattern: CODE, example: '05', description: 'Digits 7-8 of the certificate number: the sector department' })
  sector!: string;

  @Each({ type: MaterialDto, max: 60, example: [{ material: 'M01', fileName: '申请书.pdf' }] })
  materials!: MaterialDto[];

  @SomeOf({
    values: APPLICATION_KINDS,
    example: ['CHG_LEGAL_REP'],
    optional: true,
    description: '并案办理的其他变更 further changes in the same case',
  })
  alsoKinds?: ApplicationKind[];

  @Flag({ example: false, optional: true, description: '含特殊食品 (告知承诺程序须声明)' })
  specialFood?: boolean;

  @Flag({ example: false, optional: true, description: '扩项在已获资质认定技术能力内 (评审准则 附件2 3.2.1)' })
  withinHeldAbility?: boolean;

  @Flag({ example: false, optional: true, description: '涉及强制性标准、技术规范的项目' })
  mandatoryStandards?: boolean;

  @Nested({ type: CertificateChangesDto, example: { name: '示例检测（甘肃）有限公司（虚构）' }, optional: true })
  changes?: CertificateChangesDto;

  @ScopeItems('检验检测能力范围 INITIAL, BRANCH, SCOPE_EXT, CHG_SITE; left out, the table filed as M05 tells it')
  scopeItems?: ScopeItemDto[];
}
