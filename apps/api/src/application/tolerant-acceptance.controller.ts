import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { AcceptWithOutstandingDto, SupplyOutstandingDto } from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';

@Controller('api/cases/:caseId')
export class TolerantAcceptanceController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('accept-with-outstanding')
  @CommandRoute('AcceptWithOutstanding', 'application', '容缺受理')
  accept(
    @Param('caseId', AsCode) id: string,
    @Body() dto: AcceptWithOutstandingDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('AcceptWithOutstanding', id, { ...dto }, call);
  }

  @Post('supply-outstanding')
  @CommandRoute('SupplyOutstanding', 'application', '补齐容缺材料')
  supply(@Param('caseId', AsCode) id: string, @Body() dto: SupplyOutstandingDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('SupplyOutstanding', id, { ...dto }, call);
  }
}
