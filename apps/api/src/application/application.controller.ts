import { randomUUID } from 'node:crypto';
import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  AcceptApplicationDto,
  ReasonedDto,
  RequestCorrectionDto,
  SubmitApplicationDto,
  SupplyCorrectionDto,
  SupplyMaterialDto,
  WithdrawApplicationDto,
} from '#dto';
import { caseIdFor, outsideId } from '#engine';
import { normaliseUscc } from '#institution';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { A_SCOPE } from '../http/json-body.js';

@Controller('api/cases')
export class ApplicationController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post()
  @RouteConfig(A_SCOPE)
  @CommandRoute('SubmitApplication', 'application', '提出申请')
  async submit(@Body() { institution, ...dto }: SubmitApplicationDto, @TheCall() call: Call): Promise<CommandAnswer> {
    const key = call.idempotencyKey ?? randomUUID();
    const caseId = caseIdFor(outsideId(call.account.id, key));
    const data = { ...dto, caseId, institution: { ...institution, uscc: normaliseUscc(institution.uscc) } };
    const answer = await this.commands.give('SubmitApplication', caseId, data, { ...call, idempotencyKey: key });
    void call.reply.header('location', `/api/cases/${answer.caseId}`);
    return answer;
  }

  @Post(':caseId/withdraw-application')
  @CommandRoute('WithdrawApplication', 'application', '撤回申请')
  withdraw(
    @Param('caseId', AsCode) id: string,
    @Body() dto: WithdrawApplicationDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('WithdrawApplication', id, { ...dto }, call);
  }

  @Post(':caseId/accept-application')
  @CommandRoute('AcceptApplication', 'application', '受理')
  accept(@Param('caseId', AsCode) id: string, @Body() dto: AcceptApplicationDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('AcceptApplication', id, { ...dto }, call);
  }

  @Post(':caseId/decline-application')
  @CommandRoute('DeclineApplication', 'application', '不予受理')
  decline(@Param('caseId', AsCode) id: string, @Body() dto: ReasonedDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('DeclineApplication', id, { ...dto }, call);
  }

  @Post(':caseId/request-correction')
  @CommandRoute('RequestCorrection', 'application', '一次性补正告知')
  requestCorrection(
    @Param('caseId', AsCode) id: string,
    @Body() dto: RequestCorrectionDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('RequestCorrection', id, { ...dto }, call);
  }

  @Post(':caseId/supply-correction')
  @CommandRoute('SupplyCorrection', 'application', '提交补正材料')
  supplyCorrection(
    @Param('caseId', AsCode) id: string,
    @Body() dto: SupplyCorrectionDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('SupplyCorrection', id, { ...dto }, call);
  }

  @Post(':caseId/supply-material')
  @CommandRoute('SupplyMaterial', 'application', '补交数据共享未取得的材料')
  supplyMaterial(
    @Param('caseId', AsCode) id: string,
    @Body() dto: SupplyMaterialDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('SupplyMaterial', id, { ...dto }, call);
  }
}
