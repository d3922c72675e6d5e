import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CloseHearingDto, OpenHearingDto, RequestHearingDto, TellHearingRightDto } from '#dto';
import { Commands, type CommandAnswer } from '../commands.js';
import { CommandRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { realDay } from '../http/day.js';

@Controller('api/cases/:caseId')
export class HearingController {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  @Post('tell-hearing-right')
  @CommandRoute('TellHearingRight', 'decision', '告知听证权利')
  tell(@Param('caseId', AsCode) id: string, @Body() dto: TellHearingRightDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('TellHearingRight', id, { ...dto }, call);
  }

  @Post('request-hearing')
  @CommandRoute('RequestHearing', 'decision', '要求听证')
  request(@Param('caseId', AsCode) id: string, @Body() dto: RequestHearingDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('RequestHearing', id, { ...dto }, call);
  }

  @Post('open-hearing')
  @CommandRoute('OpenHearing', 'decision', '听证通知、举行听证')
  open(
    @Param('caseId', AsCode) id: string,
    @Body() { noticedOn, heldOn, ...dto }: OpenHearingDto,
    @TheCall() call: Call,
  ): Promise<CommandAnswer> {
    const days = {
      ...(noticedOn === undefined ? {} : { noticedOn: realDay(noticedOn, 'noticedOn') }),
      ...(heldOn === undefined ? {} : { heldOn: realDay(heldOn, 'heldOn') }),
    };
    return this.commands.give('OpenHearing', id, { ...dto, ...days }, call);
  }

  @Post('close-hearing')
  @CommandRoute('CloseHearing', 'decision', '听证结束')
  close(@Param('caseId', AsCode) id: string, @Body() dto: CloseHearingDto, @TheCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('CloseHearing', id, { ...dto }, call);
  }
}
