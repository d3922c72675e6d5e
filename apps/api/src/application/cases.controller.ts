import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { CASE_STATUSES } from '#case';
import { APPLICATION_KINDS } from '#law';
import type { CaseFileView, History, MyCase, Page } from '#read-models';
import { actorsOf } from '#identity';
import { viewOf } from '../view-of.js';
import { SEEING } from '#office';
import { HOST, type Host } from '../host.js';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode, withPlus } from '../http/codes.js';
import { withNames, type Named } from '../http/names.js';
import { PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';

export class MyCasesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: CASE_STATUSES, example: 'received' })
  @IsOptional()
  @IsIn(CASE_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: APPLICATION_KINDS, example: 'INITIAL' })
  @IsOptional()
  @IsIn(APPLICATION_KINDS)
  kind?: string;
}

export class CaseQuery {
  @ApiPropertyOptional({ description: 'Position token of a command whose effect is to be seen', example: '128' })
  @IsOptional()
  @IsString()
  atLeast?: string;
}

export class HistoryQuery extends CaseQuery {
  @ApiPropertyOptional({ description: 'The case as it was at that moment', example: '2026-03-10T00:00:00+08:00' })
  @IsOptional()
  @IsString()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? withPlus(value) : value))
  asOf?: string;
}

const LINE = {
  caseId: '7K3F-9QXM-2A5T',
  institution: '示例检测有限公司（虚构）',
  kind: 'INITIAL',
  status: 'received',
  turn: 'authority',
  due: '2026-03-09',
  provisional: false,
  remainingWorkingDays: 5,
  colour: 'green',
};

/** Cases as their applicants and the staff see them. An applicant's view ends at the body they act for: a foreign case is not there. */
@Controller('api/cases')
export class CasesController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(HOST) private readonly host: Host,
  ) {}

  @Get()
  @For(...SEEING)
  @QueryRoute('application', '我的办件 my cases; staff see all', { items: [LINE], page: 1, size: 20, total: 1, next: null })
  async list(@Query() query: MyCasesQuery, @TheCall() { account }: Call): Promise<Page<MyCase>> {
    return this.queries.ask('myCases', { ...query, ...viewOf(account) });
  }

  @Get(':caseId')
  @For(...SEEING)
  @Refuses(404, 'case-not-found')
  @QueryRoute('application', '办件详情 one case with materials, clocks and permitted actions', LINE)
  async file(
    @Param('caseId', AsCode) caseId: string,
    @Query() query: CaseQuery,
    @TheCall() { account }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseFileView & Named> {
    const file = await this.queries.ask('caseFile', { ...query, caseId, viewer: actorsOf(account) });
    void reply.header('etag', `"${file.revision}"`);
    return withNames(file, this.host.identity);
  }

  @Get(':caseId/history')
  @For(...SEEING)
  @Refuses(404, 'case-not-found')
  @QueryRoute('supervision', '办件全过程 events with actor, legal and recorded time, clocks, and the day ledger', {
    caseId: '7K3F-9QXM-2A5T',
    events: [],
    clocks: [],
    ledger: {},
  })
  async history(
    @Param('caseId', AsCode) caseId: string,
    @Query() query: HistoryQuery,
    @TheCall() { account }: Call,
  ): Promise<History & Named> {
    const history = await this.queries.ask('history', { ...query, caseId, viewer: actorsOf(account) });
    return withNames(history, this.host.identity);
  }
}
