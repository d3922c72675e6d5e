import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FalseCommitment, Page } from '#read-models';
import { Queries } from '../queries.js';
import { OpenQueryRoute } from '../http/api-doc.js';
import { Code } from '../http/codes.js';
import { PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';

const ENTRY = {
  uscc: '91620102MA7ABCD12B',
  institution: '示例检测有限公司（虚构）',
  caseId: '7K3F-9QXM-2A5T',
  what: '承诺严重不实或者虚假承诺，撤销资质认定：设备不具备',
  recordedOn: '2026-06-01',
};

export class FalseCommitmentsQuery extends PageQuery {
  @Code()
  @ApiPropertyOptional({ description: '统一社会信用代码', example: '91620102MA7ABCD12B' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  uscc?: string;
}

/** Commitments that cost a certificate, published with that decision and not before (程序暂行规定44, 许可法69); what the supervisor takes off the record is gone from here. */
@Controller('api/public/false-commitments')
export class FalseCommitmentsController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @Refuses(429, 'too-many-lookups')
  @OpenQueryRoute('registry', '虚假承诺公示 false commitments', { items: [ENTRY], page: 1, size: 20, total: 1, next: null })
  async list(@Query() query: FalseCommitmentsQuery): Promise<Page<FalseCommitment>> {
    return this.queries.ask('falseCommitments', query);
  }
}
