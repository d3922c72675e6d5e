import { Body, Controller, Delete, Get, Inject, Param, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { sessionUnknown } from '#identity';
import { HOST, type Host } from '../host.js';
import { Answers, NoContent } from '../http/api-doc.js';
import { EvenWithInitialPassword } from '../http/auth.guard.js';
import { notSignedIn, TheCall, type Call, type SignedIn } from '../http/call.js';
import { Logged } from '../http/logged.js';
import { Refuses } from '../http/problem-doc.js';
import { Rejected } from '../http/problem.js';
import { ChangePasswordDto } from './account.dto.js';
import { ACCOUNT, SESSION, settled, shown, viewSessions, type AccountView, type SessionView } from './account-views.js';

@ApiTags('session')
@Controller('api/me')
export class OwnAccountController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get()
  @EvenWithInitialPassword()
  @Answers(ACCOUNT)
  @ApiOperation({ summary: '当前账号 the account signed in' })
  me(@TheCall() { account }: Call): AccountView {
    return shown(account);
  }

  @Put('password')
  @EvenWithInitialPassword()
  @Answers(ACCOUNT)
  @Refuses(403, 'old-password-wrong')
  @ApiOperation({ summary: '修改密码 change your password; all your other sessions end' })
  async changePassword(
    @Body() { old, password }: ChangePasswordDto,
    @Req() { token }: FastifyRequest & SignedIn,
  ): Promise<AccountView> {
    if (token === undefined) throw notSignedIn();
    return shown(settled(await this.host.identity.changePassword(token, old, password)));
  }

  @Get('sessions')
  @Answers({ items: [{ ...SESSION, current: true }] })
  @ApiOperation({ summary: '本人会话 your open sessions' })
  sessions(@Req() { account, token }: FastifyRequest & SignedIn): { items: SessionView[] } {
    if (account === undefined || token === undefined) throw notSignedIn();
    const { identity } = this.host;
    return { items: viewSessions(identity.sessionsOf(account), identity.sessionIdOf(token)) };
  }

  @Delete('sessions/:sessionId')
  @Logged('session-ended')
  @NoContent()
  @Refuses(404, 'session-unknown')
  @ApiOperation({ summary: '结束本人会话 end one of your sessions' })
  endSession(@Param('sessionId') id: string, @TheCall() { account }: Call): void {
    if (!this.host.identity.endSession(account, id)) throw new Rejected(sessionUnknown());
  }
}
