import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HOST, type Host } from '../host.js';
import { Open } from '../http/auth.guard.js';

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  /** The process serves. */
  @Get('health')
  @Open()
  @ApiOperation({ summary: 'Alive' })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It serves in full; `degraded` while Redis is away and the sweep alone keeps the limits. */
  @Get('ready')
  @Open()
  @ApiOperation({ summary: 'Ready, with the state of its parts' })
  async ready(): Promise<object> {
    const { engine, alarms, law, queueName } = this.host;
    const alarm = alarms.status();
    const caughtUp = await engine.caughtUp(0);
    return {
      status: alarm.redis === 'down' ? 'degraded' : 'ready',
      events: (await engine.store.head()) ?? '0',
      processes: caughtUp ? 'caught-up' : 'behind',
      alarms: { ...alarm, queue: queueName },
      policies: law.policies.packs.map(({ policy, version }) => `${policy}/${version}`),
    };
  }

  @Get()
  @Open()
  @ApiExcludeEndpoint()
  home(@Res() reply: FastifyReply): void {
    void reply.redirect('/docs');
  }
}
