import { ApiProperty } from '@nestjs/swagger';
import { declaredClasses, ownFieldsOf } from '#dto';

/** What the fields of all DTOs say of themselves, for the API document. */
export function describeFields(): void {
  for (const type of declaredClasses()) {
    for (const { name, schema, optional } of ownFieldsOf(type)) {
      ApiProperty({ ...schema, ...(optional ? { required: false } : {}) } as object)(type.prototype as object, name);
    }
  }
}
