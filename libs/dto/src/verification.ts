import { VERDICTS, type Verdict } from '#inspection';
import { Each, Flag, OneOf, Text, Texts, Whole } from './fields.js';
import type { Given } from './given.js';

export class InspectorDto {
  @Text({
    max: 64,
    example: 'a2f1c0de-0000-4000-8000-000000000001',
    description: 'Account of the officer: active, with the role reviewer',
  })
  id!: string;

  @Text({ max: 100, example: '李四', optional: true, description: 'Not read: the name kept is that of the account' })
  name?: string;
}

const TEAM = [{ id: 'a2f1c0de-0000-4000-8000-000000000001' }, { id: 'a2f1c0de-0000-4000-8000-000000000002' }];

export class AppointInspectorsDto implements Given<'AppointInspectors'> {
  @Each({ type: InspectorDto, min: 1, max: 20, example: TEAM, description: 'Two or more officers (许可法34, 61)' })
  team!: InspectorDto[];

  @Text({ max: 1000, example: '核查人员调离', optional: true, description: 'A must once there is a verdict' })
  reason?: string;
}

export class ConcludeVerificationDto implements Given<'ConcludeVerification'> {
  @OneOf({ values: VERDICTS, example: '属实' })
  verdict!: Verdict;

  @Text({ max: 4000, example: '现场核查与承诺一致', optional: true, description: 'A must unless the verdict is 属实' })
  findings?: string;

  @Texts({
    example: ['水质 总磷'],
    optional: true,
    description: '基本属实: what is to be rectified; 严重不实: the items at fault',
  })
  items?: string[];

  @Whole({ min: 1, max: 365, example: 30, optional: true })
  withinWorkingDays?: number;

  @Flag({ example: false, optional: true, description: 'Obtained by fraud (办法32)' })
  fraud?: boolean;

  @Each({ type: InspectorDto, max: 20, example: TEAM, optional: true, description: 'Where nobody was appointed before' })
  inspectors?: InspectorDto[];
}

export class SubmitVerificationRectificationDto implements Given<'SubmitVerificationRectification'> {
  @Text({ max: 4000, example: '已完成整改', optional: true })
  note?: string;
}

export class CheckVerificationRectificationDto implements Given<'CheckVerificationRectification'> {
  @Flag({ example: true })
  passed!: boolean;

  @Text({ max: 4000, example: '整改到位', optional: true, description: 'A must where it did not pass' })
  findings?: string;

  @Texts({
    example: ['水质 总磷'],
    optional: true,
    description: 'Not passed: the items of the certificate at fault; the whole certificate where left out',
  })
  items?: string[];
}

export const verificationDtos = {
  AppointInspectors: AppointInspectorsDto,
  ConcludeVerification: ConcludeVerificationDto,
  SubmitVerificationRectification: SubmitVerificationRectificationDto,
  CheckVerificationRectification: CheckVerificationRectificationDto,
};
