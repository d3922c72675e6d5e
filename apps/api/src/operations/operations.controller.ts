import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SecurityLogState } from '#security-log';
import type { Ready } from '../back-office/back-office.js';
import { HOST, type Host } from '../host.js';
import { Answers } from '../http/api-doc.js';
import { Open } from '../http/auth.guard.js';

const READY = {
  status: 'ready',
  events: '128',
  processes: 'caught-up',
  errands: { open: 0, oldest: null },
  alarms: { redis: 'up', armed: 12, lastSweepAt: 1_772_416_800_000, queue: 'alarms-1f0c' },
  reductions: { queue: 'reductions-1f0c' },
  securityLog: { status: 'ok', waiting: 0, lost: 0 },
  storage: { status: 'ok' },
  clock: { status: 'believed' },
  policies: ['CMA-2021/2', 'REV-2023/2'],
  calendar: { provisionalFrom: '2027-01-01', daysLeft: 305, warning: null },
};

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get('health')
  @Open()
  @Answers({ status: 'ok' })
  @ApiOperation({ summary: 'Alive' })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * It serves in full; `degraded` while Redis is away and the sweep alone keeps the limits, while the clock is in doubt, or while
   * events or the security log cannot be written; `damaged` where the record can only be looked at.
   */
  @Get('ready')
  @Open()
  @Answers(READY)
  @ApiOperation({ summary: 'Ready, with the state of its parts' })
  async ready(): Promise<Ready & { readonly securityLog: SecurityLogState }> {
    const securityLog = this.host.securityLog.state();
    const ready = await this.host.office.ready();
    const isDegraded = ready.status === 'ready' && securityLog.status === 'failing';
    return { ...ready, ...(isDegraded ? { status: 'degraded' } : {}), securityLog };
  }

  @Get()
  @Open()
  @ApiExcludeEndpoint()
  home(@Res() reply: FastifyReply): void {
    void reply.redirect('/docs', 302);
  }
}
