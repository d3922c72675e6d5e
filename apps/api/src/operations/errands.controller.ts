import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ErrandLine, ErrandTried } from '#office';
import { Queries } from '../queries.js';
import { Answers, QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { BareCall, type Call } from '../http/call.js';
import { Refuses } from '../http/problem-doc.js';

const LINE = {
  id: '5f1c2a54-1d0e-5b51-8f6a-0f2d8b7c9e10',
  name: 'open-revocation',
  after: 'RevocationProposed',
  stream: 'inspection-7K3F-9QXM-2A5T',
  reason: 'revocation-open',
  detail: 'The certificate is being investigated already',
  attempts: 4,
  since: '2026-03-02T10:00:00+08:00',
  nextTry: '2026-03-02T10:00:04+08:00',
};

/** What the engine was to do after an event and could not do yet (待办事务). */
@Controller('api/errands')
export class ErrandsController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For('admin', 'supervisor')
  @QueryRoute('operations', '待办事务 what the engine could not do yet, the oldest first', { total: 1, items: [LINE] })
  async list(): Promise<{ total: number; items: readonly ErrandLine[] }> {
    const items = await this.queries.ask('errands');
    return { total: items.length, items };
  }

  /** Does not wait for the next try. One that is done meanwhile is not there any more. */
  @Post(':errandId/retry')
  @HttpCode(200)
  @For('admin')
  @ApiTags('operations')
  @Answers({ id: LINE.id, done: true, reason: null, detail: null })
  @Refuses(404, 'errand-not-found')
  @ApiOperation({ operationId: 'RetryErrand', summary: '立即重试 tries one now' })
  async retry(@Param('errandId') id: string, @BareCall() _call: Call): Promise<ErrandTried> {
    return this.queries.ask('retryErrand', { id: id.toLowerCase() });
  }
}
