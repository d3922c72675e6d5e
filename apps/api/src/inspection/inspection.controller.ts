import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import {
  AppointInspectorsDto,
  CheckVerificationRectificationDto,
  ConcludeVerificationDto,
  SubmitVerificationRectificationDto,
} from '#dto';
import { Commands, type RecordAnswer } from '../commands.js';
import { RecordRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';

const NOT_FOUND = 'inspection-not-found';

@Controller('api/inspections/:caseId')
export class InspectionController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('appoint-inspectors')
  @RecordRoute('AppointInspectors', 'inspection', '指派核查人员', NOT_FOUND)
  appoint(@Param('caseId', AsCode) id: string, @Body() dto: AppointInspectorsDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.commands.act('AppointInspectors', `inspection-${id}`, { ...dto }, call);
  }

  @Post('conclude-verification')
  @RecordRoute('ConcludeVerification', 'inspection', '作出核查结论', NOT_FOUND)
  conclude(
    @Param('caseId', AsCode) id: string,
    @Body() dto: ConcludeVerificationDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('ConcludeVerification', `inspection-${id}`, { ...dto }, call);
  }

  @Post('submit-verification-rectification')
  @RecordRoute('SubmitVerificationRectification', 'inspection', '提交核查整改报告', NOT_FOUND)
  submit(
    @Param('caseId', AsCode) id: string,
    @Body() dto: SubmitVerificationRectificationDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('SubmitVerificationRectification', `inspection-${id}`, { ...dto }, call);
  }

  @Post('check-verification-rectification')
  @RecordRoute('CheckVerificationRectification', 'inspection', '核查整改情况', NOT_FOUND)
  check(
    @Param('caseId', AsCode) id: string,
    @Body() dto: CheckVerificationRectificationDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('CheckVerificationRectification', `inspection-${id}`, { ...dto }, call);
  }
}
