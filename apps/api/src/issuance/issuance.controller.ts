import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RegisterCertificateDto } from '#dto';
import { SecondAdmin } from '../approvals/second-admin.js';
import { PENDING_EXAMPLE } from '../approvals/views.js';
import { Commands, type CommandAnswer } from '../commands.js';
import { Answers, CommandRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { AsCode } from '../http/codes.js';
import { realDay } from '../http/day.js';
import { A_SCOPE } from '../http/json-body.js';
import { Logged } from '../http/logged.js';
import { Refuses } from '../http/problem-doc.js';
import { HttpProblem } from '../http/problem.js';
import { checkedUscc } from '../http/uscc.js';
import { REGISTER_CERTIFICATE } from './takeover.js';

@Controller('api')
export class IssuanceController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(SecondAdmin) private readonly second: SecondAdmin,
  ) {}

  @Post('cases/:caseId/deliver-certificate')
  @CommandRoute('DeliverCertificate', 'issuance', '送达证书')
  deliver(@Param('caseId', AsCode) id: string, @BareCall() call: Call): Promise<CommandAnswer> {
    return this.commands.give('DeliverCertificate', id, {}, call);
  }

  /** Takes over a certificate that was issued before this system, so that it can be renewed and changed here. */
  @Post('certificates')
  @RouteConfig(A_SCOPE)
  @Logged('takeover')
  @For('admin')
  @ApiTags('issuance')
  @Answers({ number: '202812340001', revision: 0 }, 201)
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'RegisterCertificate' } }, 202)
  @Refuses(409, 'certificate-number-taken')
  @ApiOperation({ operationId: 'RegisterCertificate', summary: '登记既有证书 RegisterCertificate' })
  async register(
    @Body() { number, uscc, holder, address, scopeItems, ...dto }: RegisterCertificateDto,
    @TheCall() call: Call,
  ): Promise<object> {
    const data = {
      number,
      holder: { uscc: checkedUscc(uscc, 'uscc'), name: holder, ...(address === undefined ? {} : { address }) },
      field: number.slice(4, 6),
      issuedOn: realDay(dto.issuedOn, 'issuedOn'),
      validTo: realDay(dto.validTo, 'validTo'),
      ...(scopeItems === undefined ? {} : { scopeItems }),
    };
    if (data.validTo < data.issuedOn) {
      throw new HttpProblem(400, 'date-impossible', '证书到期日早于发证日', 'The certificate would end before it begins', {
        field: 'validTo',
      });
    }
    return this.second.give(REGISTER_CERTIFICATE, data, call);
  }
}
