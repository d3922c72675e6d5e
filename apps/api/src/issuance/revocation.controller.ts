import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  CloseRevocationDto,
  ExtendRevocationDto,
  OpenRevocationDto,
  RecordStatementDto,
  RevokeCertificateDto,
  SuspendRevocationDto,
} from '#dto';
import type { CertificateView } from '#read-models';
import { actorsOf } from '#identity';
import { SEEING } from '#office';
import { Commands, type RecordAnswer } from '../commands.js';
import { HOST, type Host } from '../host.js';
import { Queries } from '../queries.js';
import { RecordRoute, QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { withNames, type Named } from '../http/names.js';
import { Refuses } from '../http/problem-doc.js';

const NOT_FOUND = 'certificate-not-found';
const certificate = (number: string): string => `certificate-${number}`;

/** What becomes of a certificate after its issue: investigation, statement, revocation. */
@Controller('api/certificates/:number')
export class RevocationController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HOST) private readonly host: Host,
  ) {}

  @Get()
  @For(...SEEING)
  @Refuses(404, 'certificate-not-found')
  @QueryRoute('issuance', '证书档案 one certificate with its history; a body sees its own', {
    number: '202812340001',
    status: 'VALID',
    investigation: null,
    clocks: [],
    events: [],
    permittedActions: ['OpenRevocation'],
  })
  async file(
    @Param('number', AsCode) number: string,
    @TheCall() { account }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateView & Named> {
    const view = await this.queries.ask('certificateFile', { number, viewer: actorsOf(account) });
    void reply.header('etag', `"${view.revision}"`);
    return withNames(view, this.host.identity);
  }

  @Post('open-revocation')
  @RecordRoute('OpenRevocation', 'issuance', '撤销立案并告知', NOT_FOUND)
  open(@Param('number', AsCode) number: string, @Body() dto: OpenRevocationDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.commands.act('OpenRevocation', certificate(number), { ...dto }, call);
  }

  @Post('suspend-revocation')
  @RecordRoute('SuspendRevocation', 'issuance', '中止计算调查期限', NOT_FOUND)
  suspend(
    @Param('number', AsCode) number: string,
    @Body() dto: SuspendRevocationDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('SuspendRevocation', certificate(number), { ...dto }, call);
  }

  @Post('resume-revocation')
  @RecordRoute('ResumeRevocation', 'issuance', '恢复计算调查期限', NOT_FOUND)
  resume(@Param('number', AsCode) number: string, @BareCall() call: Call): Promise<RecordAnswer> {
    return this.commands.act('ResumeRevocation', certificate(number), {}, call);
  }

  @Post('extend-revocation')
  @RecordRoute('ExtendRevocation', 'issuance', '延长撤销调查期限', NOT_FOUND)
  extend(
    @Param('number', AsCode) number: string,
    @Body() dto: ExtendRevocationDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('ExtendRevocation', certificate(number), { ...dto }, call);
  }

  @Post('record-statement')
  @RecordRoute('RecordStatement', 'issuance', '陈述、申辩', NOT_FOUND)
  state(@Param('number', AsCode) number: string, @Body() dto: RecordStatementDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.commands.act('RecordStatement', certificate(number), { ...dto }, call);
  }

  @Post('revoke-certificate')
  @RecordRoute('RevokeCertificate', 'issuance', '撤销资质认定', NOT_FOUND)
  revoke(
    @Param('number', AsCode) number: string,
    @Body() dto: RevokeCertificateDto,
    @TheCall() call: Call,
  ): Promise<RecordAnswer> {
    return this.commands.act('RevokeCertificate', certificate(number), { ...dto }, call);
  }

  @Post('close-revocation')
  @RecordRoute('CloseRevocation', 'issuance', '不予撤销', NOT_FOUND)
  close(@Param('number', AsCode) number: string, @Body() dto: CloseRevocationDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.commands.act('CloseRevocation', certificate(number), { ...dto }, call);
  }
}
