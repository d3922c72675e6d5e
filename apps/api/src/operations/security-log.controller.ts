import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { findInstant, type Instant } from '#kernel';
import { isCursor, OUTCOMES, WHAT, type LogPage, type Outcome, type What } from '#security-log';
import { HOST, type Host } from '../host.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { withPlus } from '../http/codes.js';
import { Logged } from '../http/logged.js';
import { CursorQuery } from '../http/paging.js';
import { HttpProblem } from '../http/problem.js';

const LINE = {
  at: '2026-03-02T10:00:00.123+08:00',
  what: 'roles-changed',
  outcome: 'success',
  account: 'a2f1c0de-0000-4000-8000-000000000007',
  name: 'admin',
  from: '203.0.113.7',
  request: '3f1c0b9e-0000-4000-8000-000000000001',
  on: 'clerk',
};

export class SecurityLogQuery extends CursorQuery {
  @ApiPropertyOptional({ enum: WHAT, example: 'sign-in' })
  @IsOptional()
  @IsIn(WHAT)
  what?: What;

  @ApiPropertyOptional({ enum: OUTCOMES, example: 'failure' })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  @ApiPropertyOptional({ description: 'Id or user name: whoever did it, or whom it was done to', example: 'clerk' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  account?: string;

  @ApiPropertyOptional({ description: 'Address', example: '203.0.113.7' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  from?: string;

  @ApiPropertyOptional({ description: 'Instant, included', example: '2026-03-02T00:00:00+08:00' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  since?: string;

  @ApiPropertyOptional({ description: 'Instant, not included', example: '2026-03-03T00:00:00+08:00' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  until?: string;
}

/** Whoever supervises reads what administrators did; they themselves do not. */
@Controller('api/security-log')
export class SecurityLogController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get()
  @Logged('list-read')
  @For('supervisor')
  @QueryRoute('operations', '安全日志 the security log, newest first', { items: [LINE], next: null, unreadable: 0 })
  read(@Query() { since, until, after, ...query }: SecurityLogQuery): Promise<LogPage> {
    if (after !== undefined && !isCursor(after)) throw cursorUnknown();
    return this.host.securityLog.read({
      ...query,
      ...(since === undefined ? {} : { since: instantIn(since, 'since') }),
      ...(until === undefined ? {} : { until: instantIn(until, 'until') }),
      ...(after === undefined ? {} : { after }),
    });
  }
}

function instantIn(text: string, field: string): Instant {
  const at = findInstant(withPlus(text));
  if (at !== undefined) return at;
  throw new HttpProblem(400, 'input-invalid', `${field} 应为带时区的时刻`, `${field} must be an instant with its offset`, {
    field,
    allowed: ['2026-03-02T10:00:00Z'],
  });
}

const cursorUnknown = (): HttpProblem =>
  new HttpProblem(400, 'input-invalid', 'after 应为前一页的 next', 'after must be `next` of the page before', {
    field: 'after',
    allowed: ['next of the page before'],
  });
