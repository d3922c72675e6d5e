import { Body, Controller, Delete, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { Text } from '#dto';
import type { Account } from '#identity';
import { formatInstant, isRejection, type Role } from '#kernel';
import { HOST, type Host } from '../host.js';
import { addressOf, networkOf } from '../http/address.js';
import { Answers, NoContent } from '../http/api-doc.js';
import { EvenWithInitialPassword, For, Open } from '../http/auth.guard.js';
import { notSignedIn, type SignedIn } from '../http/call.js';
import { originOf } from '../http/origin.js';
import { Refuses } from '../http/problem-doc.js';
import { CODE } from './account.dto.js';
import { ACCOUNT, notLetIn, shown, type AccountView } from './account-views.js';

export class SignInDto {
  @Text({ max: 64, example: 'clerk' })
  username!: string;

  @Text({ max: 200, example: 'one-window-demo' })
  password!: string;

  @Text({ ...CODE, optional: true, description: 'Where the account has a second factor: its code, or a recovery code' })
  code?: string;
}

/** Whom a command may name: assessors, inspectors, the chair of a hearing. */
const STAFF = ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'] as const;

export class PeopleQuery {
  @ApiPropertyOptional({ enum: STAFF, description: 'All of the staff where left out', example: 'reviewer' })
  @IsOptional()
  @IsIn(STAFF)
  role?: (typeof STAFF)[number];
}

type PersonView = Pick<Account, 'id' | 'displayName' | 'roles'>;

@ApiTags('session')
@Controller('api')
export class SessionController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Post('sessions')
  @Open()
  @Answers({ token: 'mZ3…', expiresAt: '2026-03-02T22:00:00+08:00', account: ACCOUNT, device: 'k7Qd…' }, 201)
  @ApiHeader({ name: 'X-Device', required: false, description: 'The `device` of an earlier sign-in', schema: { type: 'string' } })
  @Refuses(401, 'second-factor-required', { field: 'code' })
  @Refuses(429, 'sign-in-limited')
  @ApiOperation({ summary: '登录 sign in; the token goes into Authorization: Bearer' })
  async signIn(
    @Body() { username, password, code }: SignInDto,
    @Req() request: FastifyRequest,
  ): Promise<{ token: string; expiresAt: string; account: AccountView; device: string }> {
    const device = request.headers['x-device'];
    const whence = { network: networkOf(addressOf(request.ip)), ...(typeof device === 'string' ? { device } : {}) };
    const answer = await this.host.identity.signIn(username, password, whence, code);
    const by = { ...originOf(request), ...(isRejection(answer) ? {} : { account: answer.account.id }), name: username };
    const failure = isRejection(answer) ? ({ outcome: 'failure', code: answer.code } as const) : {};
    this.host.securityLog.record({ what: 'sign-in', by, ...failure });
    if (isRejection(answer)) throw notLetIn(answer);
    const { token, expiresAt, account, device: remembered } = answer;
    return { token, expiresAt: formatInstant(expiresAt), account: shown(account), device: remembered };
  }

  @Delete('sessions/current')
  @EvenWithInitialPassword()
  @NoContent()
  @ApiOperation({ summary: '退出 sign out' })
  signOut(@Req() request: FastifyRequest & SignedIn): void {
    if (request.token === undefined) throw notSignedIn();
    this.host.identity.signOut(request.token);
    this.host.securityLog.record({ what: 'sign-out', by: originOf(request) });
  }

  @Get('people')
  @For(...STAFF)
  @Answers({ items: [{ id: ACCOUNT.id, displayName: '评审 李强', roles: ['reviewer'] }] })
  @ApiOperation({ summary: '在岗人员 staff with an active account, to be named in a command' })
  people(@Query() { role }: PeopleQuery): { items: PersonView[] } {
    const asked: readonly Role[] = role === undefined ? STAFF : [role];
    const fitting = ({ disabled, roles }: Account): boolean => !disabled && roles.some((one) => asked.includes(one));
    const accounts = this.host.identity.listAccounts().filter(fitting);
    return { items: accounts.map(({ id, displayName, roles }) => ({ id, displayName, roles })) };
  }
}
