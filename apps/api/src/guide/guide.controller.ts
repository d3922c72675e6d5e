import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { GuideList, KindGuide } from '#office';
import { Queries } from '../queries.js';
import { OpenQueryRoute } from '../http/api-doc.js';
import { Refuses } from '../http/problem-doc.js';
import { GUIDE_EXAMPLE, LIST_EXAMPLE } from './guide.example.js';

export class GuideQuery {
  @ApiPropertyOptional({
    description: 'The law of that day, of a past one as it was published by then; today where left out',
    example: '2026-06-01',
  })
  @IsOptional()
  @Matches(/^(19|20)\d{2}-\d{2}-\d{2}$/)
  on?: string;
}

/** The published guide (办事指南), open to everybody. */
@Controller('api/guide')
export class GuideController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @OpenQueryRoute('guide', '办事指南目录 the kinds of the guide', LIST_EXAMPLE)
  async list(@Query() query: GuideQuery): Promise<GuideList> {
    return this.queries.ask('guides', { ...query });
  }

  @Get(':kind')
  @Refuses(404, 'kind-unknown')
  @OpenQueryRoute('guide', '办事指南 the guide for one kind', GUIDE_EXAMPLE)
  async one(@Param('kind') kind: string, @Query() query: GuideQuery): Promise<KindGuide> {
    return this.queries.ask('guide', { ...query, kind });
  }
}
