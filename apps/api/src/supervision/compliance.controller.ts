import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { APPLICATION_KINDS, PARTIES, PROCEDURES } from '#law';
import { COMPLIANCE_GROUPS, NONE, OUTCOMES, type ComplianceGroup, type Outcome } from '#read-models';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { realDay } from '../http/day.js';
import { PageQuery } from '../http/paging.js';
import { HttpProblem } from '../http/problem.js';
import { Queries } from '../queries.js';

const CLOCK = {
  stream: 'case-7K3F-9QXM-2A5T',
  limit: 'T01',
  run: 1,
  party: 'authority',
  kind: 'INITIAL',
  procedure: 'GENERAL',
  started: '2026-03-02',
  due: '2026-03-09',
  provisional: false,
  ended: '2026-03-04',
  person: '7c0e0a52-8a51-4c2e-9d5e-0d6a1c9e7b42',
  outcome: 'met',
  days: 2,
  margin: 3,
};

const COUNT = {
  key: 'T01',
  ...{ total: 412, ended: 405, running: 6, stopped: 0, overdue: 1, met: 398, late: 4, lapsed: 3 },
  averageDays: 2.4,
  longestDays: 8,
};

const KINDS = [...APPLICATION_KINDS, NONE];
const WAYS = [...PROCEDURES, NONE];

class ClockMarks {
  @ApiPropertyOptional({ description: 'First day of a period', example: '2026-03-01' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  from?: string;

  @ApiPropertyOptional({
    description: 'Its last day. Clocks that ended in it, and those open that are due in it',
    example: '2026-03-31',
  })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  to?: string;

  @ApiPropertyOptional({ description: 'Id of a limit', example: 'T01' })
  @IsOptional()
  @Matches(/^T\d{2}$/)
  limit?: string;

  @ApiPropertyOptional({ enum: KINDS, description: 'none: of no application', example: 'INITIAL' })
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;

  @ApiPropertyOptional({ enum: WAYS, description: 'none: of no procedure', example: 'GENERAL' })
  @IsOptional()
  @IsIn(WAYS)
  procedure?: string;

  @ApiPropertyOptional({ enum: PARTIES, description: 'Whose limit it is', example: 'authority' })
  @IsOptional()
  @IsIn(PARTIES)
  party?: string;

  @ApiPropertyOptional({
    description: 'Id of the account whose act ended it; engine: the law did; none: it runs',
    example: 'engine',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  person?: string;

  @ApiPropertyOptional({
    enum: OUTCOMES,
    description: 'overdue: open, and its last day is over; lapsed: ended by silence',
    example: 'late',
  })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;
}

export class ClocksQuery extends IntersectionType(PageQuery, ClockMarks) {}

export class ClockCountsQuery extends ClockMarks {
  @ApiPropertyOptional({ enum: COMPLIANCE_GROUPS, default: 'limit', example: 'limit' })
  @IsOptional()
  @IsIn(COMPLIANCE_GROUPS)
  by: ComplianceGroup = 'limit';
}

/** 时限合规: every clock that ran or runs, but the terms of certificates, and how many of them ended in time. */
@Controller('api/compliance')
export class ComplianceController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For('supervisor', 'head')
  @QueryRoute('supervision', '时限清单 clocks with who ended them, when, and how many days too early or too late', {
    items: [CLOCK],
    page: 1,
    size: 20,
    total: 1,
    next: null,
  })
  async list(@Query() query: ClocksQuery): Promise<object> {
    return this.queries.ask('compliance', inPeriod(query));
  }

  @Get('counts')
  @For('supervisor', 'head')
  @QueryRoute('supervision', '时限统计 the same clocks counted by limit, kind, procedure, party, person or month', {
    items: [COUNT],
  })
  async counts(@Query() query: ClockCountsQuery): Promise<object> {
    return { items: await this.queries.ask('complianceCounts', inPeriod(query)) };
  }
}

/** Days that exist, the first not behind the last. Throws HttpProblem. */
function inPeriod<Q extends ClockMarks>(query: Q): Q {
  const { from, to } = query;
  if (from !== undefined) realDay(from, 'from');
  if (to !== undefined) realDay(to, 'to');
  if (from === undefined || to === undefined || from <= to) return query;
  throw new HttpProblem(400, 'input-invalid', 'to 不应早于 from', 'to must not be before from', {
    field: 'to',
    allowed: [`${from} or later`],
  });
}
