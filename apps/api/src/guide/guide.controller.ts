import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { dateOf, findLocalDate, type LocalDate } from '#kernel';
import {
  APPLICATION_KINDS,
  guideEntries,
  guideFor,
  type ApplicationKind,
  type Guide,
  type GuideEntry,
  type Policy,
} from '#policy';
import { HOST, type Host } from '../host.js';
import { OpenQueryRoute } from '../http/api-doc.js';
import { HttpProblem } from '../http/problem.js';
import { GUIDE_EXAMPLE, LIST_EXAMPLE } from './guide.example.js';

export class GuideQuery {
  @ApiPropertyOptional({ description: 'The law of that day; today where left out', example: '2026-06-01' })
  @IsOptional()
  @Matches(/^(19|20)\d{2}-\d{2}-\d{2}$/)
  on?: string;
}

export interface GuideList {
  readonly on: LocalDate;
  readonly policy: string;
  readonly kinds: readonly GuideEntry[];
}

/** The published guide (办事指南): open to everybody, made of the packs in force (许可法30). */
@Controller('api/guide')
export class GuideController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get()
  @OpenQueryRoute('guide', '办事指南目录 the kinds of the guide', LIST_EXAMPLE)
  list(@Query() query: GuideQuery): GuideList {
    const { on, policy } = this.lawOn(query);
    return { on, policy: policy.versionLabel, kinds: guideEntries(policy) };
  }

  @Get(':kind')
  @OpenQueryRoute('guide', '办事指南 the guide for one kind', GUIDE_EXAMPLE)
  one(@Param('kind') kind: string, @Query() query: GuideQuery): Guide & { on: LocalDate } {
    if (!isKind(kind)) {
      throw new HttpProblem(404, 'kind-unknown', '没有此办理事项', 'There is no application of that kind', {
        allowed: APPLICATION_KINDS,
      });
    }
    const { on, policy } = this.lawOn(query);
    return { on, ...guideFor(policy, kind) };
  }

  private lawOn(query: GuideQuery): { on: LocalDate; policy: Policy } {
    const on = query.on === undefined ? dateOf(this.host.clock.now()) : findLocalDate(query.on);
    if (on === undefined) {
      throw new HttpProblem(400, 'date-impossible', '不是实际存在的日期', 'Not a day of the calendar', { field: 'on' });
    }
    const policy = this.host.law.policies.findInForce(on);
    if (policy === undefined) {
      throw new HttpProblem(400, 'no-policy-in-force', '该日没有适用的政策包', 'No policy pack is in force on that day', {
        field: 'on',
      });
    }
    return { on, policy };
  }
}

const isKind = (text: string): text is ApplicationKind => (APPLICATION_KINDS as readonly string[]).includes(text);
