import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RecoveryCodes } from '#identity';
import { formatInstant } from '#kernel';
import { HOST, type Host } from '../host.js';
import { Answers } from '../http/api-doc.js';
import { EvenWithoutSecondFactor } from '../http/auth.guard.js';
import { notSignedIn, TheCall, type Call, type SignedIn } from '../http/call.js';
import { originOf } from '../http/origin.js';
import { Refuses } from '../http/problem-doc.js';
import { CodeDto, PasswordAndCodeDto } from './account.dto.js';
import { ACCOUNT, settled, shown, type AccountView } from './account-views.js';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const BEGUN = {
  secret: SECRET,
  uri: `otpauth://totp/%E4%B8%80%E7%AA%97%E4%B8%80%E7%BD%91:clerk?issuer=%E4%B8%80%E7%AA%97%E4%B8%80%E7%BD%91&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
  validUntil: '2026-03-02T10:10:00+08:00',
};
const CODES = { recoveryCodes: ['7k3f-9qxm-2a5t', '0v8c-hn4d-w1rz'] };
const STATE = { set: true, since: '2026-03-02T10:00:00+08:00', obligatory: true, recoveryCodesLeft: 10 };

interface StateView {
  readonly set: boolean;
  readonly since?: string;
  readonly obligatory: boolean;
  readonly recoveryCodesLeft: number;
}

interface BegunView {
  readonly secret: string;
  readonly uri: string;
  readonly validUntil: string;
}

/** What everybody does with their own second factor (动态口令): a code of an authenticator app beside the password. */
@ApiTags('session')
@Controller('api/me/second-factor')
export class SecondFactorController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get()
  @EvenWithoutSecondFactor()
  @Answers(STATE)
  @ApiOperation({ summary: '动态口令状态 whether a second factor is set, and how many recovery codes are left' })
  state(@TheCall() { account }: Call): StateView {
    const { since, ...state } = this.host.identity.secondFactors.stateOf(account);
    return { ...state, ...(since === undefined ? {} : { since: formatInstant(since) }) };
  }

  @Post()
  @EvenWithoutSecondFactor()
  @Answers(BEGUN, 201)
  @Refuses(403, 'password-wrong', { field: 'password' })
  @ApiOperation({
    summary: '启用动态口令 begin: a secret for the app, good for ten minutes',
    description:
      'Asks for the password again; where a second factor is set, for its code too: it stays until the new one is confirmed.',
  })
  async begin(@Body() proof: PasswordAndCodeDto, @TheCall() { account, reply }: Call): Promise<BegunView> {
    const begun = await this.host.identity.secondFactors.begin(account, proof, originOf(reply.request));
    const { secret, uri, until } = settled(begun);
    return { secret, uri, validUntil: formatInstant(until) };
  }

  @Post('confirm')
  @HttpCode(200)
  @EvenWithoutSecondFactor()
  @Answers(CODES)
  @Refuses(403, 'second-factor-wrong', { field: 'code' })
  @Refuses(409, 'second-factor-not-begun')
  @ApiOperation({ summary: '确认动态口令 confirm with a code: ten recovery codes, shown this once; all your other sessions end' })
  confirm(@Body() { code }: CodeDto, @Req() request: FastifyRequest & SignedIn): RecoveryCodes {
    const { account, token } = request;
    if (account === undefined || token === undefined) throw notSignedIn();
    return settled(this.host.identity.secondFactors.confirm(account, token, code, originOf(request)));
  }

  @Post('recovery-codes')
  @Answers(CODES, 201)
  @Refuses(403, 'second-factor-wrong', { field: 'code' })
  @Refuses(409, 'second-factor-not-set')
  @ApiOperation({ summary: '重新生成恢复码 make ten new recovery codes, shown this once; the old ones are void' })
  async renewCodes(@Body() proof: PasswordAndCodeDto, @TheCall() { account, reply }: Call): Promise<RecoveryCodes> {
    return settled(await this.host.identity.secondFactors.renewCodes(account, proof, originOf(reply.request)));
  }

  @Delete()
  @Answers(ACCOUNT)
  @Refuses(403, 'second-factor-obligatory')
  @Refuses(409, 'second-factor-not-set')
  @ApiOperation({ summary: '停用动态口令 remove it, with password and code; not where it is obligatory' })
  async remove(@Body() proof: PasswordAndCodeDto, @TheCall() { account, reply }: Call): Promise<AccountView> {
    return shown(settled(await this.host.identity.secondFactors.remove(account, proof, originOf(reply.request))));
  }
}
