import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Account } from '#identity';
import { dateOf, findInstant, type Instant } from '#kernel';
import { APPLICATION_KINDS } from '#policy';
import {
  caseOf,
  viewCaseFile,
  viewHistory,
  type CaseFileView,
  type History,
  type MyCase,
  type Page,
  type RepresentativeHint,
} from '#read-models';
import { actorsOf, caseNotFound, isApplicantOnly } from '../commands.js';
import { HOST, type Host } from '../host.js';
import { QueryRoute } from '../http/api-doc.js';
import { TheCall, type Call } from '../http/call.js';
import { PageQuery, seen } from '../http/paging.js';
import { HttpProblem } from '../http/problem.js';
import type { OpenCase } from '#case';

export class MyCasesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'received' })
  @IsOptional()
  @IsString()
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
  asOf?: string;
}

const LINE = {
  caseId: '7K3F-9QXM-2A5T',
  institution: '示例检测有限公司（虚构）',
  kind: 'INITIAL',
  status: 'received',
  turn: 'authority',
  due: '2026-03-09',
  remainingWorkingDays: 5,
  colour: 'green',
};

/** Cases as their applicants and the staff see them. An applicant's view ends at the body they act for: a foreign case is not there. */
@Controller('api/cases')
export class CasesController {
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Get()
  @QueryRoute('application', '我的办件 my cases; staff see all', { items: [LINE], page: 1, size: 20, total: 1 })
  async list(@Query() query: MyCasesQuery, @TheCall() { account }: Call): Promise<Page<MyCase>> {
    const { engine, readModels, clock } = this.host;
    await seen(engine, query.atLeast);
    const own = isApplicantOnly(account) ? { uscc: account.uscc ?? '' } : {};
    return readModels.myCases({ ...query, ...own }, dateOf(clock.now()));
  }

  @Get(':caseId')
  @QueryRoute('application', '办件详情 one case with materials, clocks and permitted actions', LINE)
  async file(
    @Param('caseId') id: string,
    @Query() query: CaseQuery,
    @TheCall() { account }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseFileView & { readonly hints?: readonly RepresentativeHint[] }> {
    await seen(this.host.engine, query.atLeast);
    const { state, revision } = await this.visible(id, account);
    void reply.header('etag', `"${revision}"`);
    const { law, clock, readModels } = this.host;
    const view = viewCaseFile(state, revision, actorsOf(account), law, clock.now());
    // Hints are for whoever handles the case, and refuse nothing.
    if (isApplicantOnly(account)) return view;
    return { ...view, hints: await readModels.hints(state.file.institution, dateOf(clock.now())) };
  }

  @Get(':caseId/history')
  @QueryRoute('supervision', '办件全过程 events with actor, legal and recorded time, clocks, and the day ledger', {
    caseId: '7K3F-9QXM-2A5T',
    events: [],
    clocks: [],
    ledger: {},
  })
  async history(@Param('caseId') id: string, @Query() query: HistoryQuery, @TheCall() { account }: Call): Promise<History> {
    const { engine, law, clock } = this.host;
    await seen(engine, query.atLeast);
    const { state } = await this.visible(id, account);
    const all = await engine.store.readStream(`case-${id}`);
    if (query.asOf === undefined) return viewHistory(state, all, law, clock.now());
    const asOf = pastInstant(query.asOf, clock.now());
    const events = all.filter(({ recordedAt }) => recordedAt <= asOf);
    const then = caseOf(engine.states.foldRecorded(`case-${id}`, events).state);
    if (then === undefined) throw caseNotFound();
    return viewHistory(then, events, law, asOf);
  }

  private async visible(id: string, account: Account): Promise<{ state: OpenCase; revision: number }> {
    const { state, revision } = await this.host.engine.load(`case-${id}`);
    const found = caseOf(state);
    if (found === undefined) throw caseNotFound();
    if (isApplicantOnly(account) && found.file.institution.uscc !== account.uscc) throw caseNotFound();
    return { state: found, revision };
  }
}

function pastInstant(text: string, now: Instant): Instant {
  const at = findInstant(text);
  if (at !== undefined && at <= now) return at;
  throw new HttpProblem(400, 'as-of-invalid', 'asOf 应为不晚于现在的时刻', 'asOf must be an instant that is not in the future', {
    field: 'asOf',
    allowed: ['2026-03-10T00:00:00+08:00'],
  });
}
