import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { INSPECTION_STATUSES, VERDICTS } from '#inspection';
import type { InspectionLine, InspectionView, Page } from '#read-models';
import { actorsOf } from '#identity';
import { viewOf } from '../view-of.js';
import { SEEING } from '#office';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { AsCode, Code } from '../http/codes.js';
import { PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';

const LINE = {
  caseId: '7K3F-9QXM-2A5T',
  institution: '示例检测有限公司（虚构）',
  kind: 'INITIAL',
  status: 'verification-due',
  verdict: null,
  due: '2026-03-19',
  dueLimit: 'T52',
  provisional: false,
  remainingWorkingDays: 8,
  colour: 'green',
};

export class InspectionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: INSPECTION_STATUSES, example: 'verification-due' })
  @IsOptional()
  @IsIn(INSPECTION_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: VERDICTS, example: '严重不实' })
  @IsOptional()
  @IsIn(VERDICTS)
  verdict?: string;

  @Code()
  @ApiPropertyOptional({ description: '统一社会信用代码', example: '91620102MA7ABCD12B' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  uscc?: string;
}

/** Verifications of commitments, the most pressing first; an applicant sees those of their own body. */
@Controller('api/inspections')
export class InspectionsController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For(...SEEING)
  @QueryRoute('inspection', '告知承诺核查 verifications with their due days', {
    items: [LINE],
    page: 1,
    size: 20,
    total: 1,
    next: null,
  })
  async list(@Query() query: InspectionsQuery, @TheCall() { account }: Call): Promise<Page<InspectionLine>> {
    return this.queries.ask('inspections', { ...query, ...viewOf(account) });
  }

  @Get(':caseId')
  @For(...SEEING)
  @Refuses(404, 'inspection-not-found')
  @QueryRoute('inspection', '核查详情 one verification with its clocks and history', { ...LINE, clocks: [], events: [] })
  async one(
    @Param('caseId', AsCode) caseId: string,
    @TheCall() { account }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InspectionView> {
    const view = await this.queries.ask('inspection', { caseId, viewer: actorsOf(account) });
    void reply.header('etag', `"${view.revision}"`);
    return view;
  }
}
