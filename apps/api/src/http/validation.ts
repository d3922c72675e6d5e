import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { HttpProblem, type FieldRule } from './problem.js';

const ZH: Readonly<Record<string, string>> = {
  isString: '应为文本',
  minLength: '不能为空',
  maxLength: '过长',
  matches: '格式不符',
  isBoolean: '应为 true 或 false',
  isInt: '应为整数',
  min: '过小',
  max: '过大',
  isIn: '不在可选范围内',
  isArray: '应为列表',
  arrayMinSize: '条目过少',
  arrayMaxSize: '条目过多',
  isObject: '应为对象',
  nestedValidation: '应为对象',
  whitelistValidation: '未知字段',
  unknownValue: '内容无法识别',
};

/** Unknown fields, wrong types and missing values are refused, each named by its path. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) => {
      const fields = errors.flatMap((error) => rulesBroken(error, ''));
      const names = [...new Set(fields.map(({ field }) => field))].join(', ');
      const [first] = fields;
      return new HttpProblem(400, 'input-invalid', `内容有误：${names}`, `These fields are wrong: ${names}`, {
        ...(first === undefined ? {} : { field: first.field }),
        fields,
      });
    },
  });

function rulesBroken(error: ValidationError, path: string): FieldRule[] {
  const field = /^\d+$/.test(error.property)
    ? `${path}[${error.property}]`
    : path === ''
      ? error.property
      : `${path}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, en]) => ({
    field,
    code: rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    zh: `${field} ${ZH[rule] ?? '不符合要求'}（${en}）`,
    en,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => rulesBroken(child, field))];
}
