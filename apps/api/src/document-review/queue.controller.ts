import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { APPLICATION_KINDS } from '#law';
import { COLOURS, type Colour, type Page, type QueueTask } from '#read-models';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { PageQuery } from '../http/paging.js';

const TASK_ROLES = ['clerk', 'reviewer', 'decision-maker'] as const;
const TASK = {
  caseId: '7K3F-9QXM-2A5T',
  role: 'clerk',
  next: 'AcceptApplication',
  kind: 'INITIAL',
  due: '2026-03-09',
  provisional: false,
  remainingWorkingDays: 1,
  colour: 'yellow',
};

export class QueueQuery extends PageQuery {
  @ApiPropertyOptional({ enum: TASK_ROLES, description: 'One of your own roles; all of them where left out', example: 'clerk' })
  @IsOptional()
  @IsIn(TASK_ROLES)
  role?: (typeof TASK_ROLES)[number];

  @ApiPropertyOptional({ enum: APPLICATION_KINDS, example: 'INITIAL' })
  @IsOptional()
  @IsIn(APPLICATION_KINDS)
  kind?: string;

  @ApiPropertyOptional({ description: 'The next command', example: 'AcceptApplication' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  next?: string;

  @ApiPropertyOptional({ enum: COLOURS, example: 'red' })
  @IsOptional()
  @IsIn(COLOURS)
  colour?: Colour;

  @ApiPropertyOptional({ description: "Part of the body's name", example: '示例' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  institution?: string;

  @ApiPropertyOptional({ enum: ['me', 'free'], example: 'free', description: 'Claimed by you or your team, or nobody’s yet' })
  @IsOptional()
  @IsIn(['me', 'free'])
  claimed?: 'me' | 'free';

  @ApiPropertyOptional({ enum: ['due', 'received'], default: 'due', example: 'due' })
  @IsOptional()
  @IsIn(['due', 'received'])
  sort: 'due' | 'received' = 'due';
}

@Controller('api/queue')
export class QueueController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For('clerk', 'reviewer', 'decision-maker', 'head', 'supervisor')
  @QueryRoute('document-review', '待办 what waits for you, the most pressing first', {
    items: [TASK],
    page: 1,
    size: 20,
    total: 1,
    next: null,
  })
  async list(@Query() { role, ...query }: QueueQuery, @TheCall() { account }: Call): Promise<Page<QueueTask>> {
    // A head decides too, and a supervisor may look at everybody's queue.
    const own = account.roles.includes('supervisor')
      ? [...TASK_ROLES]
      : TASK_ROLES.filter((one) => account.roles.includes(one) || (one === 'decision-maker' && account.roles.includes('head')));
    const roles = role === undefined ? own : own.filter((one) => one === role);
    return this.queries.ask('queue', { ...query, roles, person: account.id });
  }
}
