import { createHash, timingSafeEqual } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CASE_ID } from '#engine';
import { HOST, type Host } from '../host.js';
import { Open } from '../http/auth.guard.js';
import { Form, Whole } from '../http/fields.js';
import { originOf } from '../http/origin.js';
import { HttpProblem } from '../http/problem.js';

const DEADLINE = /^(case|inspection|certificate)-[0-9A-Z-]{1,40}\/T\d{2}\/\d{1,6}$/;

export class DeadlineDto {
  @Form({ pattern: DEADLINE, example: 'case-7K3F-9QXM-2A5T/T01/1' })
  id!: string;

  @Whole({ min: 1, max: 1_000_000, example: 1 })
  version!: number;
}

export class ReceiptDto {
  @Form({ pattern: CASE_ID, example: '7K3F-9QXM-2A5T' })
  caseId!: string;
}

/** Where a worker in a process of its own reports that a deadline has come, or a receipt. Open only with ENGINE_TOKEN, and harmless if sent twice. */
@Controller('api/engine')
export class EngineController {
  private readonly known = new Set<string>();

  constructor(@Inject(HOST) private readonly host: Host) {}

  @Post('expire')
  @Open()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  async expire(@Req() request: FastifyRequest, @Body() deadline: DeadlineDto): Promise<void> {
    this.admit(request);
    await this.host.office.expire(deadline);
  }

  @Post('reductions')
  @Open()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  async reductions(@Req() request: FastifyRequest, @Body() { caseId }: ReceiptDto): Promise<void> {
    this.admit(request);
    await this.host.office.reduce({ caseId });
  }

  /** The first use of the token from an address is told, and each failure: a worker uses it all day long. */
  private admit(request: FastifyRequest): void {
    const { engineToken } = this.host.settings;
    const by = originOf(request);
    const fits = engineToken !== undefined && same(request.headers.authorization ?? '', `Bearer ${engineToken}`);
    if (!fits || !this.known.has(by.from ?? ''))
      this.host.securityLog.record({ what: 'engine-token', outcome: fits ? 'success' : 'failure', by, on: request.url });
    if (fits) return void this.known.add(by.from ?? '');
    throw new HttpProblem(404, 'no-such-route', '没有这个地址', 'There is nothing at this address');
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
