import { Text, Texts } from '../http/fields.js';

export class PassDocumentReviewDto {
  @Text({ max: 2000, example: '材料齐全，与登记信息一致', optional: true })
  findings?: string;
}

export class FailDocumentReviewDto {
  @Texts({ min: 1, example: ['材料与事实不符'] })
  reasons!: string[];
}

export class OrderOnSiteReviewDto {
  @Text({ max: 2000, example: '书面材料存疑' })
  reason!: string;
}
