import { Day, Text, Texts } from './fields.js';
import type { Given } from './given.js';

export class TellHearingRightDto implements Given<'TellHearingRight'> {
  @Text({ max: 1000, example: '拟作的决定涉及相邻单位重大利益' })
  matter!: string;

  @Texts({
    max: 20,
    example: ['示例相邻单位（虚构）'],
    optional: true,
    description: '利害关系人 besides the applicant',
  })
  parties?: string[];
}

export class RequestHearingDto implements Given<'RequestHearing'> {
  @Text({ example: '示例相邻单位（虚构）', optional: true, description: 'Where it is not the applicant who asks' })
  party?: string;

  @Text({
    max: 1000,
    example: '相邻单位，出具报告直接影响其排污许可',
    optional: true,
    description: '重大利益关系 of a party that was not told of the right',
  })
  interest?: string;
}

export class OpenHearingDto implements Given<'OpenHearing'> {
  @Text({
    max: 64,
    example: 'a2f1c0de-0000-4000-8000-000000000004',
    description: '主持人 account of an officer who did not examine the application',
  })
  chair!: string;

  @Day({
    example: '2026-04-01',
    optional: true,
    description: '拟举行的日期 a day to come: gives the parties notice of it; the same command opens the hearing on that day',
  })
  heldOn?: string;

  @Day({ example: '2026-03-20', optional: true, description: 'The day of a notice given otherwise' })
  noticedOn?: string;

  @Text({ example: '第一会议室', optional: true })
  place?: string;
}

export class CloseHearingDto implements Given<'CloseHearing'> {
  @Text({ max: 20_000, example: '各方陈述和质证，无新的证据。', description: '听证笔录' })
  record!: string;
}

export const hearingDtos = {
  TellHearingRight: TellHearingRightDto,
  RequestHearing: RequestHearingDto,
  OpenHearing: OpenHearingDto,
  CloseHearing: CloseHearingDto,
};
