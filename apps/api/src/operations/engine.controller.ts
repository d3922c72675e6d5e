import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Form, Whole } from '#dto';
import { CASE_ID } from '#engine';
import { HOST, type Host } from '../host.js';
import { ForWorker } from '../http/auth.guard.js';

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
  constructor(@Inject(HOST) private readonly host: Host) {}

  @Post('expire')
  @ForWorker()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  async expire(@Body() deadline: DeadlineDto): Promise<void> {
    await this.host.office.expire(deadline);
  }

  @Post('reductions')
  @ForWorker()
  @HttpCode(204)
  @ApiExcludeEndpoint()
  async reductions(@Body() { caseId }: ReceiptDto): Promise<void> {
    await this.host.office.reduce({ caseId });
  }
}
