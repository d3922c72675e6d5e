import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { SIGN_IN_BUSY, type Account } from '#identity';
import { formatInstant, isRejection, ROLES, type Rejection, type Role } from '#kernel';
import { HOST, type Host } from '../host.js';
import { Answers } from '../http/api-doc.js';
import { For, Open } from '../http/auth.guard.js';
import { notSignedIn, TheCall, type Call, type SignedIn } from '../http/call.js';
import { Text, Texts } from '../http/fields.js';
import { Logged } from '../http/logged.js';
import { HttpProblem, Rejected } from '../http/problem.js';
import { originOf } from '../http/origin.js';
import { checkedUscc } from '../http/uscc.js';

export class SignInDto {
  @Text({ max: 64, example: 'clerk' })
  username!: string;

  @Text({ max: 200, example: 'one-window-demo' })
  password!: string;
}

export class NewAccountDto extends SignInDto {
  @Text({ max: 100, example: '王五' })
  displayName!: string;

  @Texts({ min: 1, max: ROLES.length, example: ['clerk'] })
  roles!: Role[];

  @Text({ max: 32, example: '91620102MA7ABCD12B', optional: true, description: 'Applicants only: the body they act for' })
  uscc?: string;
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

const ACCOUNT = { id: 'a2f1c0de-0000-4000-8000-000000000001', username: 'clerk', displayName: '王五', roles: ['clerk'] };

type AccountView = Omit<Account, 'disabled'>;
const shown = ({ disabled: _disabled, ...account }: Account): AccountView => account;

const busy = ({ code, zh, en }: Rejection): HttpProblem | undefined =>
  code === SIGN_IN_BUSY ? new HttpProblem(429, code, zh, en) : undefined;

@ApiTags('session')
@Controller('api')
export class SessionController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Post('sessions')
  @Open()
  @Answers({ token: 'mZ3…', expiresAt: '2026-03-02T22:00:00+08:00', account: ACCOUNT }, 201)
  @ApiOperation({ summary: '登录 sign in; the token goes into Authorization: Bearer' })
  async signIn(
    @Body() { username, password }: SignInDto,
    @Req() request: FastifyRequest,
  ): Promise<{ token: string; expiresAt: string; account: AccountView }> {
    const answer = await this.host.identity.signIn(username, password);
    const by = { ...originOf(request), ...(isRejection(answer) ? {} : { account: answer.account.id }), name: username };
    const failure = isRejection(answer) ? ({ outcome: 'failure', code: answer.code } as const) : {};
    this.host.securityLog.record({ what: 'sign-in', by, ...failure });
    if (isRejection(answer)) throw busy(answer) ?? new HttpProblem(401, answer.code, answer.zh, answer.en);
    return { token: answer.token, expiresAt: formatInstant(answer.expiresAt), account: shown(answer.account) };
  }

  @Delete('sessions/current')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: '退出 sign out' })
  signOut(@Req() request: FastifyRequest & SignedIn): void {
    if (request.token === undefined) throw notSignedIn();
    this.host.identity.signOut(request.token);
    this.host.securityLog.record({ what: 'sign-out', by: originOf(request) });
  }

  @Get('me')
  @ApiBearerAuth()
  @Answers(ACCOUNT)
  @ApiOperation({ summary: '当前账号 the account signed in' })
  me(@TheCall() { account }: Call): AccountView {
    return shown(account);
  }

  @Get('people')
  @For(...STAFF)
  @ApiBearerAuth()
  @Answers({ items: [{ id: ACCOUNT.id, displayName: '评审 李强', roles: ['reviewer'] }] })
  @ApiOperation({ summary: '在岗人员 staff with an active account, to be named in a command' })
  people(@Query() { role }: PeopleQuery): { items: PersonView[] } {
    const asked: readonly Role[] = role === undefined ? STAFF : [role];
    const fitting = ({ disabled, roles }: Account): boolean => !disabled && roles.some((one) => asked.includes(one));
    const accounts = this.host.identity.listAccounts().filter(fitting);
    return { items: accounts.map(({ id, displayName, roles }) => ({ id, displayName, roles })) };
  }

  @Get('accounts')
  @Logged('list-read')
  @For('admin')
  @ApiBearerAuth()
  @Answers({ items: [{ ...ACCOUNT, disabled: false }] })
  @ApiOperation({ summary: '账号列表 all accounts' })
  accounts(): { items: Account[] } {
    return { items: this.host.identity.listAccounts() };
  }

  @Post('accounts')
  @For('admin')
  @ApiBearerAuth()
  @Answers(ACCOUNT, 201)
  @ApiOperation({ summary: '新建账号 create an account' })
  async create(@Body() dto: NewAccountDto): Promise<AccountView> {
    const { uscc, ...account } = dto;
    const body = uscc === undefined ? {} : { uscc: checkedUscc(uscc, 'uscc') };
    const answer = await this.host.identity.createAccount({ ...account, ...body });
    if (isRejection(answer)) throw busy(answer) ?? new Rejected(answer);
    return shown(answer);
  }
}
