import { CERTIFICATE_NUMBER } from '#issuance';
import { Day, Form, Text } from './fields.js';
import type { Given } from './given.js';
import { ScopeItems, type ScopeItemDto } from './scope-items.js';

export class RegisterCertificateDto implements Given<'RegisterCertificate'> {
  @Form({ pattern: CERTIFICATE_NUMBER, example: '202812340001' })
  number!: string;

  @Text({ max: 32, example: '91620102MA7ABCD12B' })
  uscc!: string;

  @Text({ example: '示例检测有限公司（虚构）' })
  holder!: string;

  @Text({ example: '兰州市城关区示例路1号', optional: true })
  address?: string;

  @Day({ example: '2021-01-01' })
  issuedOn!: string;

  @Day({ example: '2026-12-31' })
  validTo!: string;

  @ScopeItems('证书附表 all rows, where they are known; left out, items go by free names')
  scopeItems?: ScopeItemDto[];
}
