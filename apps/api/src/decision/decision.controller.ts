import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import {
  ExplainDelayDto,
  ExtendDecisionDto,
  GrantQualificationDto,
  ReasonedDto,
  RecordRefusalSetAsideDto,
  RepinPolicyDto,
} from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { realDay } from '../http/day.js';

@Controller('api/cases/:caseId')
export class DecisionController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('grant-qualification')
  @CommandRoute('GrantQualification', 'decision', '准予许可')
  grant(@Param('caseId', AsCode) id: string, @Body() dto: GrantQualificationDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('GrantQualification', id, { ...dto }, call);
  }

  @Post('refuse-qualification')
  @CommandRoute('RefuseQualification', 'decision', '不予许可')
  refuse(@Param('caseId', AsCode) id: string, @Body() dto: ReasonedDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('RefuseQualification', id, { ...dto }, call);
  }

  @Post('extend-decision')
  @CommandRoute('ExtendDecision', 'decision', '延长决定期限')
  extend(@Param('caseId', AsCode) id: string, @Body() dto: ExtendDecisionDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ExtendDecision', id, { ...dto }, call);
  }

  @Post('record-refusal-set-aside')
  @CommandRoute('RecordRefusalSetAside', 'decision', '登记原决定被撤销，重新作出决定')
  setAside(
    @Param('caseId', AsCode) id: string,
    @Body() dto: RecordRefusalSetAsideDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    const date = realDay(dto.instrument.date, 'instrument.date');
    return this.commands.give('RecordRefusalSetAside', id, { ...dto, instrument: { ...dto.instrument, date } }, call);
  }

  @Post('repin-policy')
  @CommandRoute('RepinPolicy', 'decision', '改用另一版规则')
  repin(@Param('caseId', AsCode) id: string, @Body() dto: RepinPolicyDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('RepinPolicy', id, { ...dto }, call);
  }

  @Post('explain-delay')
  @CommandRoute('ExplainDelay', 'decision', '公开说明超期理由')
  explain(@Param('caseId', AsCode) id: string, @Body() dto: ExplainDelayDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('ExplainDelay', id, { ...dto }, call);
  }
}
