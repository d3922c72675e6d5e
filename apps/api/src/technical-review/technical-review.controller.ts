import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import {
  ChangeReviewTeamDto,
  CommissionReviewDto,
  CompleteLeaderCheckDto,
  ConcludeReviewDto,
  OrderRectificationDto,
  PostponeReviewDto,
  StopReviewDto,
  SubmitRectificationDto,
  VerifyRectificationDto,
} from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { realDay } from '../http/day.js';

@Controller('api/cases/:caseId')
export class TechnicalReviewController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('commission-review')
  @CommandRoute('CommissionReview', 'technical-review', '委托技术评审')
  commission(
    @Param('caseId', AsCode) id: string,
    @Body() dto: CommissionReviewDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('CommissionReview', id, { ...dto }, call);
  }

  @Post('change-review-team')
  @CommandRoute('ChangeReviewTeam', 'technical-review', '变更评审组')
  changeTeam(
    @Param('caseId', AsCode) id: string,
    @Body() dto: ChangeReviewTeamDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('ChangeReviewTeam', id, { ...dto }, call);
  }

  @Post('complete-leader-check')
  @CommandRoute('CompleteLeaderCheck', 'technical-review', '完成评审组长材料审查')
  completeLeaderCheck(
    @Param('caseId', AsCode) id: string,
    @Body() dto: CompleteLeaderCheckDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('CompleteLeaderCheck', id, { ...dto }, call);
  }

  @Post('postpone-review')
  @CommandRoute('PostponeReview', 'technical-review', '暂缓评审')
  postpone(
    @Param('caseId', AsCode) id: string,
    @Body() { until, ...dto }: PostponeReviewDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    const told = until === undefined ? {} : { until: realDay(until, 'until') };
    return this.commands.give('PostponeReview', id, { ...dto, ...told }, call);
  }

  @Post('resume-review')
  @CommandRoute('ResumeReview', 'technical-review', '恢复评审')
  resume(@Param('caseId', AsCode) id: string, @BareCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ResumeReview', id, {}, call);
  }

  @Post('order-rectification')
  @CommandRoute('OrderRectification', 'technical-review', '责令整改')
  orderRectification(
    @Param('caseId', AsCode) id: string,
    @Body() dto: OrderRectificationDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('OrderRectification', id, { ...dto }, call);
  }

  @Post('submit-rectification')
  @CommandRoute('SubmitRectification', 'technical-review', '提交整改报告')
  submitRectification(
    @Param('caseId', AsCode) id: string,
    @Body() dto: SubmitRectificationDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('SubmitRectification', id, { ...dto }, call);
  }

  @Post('verify-rectification')
  @CommandRoute('VerifyRectification', 'technical-review', '整改跟踪验证')
  verifyRectification(
    @Param('caseId', AsCode) id: string,
    @Body() dto: VerifyRectificationDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('VerifyRectification', id, { ...dto }, call);
  }

  @Post('stop-review')
  @CommandRoute('StopReview', 'technical-review', '终止评审')
  stop(@Param('caseId', AsCode) id: string, @Body() dto: StopReviewDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('StopReview', id, { ...dto }, call);
  }

  @Post('conclude-review')
  @CommandRoute('ConcludeReview', 'technical-review', '评审结论')
  conclude(@Param('caseId', AsCode) id: string, @Body() dto: ConcludeReviewDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ConcludeReview', id, { ...dto }, call);
  }
}
