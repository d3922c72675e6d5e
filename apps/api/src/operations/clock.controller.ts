import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Text } from '#dto';
import { CLOCK_STREAM } from '#engine';
import { actorFor } from '#identity';
import type { Ready } from '../back-office/back-office.js';
import { Commands, type RecordAnswer } from '../commands.js';
import { HOST, type Host } from '../host.js';
import { Answers } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { Logged } from '../http/logged.js';
import { Refuses } from '../http/problem-doc.js';

export class ConfirmClockDto {
  @Text({ max: 2000, example: '服务器时钟已按国家授时校正（示例）', description: 'Why the wall clock is right' })
  reason!: string;
}

@Controller('api/clock')
export class ClockController {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  /** It is believed from now on, whatever it shows; what fell due meanwhile takes effect. Goes on record. */
  @Post('confirm')
  @HttpCode(200)
  @Logged('clock-confirmed')
  @For('admin')
  @ApiTags('operations')
  @Answers({ clock: { status: 'believed' }, revision: 0, position: '129', events: ['ClockConfirmed'] })
  @Refuses(409, 'clock-not-in-doubt')
  @ApiOperation({ operationId: 'ConfirmClock', summary: '确认时钟 ConfirmClock' })
  async confirm(@Body() dto: ConfirmClockDto, @TheCall() call: Call): Promise<RecordAnswer & Pick<Ready, 'clock'>> {
    const actor = actorFor(call.account, ['admin']);
    const { revision, position, events } = await this.commands.send('ConfirmClock', CLOCK_STREAM, { ...dto }, actor, call);
    const { clock } = await this.host.office.ready();
    // A confirmation sent again tells what it did then: the two clocks go together.
    if (clock.status === 'believed') this.host.confirmClock();
    return { clock, revision, position, events };
  }
}
