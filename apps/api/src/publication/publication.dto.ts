import { Json, Text, TextMap } from '../http/fields.js';

const PACK = { policy: 'CMA-2021', version: 2, effectiveFrom: '2021-06-01', limits: [] };
const YEAR = { year: 2026, version: '2026.2', status: 'official', off: ['2026-01-01'], work: [] };
const REASONS = { 'INITIAL.GENERAL.limits.T22': '依据新修订的管理办法第十一条' };

export class PublishPolicyDto {
  @Json({ example: PACK, description: 'A policy pack, as a file of libs/policy/data/packs' })
  pack!: object;

  @Text({ max: 2000, example: '管理办法修订' })
  reason!: string;

  @TextMap({ example: REASONS, optional: true, description: 'Why more is asked, by the path that the gate names' })
  reasons?: Record<string, string>;
}

export class PublishCalendarDto {
  @Json({ example: YEAR, description: 'A calendar year, as a file of libs/calendar/data' })
  year!: object;

  @Text({ max: 2000, example: '国务院办公厅关于延长2026年春节假期的通知' })
  reason!: string;
}

export class DryRunDto {
  @Json({ example: PACK, optional: true, description: 'A policy pack; or else year' })
  pack?: object;

  @Json({ example: YEAR, optional: true, description: 'A calendar year; or else pack' })
  year?: object;

  @TextMap({ example: REASONS, optional: true })
  reasons?: Record<string, string>;
}
