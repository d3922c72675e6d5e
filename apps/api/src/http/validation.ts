import { ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { HttpProblem, type FieldRule } from './problem.js';
import { readerOf, UNSURE } from './quick-read.js';
import { suspectsIn, type Suspects } from './suspects.js';

const ZH: Readonly<Record<string, string>> = {
  isString: '应为文本',
  matches: '格式不符',
  saysSomething: '不能只有空白',
  isBoolean: '应为 true 或 false',
  isInt: '应为整数',
  isIn: '不在可选范围内',
  isArray: '应为列表',
  isObject: '应为对象',
  isTextMap: '应为由文本组成的对象',
  nestedValidation: '应为对象',
  whitelistValidation: '未知字段',
  unknownValue: '内容无法识别',
};

/** With the limit that the words of class-validator end with. */
const ZH_WITH_LIMIT: Readonly<Record<string, (limit: string) => string>> = {
  minLength: (limit) => (limit === '1' ? '不能为空' : `过短，至少 ${limit} 个字符`),
  maxLength: (limit) => `过长，最多 ${limit} 个字符`,
  min: (limit) => `过小，不得小于 ${limit}`,
  max: (limit) => `过大，不得大于 ${limit}`,
  arrayMinSize: (limit) => `条目过少，至少 ${limit} 项`,
  arrayMaxSize: (limit) => `条目过多，最多 ${limit} 项`,
};

const NAMED = 20;

/** Unknown fields, wrong types and missing values are refused, each named by its path. A body comes out as plain data. */
export class Validation implements PipeTransform {
  private readonly pipe = new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) => new FieldsInvalid(errors),
  });

  /** What is surely right is not looked at twice: class-validator takes ten times as long. */
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type, metatype } = metadata;
    if (type === 'custom') return value;
    if (metatype === String && typeof value === 'string') return value;
    if (type !== 'body' || metatype === undefined) return this.thoroughly(value, metadata);
    const read = readerOf(metatype as ClassConstructor<object>)(value === undefined ? {} : value);
    return read === UNSURE ? this.thoroughly(value, metadata) : read;
  }

  /** `toString` and its kin seem known to whoever asks an object for a property: class-validator would let them through. */
  async thoroughly(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isBody = metadata.type === 'body';
    if (isBody && value === null) throw notAnObject();
    const unknown = inheritedName(value, '');
    if (unknown !== undefined)
      throw inputInvalid([ruleBroken(unknown, 'whitelistValidation', `property ${unknown} should not exist`)]);
    if (isBody && metadata.metatype !== undefined) await this.refuseSuspects(value, metadata, metadata.metatype);
    const checked = await this.checked(value, metadata, { more: 0, placeOf: (path) => path });
    return isBody ? plain(checked as object) : checked;
  }

  /** Of a list with a thousand wrong rows the first are named, and only those are looked at closely. */
  private async refuseSuspects(value: unknown, metadata: ArgumentMetadata, type: ClassConstructor<object>): Promise<void> {
    const suspects = suspectsIn(type, value, NAMED);
    if (suspects.tooLong !== undefined) {
      const { field, max } = suspects.tooLong;
      throw inputInvalid([ruleBroken(field, 'arrayMaxSize', `${field} must contain no more than ${max} elements`)]);
    }
    await this.checked(suspects.body, metadata, suspects);
  }

  private async checked(value: unknown, metadata: ArgumentMetadata, { more, placeOf }: Places): Promise<unknown> {
    try {
      return (await this.pipe.transform(value, metadata)) as unknown;
    } catch (fault) {
      if (!(fault instanceof FieldsInvalid)) throw fault;
      throw inputInvalid(
        fault.errors.flatMap((error) => rulesBroken(error, '', placeOf)),
        more,
      );
    }
  }
}

type Places = Pick<Suspects, 'more' | 'placeOf'>;

/** What class-validator found. */
class FieldsInvalid extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('fields are invalid');
  }
}

/** Without the class and without absent fields: what is decided on is what is read back. */
const plain = (data: object): object => JSON.parse(JSON.stringify(data)) as object;

/** A body may be left out, which is another thing than `null`. */
export const notAnObject = (): HttpProblem => inputInvalid([ruleBroken('body', 'isObject', 'body must be an object')]);

function inheritedName(value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const field = pathTo(name, path);
    if (name in Object.prototype) return field;
    const found = inheritedName(inner, field);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names the first fields; a body with hundreds of them is hardly a slip of the pen. */
export function inputInvalid(broken: readonly FieldRule[], unseen = 0): HttpProblem {
  const fields = broken.slice(0, NAMED);
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

function rulesBroken(error: ValidationError, path: string, placeOf: Places['placeOf']): FieldRule[] {
  const field = pathTo(error.property, path);
  const own = Object.entries(error.constraints ?? {}).map(([rule, en]) => {
    const isMissing = error.value === undefined && rule !== 'whitelistValidation';
    return isMissing ? leftOut(placeOf(field), rule) : ruleBroken(placeOf(field), rule, en);
  });
  return [...own, ...(error.children ?? []).flatMap((child) => rulesBroken(child, field, placeOf))];
}

const pathTo = (name: string, path: string): string =>
  /^\d+$/.test(name) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;

export const ruleBroken = (field: string, rule: string, en: string): FieldRule => {
  const [, limit = ''] = /(\d+)\D*$/.exec(en) ?? [];
  const zh = ZH_WITH_LIMIT[rule]?.(limit) ?? `${ZH[rule] ?? '不符合要求'}（${en}）`;
  return { field, code: codeOf(rule), zh: `${field} ${zh}`, en };
};

/** What a missing field would have to be is told when it is there. */
const leftOut = (field: string, rule: string): FieldRule => ({
  field,
  code: codeOf(rule),
  zh: `${field} 必填`,
  en: `${field} is required`,
});

const codeOf = (rule: string): string => rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
