import { Body, Controller, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { StandingDto } from '#dto';
import { normaliseUscc } from '#institution';
import { actorFor } from '#identity';
import { Commands } from '../commands.js';
import { Answers } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';

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
