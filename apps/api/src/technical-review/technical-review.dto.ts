import { CONCLUSIONS, REVIEW_FORMS, type Conclusion, type ReviewForm } from '#policy';
import { Each, Flag, OneOf, Text, Texts, Whole } from '../http/fields.js';

export class TeamMemberDto {
  @Text({ max: 64, example: 'a2f1c0de-0000-4000-8000-000000000001', description: 'Account of the assessor' })
  id!: string;

  @Text({ max: 100, example: '李四', optional: true })
  name?: string;

  @Flag({ example: true, optional: true })
  leader?: boolean;
}

export class CommissionReviewDto {
  @OneOf({ values: REVIEW_FORMS, example: 'ON_SITE', optional: true, description: 'By the rule of the kind where left out' })
  form?: ReviewForm;

  @Each({ type: TeamMemberDto, min: 1, max: 20, example: [{ id: 'expert-1', leader: true }, { id: 'expert-2' }] })
  team!: TeamMemberDto[];
}

export class PostponeReviewDto {
  @Text({ max: 1000, example: '申请人请求延期' })
  reason!: string;
}

export class OrderRectificationDto {
  @Whole({ min: 1, max: 365, example: 30 })
  withinWorkingDays!: number;

  @Texts({ example: ['设备溯源证书过期'], optional: true })
  items?: string[];
}

export class SubmitRectificationDto {
  @Text({ max: 4000, example: '已完成整改', optional: true })
  note?: string;
}

export class VerifyRectificationDto {
  @Flag({ example: true })
  passed!: boolean;
}

export class ConcludeReviewDto {
  @OneOf({ values: CONCLUSIONS, example: '符合' })
  conclusion!: Conclusion;
}
