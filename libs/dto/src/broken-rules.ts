import type { ValidationError } from 'class-validator';

export interface FieldRule {
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

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

/** What class-validator found, field by field; `placeOf` is the path of a field where another body was looked at than was given. */
export function rulesBroken(error: ValidationError, path = '', placeOf = (field: string): string => field): FieldRule[] {
  const field = pathTo(error.property, path);
  const own = Object.entries(error.constraints ?? {}).map(([rule, en]) => {
    const isMissing = error.value === undefined && rule !== 'whitelistValidation';
    return isMissing ? leftOut(placeOf(field), rule) : ruleBroken(placeOf(field), rule, en);
  });
  return [...own, ...(error.children ?? []).flatMap((child) => rulesBroken(child, field, placeOf))];
}

export const pathTo = (name: string, path: string): string =>
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
