import { Json, Text, TextMap } from './fields.js';
import type { Given } from './given.js';
import { PACK_EXAMPLE, REASONS_EXAMPLE, YEAR_EXAMPLE } from './publication-examples.js';

export class PublishPolicyDto implements Given<'PublishPolicy'> {
  @Json({ example: PACK_EXAMPLE, description: 'A policy pack, as a file of libs/law/data/policy/packs' })
  pack!: unknown;

  @Text({ max: 2000, example: '公布承诺时限（示例）' })
  reason!: string;

  @TextMap({ example: REASONS_EXAMPLE, optional: true, description: 'Why more is asked, by the path that the gate names' })
  reasons?: Record<string, string>;
}

export class PublishCalendarDto implements Given<'PublishCalendar'> {
  @Json({ example: YEAR_EXAMPLE, description: 'A calendar year, as a file of libs/law/data/calendar' })
  year!: unknown;

  @Text({ max: 2000, example: '国务院办公厅关于2027年部分节假日安排的通知（示例）' })
  reason!: string;
}

/** What would come of publishing one of them. */
export class DryRunDto {
  @Json({ example: PACK_EXAMPLE, optional: true, description: 'A policy pack; or else year' })
  pack?: object;

  @Json({ example: YEAR_EXAMPLE, optional: true, description: 'A calendar year; or else pack' })
  year?: object;

  @TextMap({ example: REASONS_EXAMPLE, optional: true })
  reasons?: Record<string, string>;
}
