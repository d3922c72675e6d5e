import { Each, Text, Whole } from './fields.js';
import type { Given } from './given.js';
import { ReasonedDto } from './reasons.js';
import { SuppliedMaterialDto } from './materials.js';

export class WithdrawApplicationDto implements Given<'WithdrawApplication'> {
  @Text({ max: 1000, example: '另行申请', optional: true })
  reason?: string;
}

export class AcceptApplicationDto implements Given<'AcceptApplication'> {
  @Text({
    max: 1000,
    example: '仅增加2个参数，方法和设备均在已获能力内',
    optional: true,
    description: '扩项少量参数书面审查的理由 why few parameters may be reviewed on paper',
  })
  fewParameters?: string;
}

export class CorrectionItemDto {
  @Text({ max: 8, example: 'M10' })
  material!: string;

  @Text({ max: 16, example: 'M10/1', optional: true, description: 'Id of the file, where one file of the material is asked for' })
  file?: string;

  @Text({ max: 1000, example: '缺少典型检验检测报告' })
  reason!: string;
}

export class RequestCorrectionDto implements Given<'RequestCorrection'> {
  @Each({
    type: CorrectionItemDto,
    min: 1,
    max: 60,
    example: [{ material: 'M10', reason: '缺少典型检验检测报告' }],
    description: 'All gaps at once',
  })
  items!: CorrectionItemDto[];

  @Whole({ min: 1, max: 60, example: 10 })
  respondWithinWorkingDays!: number;
}

export class SupplyCorrectionDto implements Given<'SupplyCorrection'> {
  @Each({
    type: SuppliedMaterialDto,
    min: 1,
    max: 60,
    example: [{ material: 'M10', fileName: '典型报告.pdf' }],
    description:
      'Takes the place of the file that was asked for, or of the only one of its material; else it is added, unless it says what it replaces',
  })
  items!: SuppliedMaterialDto[];
}

/** Only what a silent data source has left open; no clock waits for it. */
export class SupplyMaterialDto implements Given<'SupplyMaterial'> {
  @Each({ type: SuppliedMaterialDto, min: 1, max: 60, example: [{ material: 'M19', fileName: '变更核准通知.pdf' }] })
  items!: SuppliedMaterialDto[];
}

export const receiptDtos = {
  WithdrawApplication: WithdrawApplicationDto,
  AcceptApplication: AcceptApplicationDto,
  DeclineApplication: ReasonedDto,
  RequestCorrection: RequestCorrectionDto,
  SupplyCorrection: SupplyCorrectionDto,
  SupplyMaterial: SupplyMaterialDto,
};
