import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Text } from '#dto';
import { APPROVAL_STATES, type ApprovalState } from '#identity';
import { reject } from '#kernel';
import type { ListOrder, Page } from '#read-models';
import { HOST, type Host } from '../host.js';
import { Answers, QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { BareCall, TheCall, type Call } from '../http/call.js';
import { Logged } from '../http/logged.js';
import { paged, PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';
import { Rejected } from '../http/problem.js';
import { SecondAdmin } from './second-admin.js';
import { DONE_EXAMPLE, PENDING_EXAMPLE, viewApproval, type ApprovalView } from './views.js';

export class ApprovalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: APPROVAL_STATES, example: 'pending' })
  @IsOptional()
  @IsIn(APPROVAL_STATES)
  state?: ApprovalState;
}

export class TurnDownDto {
  @Text({ max: 2000, example: '未见任命文件（示例）' })
  reason!: string;
}

const ORDER: ListOrder = {
  name: 'approvals',
  keys: [{ column: 'requestedAt', descending: true, number: true }, { column: 'id' }],
};

@Controller('api/approvals')
export class ApprovalsController {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(SecondAdmin) private readonly second: SecondAdmin,
  ) {}

  @Get()
  @For('admin', 'supervisor')
  @QueryRoute('accounts', '待批事项 requests for a second administrator, the latest first', {
    ...{ items: [PENDING_EXAMPLE], page: 1, size: 20, total: 1, next: null },
  })
  list(@Query() { state, ...request }: ApprovalsQuery): Page<ApprovalView> {
    const all = this.host.identity.approvals.list(state);
    const page = paged(all, ORDER, request, ({ id, requestedAt }) => ({ id, requestedAt }));
    return { ...page, items: page.items.map((one) => viewApproval(one, this.host.identity)) };
  }

  @Get(':approvalId')
  @For('admin', 'supervisor')
  @Refuses(404, 'approval-unknown')
  @QueryRoute('accounts', '一项待批事项 one request, with what exactly was asked for', DONE_EXAMPLE)
  one(@Param('approvalId') id: string): ApprovalView {
    const approval = this.host.identity.approvals.find(id);
    if (approval === undefined) throw new Rejected(approvalNotFound());
    return viewApproval(approval, this.host.identity);
  }

  @Post(':approvalId/approve')
  @HttpCode(200)
  @Logged('approval-given')
  @For('admin')
  @ApiTags('accounts')
  @Answers(DONE_EXAMPLE)
  @Refuses(404, 'approval-unknown')
  @Refuses(409, 'approval-settled')
  @ApiOperation({ summary: '批准 agree, as another administrator: it is carried out with the answer' })
  async approve(@Param('approvalId') id: string, @BareCall() call: Call): Promise<ApprovalView> {
    return viewApproval(await this.second.approve(id, call), this.host.identity);
  }

  @Post(':approvalId/turn-down')
  @HttpCode(200)
  @Logged('approval-refused')
  @For('admin')
  @ApiTags('accounts')
  @Answers({ ...PENDING_EXAMPLE, state: 'turned-down', reason: '未见任命文件（示例）' })
  @Refuses(404, 'approval-unknown')
  @Refuses(409, 'approval-settled')
  @ApiOperation({ summary: '不同意 turn it down with a reason; whoever asked for it withdraws it' })
  turnDown(@Param('approvalId') id: string, @Body() { reason }: TurnDownDto, @TheCall() { account }: Call): ApprovalView {
    return viewApproval(this.second.turnDown(id, account, reason), this.host.identity);
  }
}

const approvalNotFound = () =>
  reject('approval-unknown', 'not-found', { zh: '没有这项待批事项。', en: 'There is no such request.' });
