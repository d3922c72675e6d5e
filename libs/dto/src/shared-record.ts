import { Day, Each, Form, Nested, Text } from './fields.js';
import type { Given } from './given.js';

/** What the material says, as far as an application states the same. */
export class AttestsDto {
  @Text({ example: '新名称检测有限公司（虚构）', optional: true })
  name?: string;

  @Text({ example: '兰州市城关区示例路 1 号', optional: true })
  address?: string;

  @Text({ example: '张三（虚构）', optional: true })
  legalRepresentative?: string;
}

export class SharedRecordDto implements Given<'RecordSharedMaterial'> {
  @Text({ max: 32, example: '91620102MA7ABCD12B' })
  uscc!: string;

  @Form({ pattern: /^M\d{2}$/, example: 'M19' })
  material!: string;

  @Text({ example: '甘市监登记〔2026〕1号（示例）', description: 'What the department that shares it calls it' })
  reference!: string;

  @Nested({ type: AttestsDto, example: { name: '新名称检测有限公司（虚构）' }, optional: true })
  attests?: AttestsDto;

  @Day({ example: '2026-12-31', optional: true, description: 'Last day on which it may be relied on' })
  validUntil?: string;
}

export class ImportDto {
  @Each({
    type: SharedRecordDto,
    min: 1,
    max: 150,
    example: [{ uscc: '91620102MA7ABCD12B', material: 'M02', reference: '营业执照（示例）' }],
  })
  records!: SharedRecordDto[];
}
