import { CERTIFICATE_NUMBER } from '#issuance';
import { APPLICATION_KINDS, PROCEDURES, type ApplicationKind, type Procedure } from '#law';
import { Each, Flag, Form, Nested, OneOf, SomeOf, Text, Texts, Whole } from '../http/fields.js';
import { A_SCOPE } from '../http/json-body.js';

const SHA256 = /^[0-9a-f]{64}$/;
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

export class MaterialDto {
  @Text({ max: 8, example: 'M01', description: 'Id of the material in the published list' })
  material!: string;

  @Text({ example: '申请书.pdf', optional: true })
  fileName?: string;

  @Form({ pattern: SHA256, example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', optional: true })
  sha256?: string;

  @Whole({ min: 0, max: 20 * 1024 * 1024, example: 120_345, optional: true })
  bytes?: number;
}

/** A material that comes in after the receipt: beside the files that are there, unless it says what it replaces. */
export class SuppliedMaterialDto extends MaterialDto {
  @Text({
    max: 16,
    example: 'M10/1',
    optional: true,
    description: 'Id of the file that it replaces, or of the material where it replaces all its files; left out, it is added',
  })
  replaces?: string;
}

export class SignatoryChangeDto {
  @Text({ max: 100, example: '李四' })
  name!: string;

  @Text({ max: 1000, example: '食品理化检验', optional: true, description: '授权签字领域' })
  scope?: string;

  @OneOf({ values: ['add', 'change', 'remove'], example: 'add' })
  action!: 'add' | 'change' | 'remove';
}

export class StandardChangeDto {
  @Text({ example: 'GB 5009.3-2016' })
  from!: string;

  @Text({ example: 'GB 5009.3-2025（示例）' })
  to!: string;
}

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
  Each({ type: ScopeItemDto, min: 1, max: A_SCOPE.entries, example: [ROW], optional: true, description });

/** What the certificate is to say from now on; each field belongs to one kind of change. */
export class CertificateChangesDto {
  @Text({ example: '示例检测（甘肃）有限公司（虚构）', optional: true })
  name?: string;

  @Text({ example: '兰州市城关区新示例路1号', optional: true })
  addressName?: string;

  @Text({ example: '兰州市七里河区示例路2号', optional: true })
  site?: string;

  @Text({ example: '企业法人', optional: true })
  legalNature?: string;

  @Text({ max: 100, example: '李四', optional: true })
  legalRepresentative?: string;

  @Text({ max: 100, example: '李四', optional: true })
  topManager?: string;

  @Text({ max: 100, example: '王五', optional: true })
  technicalLead?: string;

  @Each({ type: SignatoryChangeDto, max: 50, example: [{ name: '李四', action: 'add' }], optional: true })
  signatories?: SignatoryChangeDto[];

  @Texts({ max: 200, example: ['水分'], optional: true })
  droppedItems?: string[];

  @Each({
    type: StandardChangeDto,
    max: 200,
    example: [{ from: 'GB 5009.3-2016', to: 'GB 5009.3-2025（示例）' }],
    optional: true,
  })
  standards?: StandardChangeDto[];

  @Text({ max: 2000, example: '其他事项', optional: true })
  other?: string;
}

export class SubmitApplicationDto {
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

export class AcceptApplicationDto {
  @Text({
    max: 1000,
    example: '仅增加2个参数，方法和设备均在已获能力内',
    optional: true,
    description: '扩项少量参数书面审查的理由 why few parameters may be reviewed on paper',
  })
  fewParameters?: string;
}

export class WithdrawApplicationDto {
  @Text({ max: 1000, example: '另行申请', optional: true })
  reason?: string;
}

export class RemediesDto {
  @Text({ max: 500, example: '自知道本决定之日起60日内，可以依法申请行政复议' })
  reconsideration!: string;

  @Text({ max: 500, example: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼' })
  litigation!: string;
}

/** Reasons are a must; remedies are those of the law unless given (许可法38). */
export class ReasonedDto {
  @Texts({ min: 1, example: ['不属于本机关职权范围'] })
  reasons!: string[];

  @Nested({
    type: RemediesDto,
    optional: true,
    example: {
      reconsideration: '自知道本决定之日起60日内，可以依法申请行政复议',
      litigation: '自知道本决定之日起6个月内，可以依法向人民法院提起行政诉讼',
    },
  })
  remedies?: RemediesDto;

  @Flag({ example: false, optional: true, description: '隐瞒有关情况或者提供虚假材料 (办法33)' })
  falsehood?: boolean;
}

export class CorrectionItemDto {
  @Text({ max: 8, example: 'M10' })
  material!: string;

  @Text({ max: 16, example: 'M10/1', optional: true, description: 'Id of the file, where one file of the material is asked for' })
  file?: string;

  @Text({ max: 1000, example: '缺少典型检验检测报告' })
  reason!: string;
}

export class RequestCorrectionDto {
  @Each({
    type: CorrectionItemDto,
    min: 1,
    max: 60,
    example: [{ material: 'M10', reason: '缺少典型检验检测报告' }],
    description: 'All gaps at once',
  })
  items!: CorrectionItemDto[];

  @Whole({ min: 1, max: 60, example: 10 })
  respondWithinWorkingDays!: number;
}

export class SupplyCorrectionDto {
  @Each({
    type: SuppliedMaterialDto,
    min: 1,
    max: 60,
    example: [{ material: 'M10', fileName: '典型报告.pdf' }],
    description:
      'Takes the place of the file that was asked for, or of the only one of its material; else it is added, unless it says what it replaces',
  })
  items!: SuppliedMaterialDto[];
}

/** Only what a silent data source has left open; no clock waits for it. */
export class SupplyMaterialDto {
  @Each({ type: SuppliedMaterialDto, min: 1, max: 60, example: [{ material: 'M19', fileName: '变更核准通知.pdf' }] })
  items!: SuppliedMaterialDto[];
}
