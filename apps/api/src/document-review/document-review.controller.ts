import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { FailDocumentReviewDto, OrderOnSiteReviewDto, PassDocumentReviewDto, TakeBackDocumentReviewDto } from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';

@Controller('api/cases/:caseId')
export class DocumentReviewController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('claim-document-review')
  @CommandRoute('ClaimDocumentReview', 'document-review', '领取文件审查')
  claim(@Param('caseId', AsCode) id: string, @BareCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ClaimDocumentReview', id, {}, call);
  }

  @Post('release-document-review')
  @CommandRoute('ReleaseDocumentReview', 'document-review', '退回文件审查')
  release(@Param('caseId', AsCode) id: string, @BareCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ReleaseDocumentReview', id, {}, call);
  }

  @Post('take-back-document-review')
  @CommandRoute('TakeBackDocumentReview', 'document-review', '收回文件审查')
  takeBack(
    @Param('caseId', AsCode) id: string,
    @Body() dto: TakeBackDocumentReviewDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('TakeBackDocumentReview', id, { ...dto }, call);
  }

  @Post('pass-document-review')
  @CommandRoute('PassDocumentReview', 'document-review', '文件审查符合')
  pass(@Param('caseId', AsCode) id: string, @Body() dto: PassDocumentReviewDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('PassDocumentReview', id, { ...dto }, call);
  }

  @Post('fail-document-review')
  @CommandRoute('FailDocumentReview', 'document-review', '文件审查不符合')
  fail(@Param('caseId', AsCode) id: string, @Body() dto: FailDocumentReviewDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('FailDocumentReview', id, { ...dto }, call);
  }

  @Post('order-on-site-review')
  @CommandRoute('OrderOnSiteReview', 'document-review', '存疑转现场评审')
  orderOnSite(
    @Param('caseId', AsCode) id: string,
    @Body() dto: OrderOnSiteReviewDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('OrderOnSiteReview', id, { ...dto }, call);
  }
}
