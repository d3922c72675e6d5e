import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { asKept, sessionUnknown, type Account } from '#identity';
import type { Rejection } from '#kernel';
import type { ListOrder, Page } from '#read-models';
import type { Approvable, PasswordToSet } from '../approvals/approvable.js';
import { SecondAdmin } from '../approvals/second-admin.js';
import { PENDING_EXAMPLE, SET_ROLES_EXAMPLE } from '../approvals/views.js';
import { HOST, type Host } from '../host.js';
import { Answers, NoContent } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { Logged } from '../http/logged.js';
import { originOf } from '../http/origin.js';
import { paged, PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';
import { Rejected } from '../http/problem.js';
import { checkedUscc } from '../http/uscc.js';
import { DisplayNameDto, NewAccountDto, ResetPasswordDto, RolesDto } from './account.dto.js';
import {
  CREATE_ACCOUNT,
  getAccount,
  REOPEN_ACCOUNT,
  RESET_PASSWORD,
  RESET_SECOND_FACTOR,
  SET_ROLES,
} from './account-commands.js';
import { ACCOUNT, SESSION, settled, viewSessions, type SessionView } from './account-views.js';
import { heldBy, type Held } from './held-by.js';

const [OPEN, CLOSED] = [
  { ...ACCOUNT, disabled: false },
  { ...ACCOUNT, disabled: true },
];
const HELD = { caseId: '7K3F-9QXM-2A5T', kind: 'RENEWAL', next: 'PassDocumentReview', as: 'claimed' };
const INITIAL = 'q3vX0aB7kLm2PzR5';

const ORDER: ListOrder = { name: 'accounts', keys: [{ column: 'username' }] };

/** Other people's accounts: what an administrator makes, changes, closes and opens again. */
@ApiTags('accounts')
@Controller('api/accounts')
export class AccountsController {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(SecondAdmin) private readonly second: SecondAdmin,
  ) {}

  @Get()
  @Logged('list-read')
  @For('admin')
  @Answers({ items: [OPEN], page: 1, size: 20, total: 1, next: null })
  @ApiOperation({ summary: '账号列表 all accounts, by their user names' })
  list(@Query() query: PageQuery): Page<Account> {
    return paged(this.host.identity.listAccounts().sort(byUsername), ORDER, query, ({ username }) => ({ username }));
  }

  @Post()
  @For('admin')
  @Answers({ ...OPEN, mustChangePassword: true, initialPassword: INITIAL }, 201)
  @Answers({ approval: PENDING_EXAMPLE, initialPassword: INITIAL }, 202)
  @Refuses(409, 'username-taken')
  @ApiOperation({ summary: '新建账号 create an account; a password made by the server is shown this once' })
  async create(@Body() { uscc, password, ...wanted }: NewAccountDto, @TheCall() call: Call): Promise<object> {
    const body = uscc === undefined ? {} : { uscc: checkedUscc(uscc, 'uscc') };
    const what = asKept({ ...wanted, ...body });
    const how = { initial: true, anyPassword: password === undefined };
    const toSet = passwordToSet(password, (one) => this.host.identity.prepareAccount({ ...what, password: one }, how));
    return this.second.give(CREATE_ACCOUNT, what, call, toSet);
  }

  @Put(':accountId/roles')
  @For('admin')
  @Answers({ ...OPEN, roles: ['clerk', 'reviewer'] })
  @Answers({ approval: SET_ROLES_EXAMPLE }, 202)
  @Refuses(404, 'account-unknown')
  @Refuses(409, 'last-administrator')
  @ApiOperation({ summary: '调整角色 change the roles; they hold from the next request on' })
  setRoles(@Param('accountId') id: string, @Body() { roles }: RolesDto, @TheCall() call: Call): Promise<object> {
    return this.giveTo(id, SET_ROLES, { roles: [...new Set(roles)] }, call);
  }

  @Put(':accountId/display-name')
  @For('admin')
  @Answers(OPEN)
  @Refuses(404, 'account-unknown')
  @ApiOperation({ summary: '修改姓名 change the display name' })
  setDisplayName(@Param('accountId') id: string, @Body() { displayName }: DisplayNameDto, @TheCall() { reply }: Call): Account {
    const { username } = getAccount(this.host.identity, id);
    return settled(this.host.identity.setDisplayName(username, displayName, originOf(reply.request)));
  }

  @Post(':accountId/close')
  @HttpCode(200)
  @For('admin')
  @Answers({ account: CLOSED, holds: [HELD] })
  @Refuses(404, 'account-unknown')
  @Refuses(409, 'last-administrator')
  @ApiOperation({ summary: '停用账号 close it: its sessions end at once; says what its owner still holds' })
  async close(
    @Param('accountId') id: string,
    @BareCall() { reply }: Call,
  ): Promise<{ account: Account; holds: readonly Held[] }> {
    const { username } = getAccount(this.host.identity, id);
    const account = settled(this.host.identity.setDisabled(username, true, originOf(reply.request)));
    return { account, holds: await heldBy(account, this.host) };
  }

  @Post(':accountId/reopen')
  @HttpCode(200)
  @For('admin')
  @Answers(OPEN)
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'ReopenAccount' } }, 202)
  @Refuses(404, 'account-unknown')
  @ApiOperation({ summary: '恢复账号 open it again' })
  reopen(@Param('accountId') id: string, @BareCall() call: Call): Promise<object> {
    return this.giveTo(id, REOPEN_ACCOUNT, {}, call);
  }

  @Post(':accountId/reset-password')
  @HttpCode(200)
  @For('admin')
  @Answers({ ...OPEN, mustChangePassword: true, initialPassword: INITIAL })
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'ResetPassword' }, initialPassword: INITIAL }, 202)
  @Refuses(404, 'account-unknown')
  @ApiOperation({ summary: '重置密码 give an initial password; sessions end, a lock is lifted' })
  async resetPassword(
    @Param('accountId') id: string,
    @Body() { password }: ResetPasswordDto,
    @TheCall() call: Call,
  ): Promise<object> {
    const { username } = getAccount(this.host.identity, id);
    const toSet = passwordToSet(password, (one) => this.host.identity.preparePassword(username, one));
    return this.giveTo(id, RESET_PASSWORD, {}, call, toSet);
  }

  @Post(':accountId/reset-second-factor')
  @HttpCode(200)
  @For('admin')
  @Answers(OPEN)
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'ResetSecondFactor' } }, 202)
  @Refuses(404, 'account-unknown')
  @Refuses(409, 'second-factor-not-set')
  @ApiOperation({ summary: '重置动态口令 for a lost device: the second factor is gone, sessions end; never your own' })
  resetSecondFactor(@Param('accountId') id: string, @BareCall() call: Call): Promise<object> {
    return this.giveTo(id, RESET_SECOND_FACTOR, {}, call);
  }

  @Get(':accountId/sessions')
  @For('admin')
  @Answers({ items: [SESSION] })
  @Refuses(404, 'account-unknown')
  @ApiOperation({ summary: '账号会话 open sessions of an account' })
  sessions(@Param('accountId') id: string): { items: SessionView[] } {
    return { items: viewSessions(this.host.identity.sessionsOf(getAccount(this.host.identity, id))) };
  }

  @Delete(':accountId/sessions/:sessionId')
  @Logged('session-ended')
  @NoContent()
  @For('admin')
  @Refuses(404, 'session-unknown')
  @ApiOperation({ summary: '结束会话 end one of them' })
  endSession(@Param('accountId') id: string, @Param('sessionId') sessionId: string): void {
    const account = getAccount(this.host.identity, id);
    if (!this.host.identity.endSession(account, sessionId)) throw new Rejected(sessionUnknown());
  }

  @Delete(':accountId/sessions')
  @Logged('session-ended')
  @NoContent()
  @For('admin')
  @Refuses(404, 'account-unknown')
  @ApiOperation({ summary: '结束全部会话 end all of them' })
  endSessions(@Param('accountId') id: string): void {
    this.host.identity.endSessionsOf(getAccount(this.host.identity, id));
  }

  private async giveTo<W extends object>(
    id: string,
    one: Approvable<W & { account: string; username: string }>,
    what: W,
    call: Call,
    password?: PasswordToSet,
  ): Promise<object> {
    const { username } = getAccount(this.host.identity, id);
    return this.second.give(one, { account: id, username, ...what }, call, password);
  }
}

/** As the cursor compares, which for rare characters is not the order of the table. */
const byUsername = (one: Account, other: Account): number => (one.username < other.username ? -1 : 1);

function passwordToSet(
  typed: string | undefined,
  prepare: (password: string) => Promise<{ readonly passwordHash: string } | Rejection>,
): PasswordToSet {
  const password = typed ?? randomBytes(12).toString('base64url');
  const hash = async (): Promise<string> => settled(await prepare(password)).passwordHash;
  return typed === undefined ? { made: password, hash } : { typed, hash };
}
