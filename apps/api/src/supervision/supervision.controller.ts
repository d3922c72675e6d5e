import { Body, Controller, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Flag, Text } from '#dto';
import { normaliseUscc } from '#institution';
import { actorFor } from '../actors.js';
import { Commands } from '../commands.js';
import { Answers } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';

export class StandingDto {
  @Flag({ example: false, description: '上一许可周期内有违法违规行为 (办法13)' })
  breachInLastTerm!: boolean;

  @Flag({ example: false, description: '列入失信名单 (评审准则16)' })
  badCreditList!: boolean;

  @Flag({ example: false, description: '两年内受过检验检测违法处罚' })
  punishedWithin2Years!: boolean;

  @Text({ example: '甘市监罚〔2026〕1号（示例）', description: 'Where it is known from' })
  source!: string;
}

@Controller('api/institutions')
export class SupervisionController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** What the authority holds about a body; taken into every application that comes after. */
  @Put(':uscc/standing')
  @HttpCode(200)
  @For('supervisor')
  @ApiTags('supervision')
  @Answers({ uscc: '91620102MA7ABCD12B', revision: 0 })
  @ApiOperation({ operationId: 'RecordStanding', summary: '登记机构信用情况 RecordStanding' })
  async record(
    @Param('uscc') uscc: string,
    @Body() dto: StandingDto,
    @TheCall() call: Call,
  ): Promise<{ uscc: string; revision: number }> {
    const code = normaliseUscc(uscc);
    const actor = actorFor(call.account, ['supervisor']);
    const done = await this.commands.send('RecordStanding', `institution-${code}`, { ...dto, uscc: code }, actor, call);
    return { uscc: code, revision: done.revision };
  }
}
