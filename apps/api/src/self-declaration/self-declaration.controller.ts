import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { AcceptSelfDeclarationDto, SignCommitmentDto, WithdrawCommitmentDto } from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';

@Controller('api/cases/:caseId')
export class SelfDeclarationController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('sign-commitment')
  @CommandRoute('SignCommitment', 'self-declaration', '签署告知承诺书')
  sign(@Param('caseId', AsCode) id: string, @Body() dto: SignCommitmentDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('SignCommitment', id, { ...dto }, call);
  }

  @Post('withdraw-commitment')
  @CommandRoute('WithdrawCommitment', 'self-declaration', '撤回告知承诺申请')
  withdraw(
    @Param('caseId', AsCode) id: string,
    @Body() dto: WithdrawCommitmentDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('WithdrawCommitment', id, { ...dto }, call);
  }

  @Post('accept-self-declaration')
  @CommandRoute('AcceptSelfDeclaration', 'self-declaration', '采信自我声明，当场准予')
  accept(
    @Param('caseId', AsCode) id: string,
    @Body() dto: AcceptSelfDeclarationDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    return this.commands.give('AcceptSelfDeclaration', id, { ...dto }, call);
  }
}
