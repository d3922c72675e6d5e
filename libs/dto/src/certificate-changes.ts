import { Each, OneOf, Text, Texts } from './fields.js';

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
