import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dryRunCalendar, dryRunPolicy, findPolicy, sha256Of, viewPolicies, type PolicyList } from '#engine';
import type { CommandDone } from '#event-store';
import { isRejection } from '#kernel';
import type { PolicyPack } from '#policy';
import { POLICY_STREAM, type PolicyPublished } from '#publication';
import { actorFor, Commands } from '../commands.js';
import { HOST, type Host } from '../host.js';
import { Answers, OpenQueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { A_FILE } from '../http/json-body.js';
import { HttpProblem, Rejected } from '../http/problem.js';
import { DryRunDto, PublishPolicyDto } from './publication.dto.js';

const LINE = { label: 'CMA-2021/1', policy: 'CMA-2021', version: 1, effectiveFrom: '2021-06-01', published: null };
const DONE = { label: 'CMA-2021/2', sha256: '9f86d0…', revision: 0, position: '128', additions: [], reductions: [] };
const DRY_RUN = { label: 'CMA-2021/2', publishable: false, findings: [], gate: {}, openCases: 12, affectedCases: 3, cases: [] };

/** What the answer to a publication says. */
type PublishedPolicy = Omit<PolicyPublished['data'], 'pack' | 'reason'> & {
  readonly revision: number;
  readonly position: string | null;
};

/** The rules by which is decided: open to everybody. New ones are published by an administrator. */
@ApiTags('publication')
@Controller('api')
export class PoliciesController {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(Commands) private readonly commands: Commands,
  ) {}

  @Get('policies')
  @OpenQueryRoute('publication', '办理规则版本 every version of every policy pack', {
    inForce: 'CMA-2021/1+REV-2023/1',
    items: [LINE],
  })
  list(): Promise<PolicyList> {
    return viewPolicies(this.host.engine);
  }

  @Get('policies/:label')
  @OpenQueryRoute('publication', '一版办理规则 the packs of a label, such as CMA-2021/1 (with %2F)', {
    label: 'CMA-2021/1',
    packs: [],
  })
  one(@Param('label') label: string): { label: string; packs: readonly PolicyPack[] } {
    const found = findPolicy(this.host.engine, label);
    if (found === undefined)
      throw new HttpProblem(404, 'policy-not-found', '没有这个版本的办理规则', 'There is no policy of that label');
    return found;
  }

  @Post('policies')
  @RouteConfig(A_FILE)
  @For('admin')
  @ApiBearerAuth()
  @Answers(DONE, 201)
  @ApiOperation({ operationId: 'PublishPolicy', summary: '发布办理规则 PublishPolicy' })
  async publish(@Body() dto: PublishPolicyDto, @TheCall() call: Call): Promise<PublishedPolicy> {
    const done = await this.commands.send('PublishPolicy', POLICY_STREAM, { ...dto }, actorFor(call.account, ['admin']), call);
    const { label, sha256, additions, reductions } = await this.published(done, dto.pack);
    return { label, sha256, additions, reductions, revision: done.revision, position: done.position ?? null };
  }

  /** Published now, or, with the same content, before. */
  private async published({ events }: CommandDone, pack: object): Promise<PolicyPublished['data']> {
    const sha256 = sha256Of(pack);
    const known = events.length > 0 ? events : await this.host.engine.store.readStream(POLICY_STREAM);
    const found = known.map(({ data }) => data as PolicyPublished['data']).find((one) => one.sha256 === sha256);
    if (found === undefined) throw new Error(`the publication ${sha256} is not in the log`);
    return found;
  }

  /** Says what publishing would mean, for a pack or for a calendar year. Nothing is stored. */
  @Post('policy/dry-run')
  @RouteConfig(A_FILE)
  @HttpCode(200)
  @For('admin', 'supervisor')
  @ApiBearerAuth()
  @Answers(DRY_RUN)
  @ApiOperation({ summary: '发布预演 lint, gate, and what would change for running cases' })
  async dryRun(@Body() { pack, year, reasons }: DryRunDto): Promise<object> {
    if ((pack === undefined) === (year === undefined)) throw oneOfTwo();
    const answer = await (year === undefined
      ? dryRunPolicy(this.host.engine, pack, reasons)
      : dryRunCalendar(this.host.engine, year));
    if (isRejection(answer)) throw new Rejected(answer);
    return answer;
  }
}

const oneOfTwo = (): HttpProblem =>
  new HttpProblem(400, 'input-invalid', '请提供 pack 或 year 之一', 'Give either pack or year', {
    field: 'pack',
    allowed: ['pack', 'year'],
  });
