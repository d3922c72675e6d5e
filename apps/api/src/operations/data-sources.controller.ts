import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ImportDto, type SharedRecordDto } from '#dto';
import { materialUnknown, referenceMissing, type SharedRecord } from '#institution';
import { findLocalDate, type LocalDate } from '#kernel';
import type { SourcesStatus } from '#engine';
import { actorFor } from '#identity';
import { Commands } from '../commands.js';
import { Queries } from '../queries.js';
import { Answers, QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { HttpProblem, Rejected } from '../http/problem.js';
import { checkedUscc } from '../http/uscc.js';

const STATUS = {
  name: 'shared-register',
  materials: '*',
  held: 12,
  notHeld: 3,
  silent: 0,
  lastAnswerAt: '2026-03-02T10:00:00+08:00',
  silentSince: null,
  reason: null,
};

@Controller('api')
export class DataSourcesController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  @Get('data-sources')
  @For('admin', 'supervisor')
  @QueryRoute('operations', '数据源 who is asked, and who answers, counted since the start of the program', {
    since: '2026-03-02T08:30:00+08:00',
    items: [STATUS],
  })
  list(): Promise<SourcesStatus> {
    return this.queries.ask('dataSources');
  }

  /** Fills the embedded register. A record that is there already changes nothing; a later one of the same material replaces it. */
  @Post('shared-records')
  @HttpCode(200)
  @For('admin')
  @ApiTags('operations')
  @Answers({ records: 1, recorded: 1 })
  @ApiOperation({ operationId: 'RecordSharedMaterial', summary: '导入共享数据 RecordSharedMaterial' })
  async import(@Body() { records }: ImportDto, @TheCall() call: Call): Promise<{ records: number; recorded: number }> {
    const actor = actorFor(call.account, ['admin']);
    const listed = await this.queries.ask('materials');
    const each = { ...call, idempotencyKey: undefined, ifMatch: undefined };
    const done = await Promise.all(
      records
        .map((record, index) => recordOf(record, index, listed))
        .map((data) => this.commands.send('RecordSharedMaterial', `shared-${data.uscc}`, data, actor, each)),
    );
    return { records: done.length, recorded: done.reduce((sum, { events }) => sum + events.length, 0) };
  }
}

function recordOf(
  { uscc, validUntil, attests, ...record }: SharedRecordDto,
  index: number,
  listed: readonly string[],
): SharedRecord & { uscc: string } {
  if (!listed.includes(record.material)) throw new Rejected(materialUnknown(listed, `records[${index}].material`));
  if (record.reference.trim() === '') throw new Rejected(referenceMissing(`records[${index}].reference`));
  return {
    ...record,
    uscc: checkedUscc(uscc, `records[${index}].uscc`),
    ...(attests === undefined ? {} : { attests: { ...attests } }),
    ...(validUntil === undefined ? {} : { validUntil: dayOf(validUntil, `records[${index}].validUntil`) }),
  };
}

function dayOf(text: string, field: string): LocalDate {
  const day = findLocalDate(text);
  if (day !== undefined) return day;
  throw new HttpProblem(400, 'date-impossible', `${text} 不是实际存在的日期`, `${text} is not a day of the calendar`, { field });
}
