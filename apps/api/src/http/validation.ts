import { ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { checked, inheritedName, MOST_NAMED, rulesBroken, unknownField, type FieldRule } from '#dto';
import { HttpProblem } from './problem.js';

/** What comes with a request, in its body or its address: unknown fields, wrong types and missing values are refused, each by its path. */
export class Validation implements PipeTransform {
  private readonly pipe = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) => inputInvalid(errors.flatMap((error) => rulesBroken(error))),
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype } = metadata;
    if (type === 'custom') return value;
    if (metatype === String && typeof value === 'string') return value;
    if (type !== 'body' || metatype === undefined) return this.ofTheAddress(value, metadata);
    const answer = checked(metatype as ClassConstructor<object>, value);
    if ('broken' in answer) throw inputInvalid(answer.broken, answer.unseen);
    return answer.data;
  }

  private ofTheAddress(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const unknown = inheritedName(value, '');
    if (unknown !== undefined) throw inputInvalid([unknownField(unknown)]);
    return this.pipe.transform(value, metadata);
  }
}

/** Names the first fields. */
export function inputInvalid(broken: readonly FieldRule[], unseen = 0): HttpProblem {
  const fields = broken.slice(0, MOST_NAMED);
  const more = broken.length - fields.length + unseen;
  const names = [...new Set(fields.map(({ field }) => field))].join(', ');
  const [first] = fields;
  const [zh, en] = more === 0 ? ['', ''] : [`，另有 ${more} 处`, `, and ${more} more`];
  return new HttpProblem(400, 'input-invalid', `内容有误：${names}${zh}`, `These fields are wrong: ${names}${en}`, {
    ...(first === undefined ? {} : { field: first.field }),
    fields,
    ...(more === 0 ? {} : { more }),
  });
}
