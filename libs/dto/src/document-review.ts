import { Each, Flag, OneOf, Text, Texts } from './fields.js';
import { NOTHING, type Given } from './given.js';

export class IntegrityCheckDto {
  @Text({ max: 64, example: 'papers-match-facts' })
  item!: string;

  @Flag({ example: true })
  passed!: boolean;

  @Text({ max: 2000, example: '与登记信息一致', optional: true })
  note?: string;
}

export class PassDocumentReviewDto implements Given<'PassDocumentReview'> {
  @Text({ max: 2000, example: '材料齐全，与登记信息一致', optional: true })
  findings?: string;

  @Each({
    type: IntegrityCheckDto,
    max: 20,
    example: ['papers-match-facts', 'no-contradictions', 'not-copied'].map((item) => ({ item, passed: true })),
    optional: true,
    description: 'The checklist (评审准则 附件2 3.1), every point that the policy names; one that failed forbids passing',
  })
  checks?: IntegrityCheckDto[];
}

export class FailDocumentReviewDto implements Given<'FailDocumentReview'> {
  @Texts({ min: 1, example: ['材料与事实不符'] })
  reasons!: string[];
}

export class OrderOnSiteReviewDto implements Given<'OrderOnSiteReview'> {
  @Text({ max: 2000, example: '书面材料存疑' })
  reason!: string;

  @OneOf({ values: ['ON_SITE', 'REMOTE'], example: 'ON_SITE', optional: true, description: 'ON_SITE where left out' })
  form?: 'ON_SITE' | 'REMOTE';
}

export class TakeBackDocumentReviewDto implements Given<'TakeBackDocumentReview'> {
  @Text({ max: 1000, example: '领取人长期病假' })
  reason!: string;
}

export const documentReviewDtos = {
  ClaimDocumentReview: NOTHING,
  ReleaseDocumentReview: NOTHING,
  TakeBackDocumentReview: TakeBackDocumentReviewDto,
  PassDocumentReview: PassDocumentReviewDto,
  FailDocumentReview: FailDocumentReviewDto,
  OrderOnSiteReview: OrderOnSiteReviewDto,
};
