import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CERTIFICATE_STATUSES, type CertificateStatus } from '#issuance';
import type { Page, RegisterEntry, RegisterFile } from '#read-models';
import { Queries } from '../queries.js';
import { OpenQueryRoute } from '../http/api-doc.js';
import { AsCode, Code } from '../http/codes.js';
import { PageQuery } from '../http/paging.js';
import { Refuses } from '../http/problem-doc.js';

const ENTRY = {
  number: '262812050001',
  holder: '示例检测有限公司（虚构）',
  uscc: '91620102MA7ABCD12B',
  field: '12',
  issuedOn: '2026-05-08',
  validTo: '2032-05-08',
  status: 'VALID',
};

const ANNEX = {
  rows: [{ row: 1, category: '生活饮用水', name: '总硬度', standard: 'GB/T 5750.4-2023' }],
  lastRow: 1,
};

export class RegisterQuery extends PageQuery {
  @Code()
  @ApiPropertyOptional({ description: '统一社会信用代码', example: '91620102MA7ABCD12B' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  uscc?: string;

  @ApiPropertyOptional({ description: "Part of the holder's name", example: '示例' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  holder?: string;

  @ApiPropertyOptional({ enum: CERTIFICATE_STATUSES, example: 'REVOKED' })
  @IsOptional()
  @IsIn(CERTIFICATE_STATUSES)
  status?: CertificateStatus;
}

@Controller('api/public/certificates')
export class RegistryController {
  constructor(@Inject(Queries) private readonly queries: Queries) {}

  @Get()
  @Refuses(429, 'too-many-lookups')
  @OpenQueryRoute('registry', '资质认定证书公示 register', { items: [ENTRY], page: 1, size: 20, total: 1, next: null })
  async list(@Query() query: RegisterQuery): Promise<Page<RegisterEntry>> {
    return this.queries.ask('register', query);
  }

  @Get(':number')
  @Refuses(404, 'certificate-not-found')
  @Refuses(429, 'too-many-lookups')
  @OpenQueryRoute('registry', '证书核验 verify a certificate, with the rows of its annex', { ...ENTRY, annex: ANNEX })
  async verify(@Param('number', AsCode) number: string): Promise<RegisterFile> {
    return this.queries.ask('certificate', { number });
  }
}
