import { Text, Form, Whole } from './fields.js';

const SHA256 = /^[0-9a-f]{64}$/;

export class MaterialDto {
  @Text({ max: 8, example: 'M01', description: 'Id of the material in the published list' })
  material!: string;

  @Text({ example: '申请书.pdf', optional: true })
  fileName?: string;

  @Form({ pattern: SHA256, example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', optional: true })
  sha256?: string;

  @Whole({ min: 0, max: 20 * 1024 * 1024, example: 120_345, optional: true })
  bytes?: number;
}

/** A material that comes in after the receipt: beside the files that are there, unless it says what it replaces. */
export class SuppliedMaterialDto extends MaterialDto {
  @Text({
    max: 16,
    example: 'M10/1',
    optional: true,
    description: 'Id of the file that it replaces, or of the material where it replaces all its files; left out, it is added',
  })
  replaces?: string;
}
