import { ApiProperty } from '@nestjs/swagger';
import { declaredClasses, ownFieldsOf } from '#dto';

export function describeFields(): void {
  for (const type of declaredClasses()) {
    for (const { name, schema, optional } of ownFieldsOf(type)) {
      ApiProperty({ ...schema, ...(optional ? { required: false } : {}) } as object)(type.prototype as object, name);
    }
  }
}
