import { FINDING_RESULTS, type Finding } from '#case';
import { CONCLUSIONS, REVIEW_FORMS, type Conclusion, type ReviewForm } from '#law';
import { Day, Each, Flag, OneOf, Text, Texts, Whole } from './fields.js';
import { NOTHING, type Given } from './given.js';

const TEAM = [{ id: 'a2f1c0de-0000-4000-8000-000000000001', leader: true }, { id: 'a2f1c0de-0000-4000-8000-000000000002' }];

export class TeamMemberDto {
  @Text({
    max: 64,
    example: 'a2f1c0de-0000-4000-8000-000000000001',
    description: 'Account of the assessor: active, with the role reviewer',
  })
  id!: string;

  @Text({ max: 100, example: '李四', optional: true, description: 'Not read: the name kept is that of the account' })
  name?: string;

  @Flag({ example: true, optional: true })
  leader?: boolean;

  @Texts({
    max: 50,
    example: ['12620000438012348J'],
    optional: true,
    description: 'Bodies that the member has consulted for or is tied to (办法29)',
  })
  conflicts?: string[];
}

export class CommissionReviewDto implements Given<'CommissionReview'> {
  @OneOf({ values: REVIEW_FORMS, example: 'ON_SITE', optional: true, description: 'By the rule of the kind where left out' })
  form?: ReviewForm;

  @Each({ type: TeamMemberDto, min: 1, max: 20, example: TEAM })
  team!: TeamMemberDto[];

  @Text({ max: 64, example: 'force-majeure', optional: true, description: 'Of a remote review: its ground (评审准则17)' })
  remoteGround?: string;
}

export class ChangeReviewTeamDto implements Given<'ChangeReviewTeam'> {
  @Each({ type: TeamMemberDto, min: 1, max: 20, example: TEAM })
  team!: TeamMemberDto[];

  @Text({ max: 1000, example: '原评审员与申请机构有利害关系，予以回避' })
  reason!: string;
}

export class CompleteLeaderCheckDto implements Given<'CompleteLeaderCheck'> {
  @OneOf({
    values: ['实施', '暂缓', '不实施'],
    example: '实施',
    description: 'Whether the review takes place, waits, or does not',
  })
  outcome!: '实施' | '暂缓' | '不实施';

  @Text({ max: 1000, example: '缺少典型检验检测报告', optional: true, description: 'A must unless it takes place' })
  reason?: string;
}

export class PostponeReviewDto implements Given<'PostponeReview'> {
  @Text({ max: 1000, example: '申请人请求延期' })
  reason!: string;

  @Day({
    example: '2026-03-31',
    optional: true,
    description: '暂缓至 the last day that is put off; as long as the rules allow where left out',
  })
  until?: string;
}

export class OrderRectificationDto implements Given<'OrderRectification'> {
  @Whole({ min: 1, max: 365, example: 30 })
  withinWorkingDays!: number;

  @Texts({ min: 1, example: ['设备溯源证书过期'], description: '需要整改的事项: the notice names them' })
  items!: string[];
}

export class SubmitRectificationDto implements Given<'SubmitRectification'> {
  @Text({ max: 4000, example: '已完成整改', optional: true })
  note?: string;
}

export class VerifyRectificationDto implements Given<'VerifyRectification'> {
  @Flag({ example: true })
  passed!: boolean;
}

export class FindingDto {
  @Text({ max: 20, example: '2.9.1', description: 'Clause of the review rules' })
  clause!: string;

  @OneOf({ values: FINDING_RESULTS, example: '符合' })
  result!: Finding['result'];

  @Text({ max: 2000, example: '劳动合同齐全', optional: true })
  note?: string;
}

export class ConcludeReviewDto implements Given<'ConcludeReview'> {
  @OneOf({ values: CONCLUSIONS, example: '符合' })
  conclusion!: Conclusion;

  @Each({ type: FindingDto, max: 100, example: [{ clause: '2.9.1', result: '符合' }], optional: true })
  findings?: FindingDto[];
}

export class StopReviewDto implements Given<'StopReview'> {
  @Text({ max: 64, example: 'no-cooperation', description: 'A ground of the review rules (评审准则 附件1 4.7)' })
  ground!: string;

  @Text({
    max: 64,
    example: 'a2f1c0de-0000-4000-8000-000000000003',
    description: 'Account of the decision maker or head of the authority who agreed',
  })
  consentOf!: string;

  @Text({ max: 2000, example: '拒绝提供原始记录', optional: true })
  note?: string;
}

export const technicalReviewDtos = {
  CommissionReview: CommissionReviewDto,
  ChangeReviewTeam: ChangeReviewTeamDto,
  CompleteLeaderCheck: CompleteLeaderCheckDto,
  PostponeReview: PostponeReviewDto,
  ResumeReview: NOTHING,
  OrderRectification: OrderRectificationDto,
  SubmitRectification: SubmitRectificationDto,
  VerifyRectification: VerifyRectificationDto,
  StopReview: StopReviewDto,
  ConcludeReview: ConcludeReviewDto,
};
