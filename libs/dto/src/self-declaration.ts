import { Flag, Text } from './fields.js';
import type { Given } from './given.js';

export class SignCommitmentDto implements Given<'SignCommitment'> {
  @Text({ max: 100, example: '张三', description: '签署人 who signs for the body' })
  signatory!: string;

  @Text({ max: 100, example: '法定代表人', optional: true })
  title?: string;
}

export class WithdrawCommitmentDto implements Given<'WithdrawCommitment'> {
  @Text({ max: 1000, example: '场所尚在装修，改按一般程序申请', description: '合理理由 (办法12)' })
  reason!: string;
}

export class AcceptSelfDeclarationDto implements Given<'AcceptSelfDeclaration'> {
  @Text({ max: 2000, example: '当场准予', optional: true })
  note?: string;

  @Flag({
    example: false,
    optional: true,
    description: 'Items tied to mandatory standards; as the application says where left out',
  })
  mandatoryStandards?: boolean;
}

export const selfDeclarationDtos = {
  SignCommitment: SignCommitmentDto,
  WithdrawCommitment: WithdrawCommitmentDto,
  AcceptSelfDeclaration: AcceptSelfDeclarationDto,
};
