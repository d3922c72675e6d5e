import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DryRunDto, PACK_EXAMPLE, PublishPolicyDto, YEAR_EXAMPLE } from '#dto';
import type { PolicyList } from '#engine';
import type { PolicyPack } from '#law';
import { SecondAdmin } from '../approvals/second-admin.js';
import { PENDING_EXAMPLE } from '../approvals/views.js';
import { Queries } from '../queries.js';
import { Answers, OpenQueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { A_FILE } from '../http/json-body.js';
import { Logged } from '../http/logged.js';
import { Refuses } from '../http/problem-doc.js';
import { HttpProblem } from '../http/problem.js';
import { CALENDAR_DRY_RUN, POLICY_DRY_RUN, PUBLISHED_POLICY } from './publication.examples.js';
import { PUBLISH_POLICY } from './publish.js';

const LINE = {
  label: 'CMA-2021/2',
  policy: 'CMA-2021',
  version: 1,
  title: { zh: '检验检测机构资质认定管理办法 (2021年修正)', en: 'As amended in 2021' },
  effectiveFrom: '2021-06-01',
  effectiveTo: null,
  overlay: false,
  source: '办法 2021 全文',
  verified: 'verified',
  published: null,
};

/** The rules by which is decided: open to everybody. New ones are published by an administrator. */
@Controller('api')
export class PoliciesController {
  constructor(
    @Inject(Queries) private readonly queries: Queries,
    @Inject(SecondAdmin) private readonly second: SecondAdmin,
  ) {}

  @Get('policies')
  @OpenQueryRoute('publication', '办理规则版本 every version of every policy pack', {
    inForce: 'CMA-2021/2+REV-2023/2',
    items: [LINE],
  })
  list(): Promise<PolicyList> {
    return this.queries.ask('policies');
  }

  @Get('policies/:label')
  @Refuses(404, 'policy-not-found')
  @OpenQueryRoute('publication', '一版办理规则 the packs of a label, such as CMA-2021/2 (with %2F for the slash)', {
    label: 'PROMISE-2027/1',
    packs: [PACK_EXAMPLE],
  })
  async one(@Param('label') label: string): Promise<{ label: string; packs: readonly PolicyPack[] }> {
    return this.queries.ask('policy', { label });
  }

  @Post('policies')
  @RouteConfig(A_FILE)
  @Logged('publication')
  @For('admin')
  @ApiTags('publication')
  @Answers(PUBLISHED_POLICY, 201)
  @Answers({ approval: { ...PENDING_EXAMPLE, command: 'PublishPolicy' } }, 202)
  @Refuses(409, 'version-not-higher')
  @ApiOperation({ operationId: 'PublishPolicy', summary: '发布办理规则 PublishPolicy' })
  publish(@Body() dto: PublishPolicyDto, @TheCall() call: Call): Promise<object> {
    return this.second.give(PUBLISH_POLICY, { ...dto }, call);
  }

  /** Says what publishing would mean, for a pack or for a calendar year. Nothing is stored. */
  @Post('policy/dry-run')
  @RouteConfig(A_FILE)
  @HttpCode(200)
  @For('admin', 'supervisor')
  @ApiTags('publication')
  @ApiBody({ type: DryRunDto, examples: { pack: { value: { pack: PACK_EXAMPLE } }, year: { value: { year: YEAR_EXAMPLE } } } })
  @ApiResponse({
    status: 200,
    description: 'Of a pack, or of a year',
    content: { 'application/json': { examples: { pack: { value: POLICY_DRY_RUN }, year: { value: CALENDAR_DRY_RUN } } } },
  })
  @ApiOperation({ summary: '发布预演 lint, gate, and what would change for running cases' })
  async dryRun(@Body() { pack, year, reasons }: DryRunDto): Promise<object> {
    if ((pack === undefined) === (year === undefined)) throw oneOfTwo();
    if (year !== undefined) return await this.queries.ask('calendarDryRun', { year });
    return await this.queries.ask('policyDryRun', { pack, ...(reasons === undefined ? {} : { reasons }) });
  }
}

const oneOfTwo = (): HttpProblem =>
  new HttpProblem(400, 'input-invalid', '请提供 pack 或 year 之一', 'Give either pack or year', {
    field: 'pack',
    allowed: ['pack', 'year'],
  });
