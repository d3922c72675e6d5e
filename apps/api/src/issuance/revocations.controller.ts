import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { REVOCATION_STAGES, type Page, type RevocationLine, type RevocationStage } from '#read-models';
import { viewOf } from '../view-of.js';
import { SEEING } from '#office';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { Code } from '../http/codes.js';
import { PageQuery } from '../http/paging.js';

const LINE = {
  number: '202812340001',
  uscc: '91620102MA7ABCD12B',
  holder: '示例检测有限公司（虚构）',
  ground: 'false-commitment',
  source: 'inspection-7K3F-9QXM-2A5T',
  caseId: '7K3F-9QXM-2A5T',
  stage: 'statement',
  suspended: null,
  turn: 'applicant',
  role: 'applicant',
  next: 'RecordStatement',
  due: '2026-03-23',
  dueLimit: 'T71',
  provisional: false,
  remainingWorkingDays: 5,
  colour: 'green',
  decideBy: '2026-06-11',
  decideByProvisional: false,
  openedAt: '2026-03-16T10:00:00+08:00',
};

export class RevocationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: REVOCATION_STAGES, description: '陈述申辩, 调查与决定', example: 'statement' })
  @IsOptional()
  @IsIn(REVOCATION_STAGES)
  stage?: RevocationStage;

  @Code()
  @ApiPropertyOptional({ description: '统一社会信用代码', example: '91620102MA7ABCD12B' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  uscc?: string;
}

/** Certificates that are being investigated, the most pressing first; an applicant sees those of their own body. */
@Controller('api/revocations')
export class RevocationsController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For(...SEEING)
  @QueryRoute('issuance', '撤销调查 open investigations of certificates, with whose turn it is and by when', {
    items: [LINE],
    page: 1,
    size: 20,
    total: 1,
    next: null,
  })
  async list(@Query() query: RevocationsQuery, @TheCall() { account }: Call): Promise<Page<RevocationLine>> {
    return this.queries.ask('revocations', { ...query, ...viewOf(account) });
  }
}
