import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { BreachDto, CreditClassDto, LiftEntryDto, RegisterFactsDto } from '#dto';
import { CREDIT_CLASSES, normaliseUscc } from '#institution';
import type { InstitutionLine, InstitutionView, Page } from '#read-models';
import { actorsOf } from '#identity';
import { Commands, type RecordAnswer } from '../commands.js';
import { Queries } from '../queries.js';
import { RecordRoute, QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';
import { PageQuery } from '../http/paging.js';
import { checkedUscc } from '../http/uscc.js';
import type { RecordCommandName } from '#office';
import { Refuses } from '../http/problem-doc.js';

const LINE = {
  uscc: '91620102MA7ABCD12B',
  name: '示例检测有限公司（虚构）',
  legalRepresentative: '张三',
  creditClass: 'B',
  bannedUntil: null,
  commitmentBarred: null,
};
const NOT_FOUND = 'entry-not-found';

export class InstitutionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the name', example: '示例' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ example: '张三' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  legalRepresentative?: string;

  @ApiPropertyOptional({ enum: CREDIT_CLASSES, example: 'B' })
  @IsOptional()
  @IsIn(CREDIT_CLASSES)
  creditClass?: string;

  @ApiPropertyOptional({ enum: ['true'], description: 'Only bodies that may not apply today', example: 'true' })
  @IsOptional()
  @IsIn(['true'])
  banned?: 'true';
}

@Controller('api/institutions')
export class InstitutionController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Queries) private readonly queries: Queries,
  ) {}

  @Get()
  @For('clerk', 'decision-maker', 'head', 'supervisor')
  @QueryRoute('supervision', '机构名录 bodies of which something is on record', {
    items: [LINE],
    page: 1,
    size: 20,
    total: 1,
    next: null,
  })
  async list(@Query() { banned, ...query }: InstitutionsQuery): Promise<Page<InstitutionLine>> {
    return this.queries.ask('institutions', { ...query, ...(banned === undefined ? {} : { banned: true }) });
  }

  @Get(':uscc')
  @For('applicant', 'clerk', 'decision-maker', 'head', 'supervisor')
  @Refuses(404, 'institution-not-found')
  @QueryRoute('supervision', '机构档案 standing, bans, breaches, commitments, signatories; a body sees its own', {
    ...LINE,
    standing: {},
    bans: [],
    commitments: [],
  })
  async file(
    @Param('uscc') given: string,
    @TheCall() { account }: Call,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstitutionView> {
    const uscc = checkedUscc(given, 'uscc');
    const view = await this.queries.ask('institution', { uscc, viewer: actorsOf(account) });
    // Before the first entry there is nothing to hold an If-Match against.
    if (view.revision >= 0) void reply.header('etag', `"${view.revision}"`);
    return view;
  }

  @Post(':uscc/register-facts')
  @RecordRoute('RegisterFacts', 'supervision', '登记机构基本信息', NOT_FOUND)
  registerFacts(@Param('uscc') uscc: string, @Body() dto: RegisterFactsDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.record('RegisterFacts', uscc, dto, call);
  }

  @Post(':uscc/record-credit-class')
  @RecordRoute('RecordCreditClass', 'supervision', '登记信用风险类别', NOT_FOUND)
  creditClass(@Param('uscc') uscc: string, @Body() dto: CreditClassDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.record('RecordCreditClass', uscc, dto, call);
  }

  @Post(':uscc/record-breach')
  @RecordRoute('RecordBreach', 'supervision', '登记违法违规行为', NOT_FOUND)
  breach(@Param('uscc') uscc: string, @Body() dto: BreachDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.record('RecordBreach', uscc, dto, call);
  }

  @Post(':uscc/lift-entry')
  @RecordRoute('LiftEntry', 'supervision', '撤销或更正记录', NOT_FOUND)
  lift(@Param('uscc') uscc: string, @Body() dto: LiftEntryDto, @TheCall() call: Call): Promise<RecordAnswer> {
    return this.record('LiftEntry', uscc, dto, call);
  }

  private record(name: RecordCommandName, uscc: string, dto: object, call: Call): Promise<RecordAnswer> {
    const code = normaliseUscc(uscc);
    return this.commands.act(name, `institution-${code}`, { ...dto, uscc: code }, call);
  }
}
