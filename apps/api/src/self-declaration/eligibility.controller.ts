import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { APPLICATION_KINDS, type ApplicationKind } from '#law';
import type { Eligibility } from '#office';
import { Queries } from '../queries.js';
import { QueryRoute } from '../http/api-doc.js';
import { For } from '../http/auth.guard.js';
import { TheCall, type Call } from '../http/call.js';

export class EligibilityQuery {
  @ApiPropertyOptional({ enum: APPLICATION_KINDS, example: 'INITIAL', description: 'Left out: every kind' })
  @IsOptional()
  @IsIn(APPLICATION_KINDS)
  kind?: ApplicationKind;

  @ApiPropertyOptional({
    example: '12',
    description: 'Digits 5-6 of the certificate number; left out: no rule about fields is applied',
  })
  @IsOptional()
  @Matches(/^\d{2}$/)
  field?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], example: 'false' })
  @IsOptional()
  @IsIn(['true', 'false'])
  specialFood?: 'true' | 'false';
}

const EXAMPLE = {
  uscc: '91620102MA7ABCD12B',
  policy: 'CMA-2021/2+REV-2023/2',
  items: [
    {
      kind: 'CHG_NAME',
      procedures: [
        { procedure: 'GENERAL', open: true, reasons: [] },
        {
          procedure: 'COMMITMENT',
          open: false,
          reasons: [
            { rule: 'kind-not-open', basis: ['办法10', '办法12'], zh: '该事项不适用告知承诺程序', en: 'not open for this kind' },
          ],
        },
      ],
    },
  ],
};

@Controller('api/eligibility')
export class EligibilityController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @For('applicant')
  @QueryRoute('self-declaration', '可选程序及理由 which procedures are open, and why not', EXAMPLE)
  async list(@Query() { specialFood, ...query }: EligibilityQuery, @TheCall() { account }: Call): Promise<Eligibility> {
    const special = specialFood === undefined ? {} : { specialFood: specialFood === 'true' };
    return this.queries.ask('eligibility', { ...query, ...special, uscc: account.uscc ?? '' });
  }
}
