import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Each, Form, Nested, Text } from '#dto';
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

/** What the material says, as far as an application states the same. */
export class AttestsDto {
  @Text({ example: '新名称检测有限公司（虚构）', optional: true })
  name?: string;

  @Text({ example: '兰州市城关区示例路 1 号', optional: true })
  address?: string;

  @Text({ example: '张三（虚构）', optional: true })
  legalRepresentative?: string;
}

export class SharedRecordDto {
  @Text({ max: 32, example: '91620102MA7ABCD12B' })
  uscc!: string;

  @Form({ pattern: /^M\d{2}$/, example: 'M19' })
  material!: string;

  @Text({ example: '甘市监登记〔2026〕1号（示例）', description: 'What the department that shares it calls it' })
  reference!: string;

  @Nested({ type: AttestsDto, example: { name: '新名称检测有限公司（虚构）' }, optional: true })
  attests?: AttestsDto;

  @Form({
    pattern: /^(19|20)\d{2}-\d{2}-\d{2}$/,
    example: '2026-12-31',
    optional: true,
    description: 'Last day on which it may be relied on',
  })
  validUntil?: string;
}

export class ImportDto {
  @Each({
    type: SharedRecordDto,
    min: 1,
    max: 150,
    example: [{ uscc: '91620102MA7ABCD12B', material: 'M02', reference: '营业执照（示例）' }],
  })
  records!: SharedRecordDto[];
}

/** Where materials come from that nobody has to hand in. */
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
