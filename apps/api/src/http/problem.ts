import type { FieldRule } from '#dto';
import { isRejection, type Rejection, type RejectionKind } from '#kernel';

export type Language = 'zh' | 'en';

/** RFC 9457. `code` is stable; `field`, `allowed` and `basis` say what is wrong, what would be right, and by which article. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly allowed?: readonly string[];
  readonly basis?: readonly string[];
  readonly errors?: readonly FieldProblem[];
  /** How many fields are wrong beside those in `errors`, where there are too many to name. */
  readonly more?: number;
}

interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const STATUS: Readonly<Record<RejectionKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  pending: 409,
  unavailable: 503,
};

const TITLES: Readonly<Record<number, { zh: string; en: string }>> = {
  400: { zh: '请求内容有误', en: 'Bad request' },
  401: { zh: '请先登录', en: 'Not signed in' },
  403: { zh: '无权办理', en: 'Not allowed' },
  404: { zh: '未找到', en: 'Not found' },
  405: { zh: '方法不支持', en: 'Method not allowed' },
  408: { zh: '请求超时', en: 'Timed out' },
  409: { zh: '当前状态不允许', en: 'Not possible now' },
  412: { zh: '内容已更新', en: 'Out of date' },
  413: { zh: '内容过大', en: 'Too large' },
  414: { zh: '地址过长', en: 'Address too long' },
  415: { zh: '类型不支持', en: 'Unsupported media type' },
  417: { zh: '不支持', en: 'Not supported' },
  429: { zh: '请求过多', en: 'Too many requests' },
  431: { zh: '请求头过大', en: 'Headers too large' },
  503: { zh: '暂时不可用', en: 'Unavailable for the moment' },
};

export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly more: MoreOfProblem = {},
  ) {
    super(en);
  }
}

interface MoreOfProblem extends Partial<Pick<Rejection, 'field' | 'allowed' | 'basis'>> {
  readonly fields?: readonly FieldRule[];
  readonly more?: number;
  /** One second where left out, where a moment's patience mends it. */
  readonly retryAfterSeconds?: number;
}

export class Rejected extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

/** An answer of the back office; throws Rejected where it is none. */
export function granted<T extends object>(answer: T | Rejection): T {
  if (isRejection(answer)) throw new Rejected(answer);
  return answer;
}

export const problemOf = (rejection: Rejection, language: Language): Problem =>
  problem(STATUS[rejection.kind], rejection.code, rejection[language], language, {
    ...(rejection.field === undefined ? {} : { field: rejection.field }),
    ...(rejection.allowed === undefined ? {} : { allowed: rejection.allowed }),
    ...(rejection.basis.length === 0 ? {} : { basis: rejection.basis }),
  });

export const httpProblemOf = (
  { status, code, zh, en, more: { fields, retryAfterSeconds: _header, ...more } }: HttpProblem,
  language: Language,
): Problem =>
  problem(status, code, language === 'zh' ? zh : en, language, {
    ...more,
    ...(fields === undefined
      ? {}
      : { errors: fields.map((rule) => ({ field: rule.field, code: rule.code, message: rule[language] })) }),
  });

const problem = (status: number, code: string, detail: string, language: Language, more: Partial<Problem>): Problem => ({
  type: `urn:one-window:problem:${code}`,
  title: TITLES[status]?.[language] ?? TITLES[400]?.[language] ?? code,
  status,
  detail,
  code,
  ...more,
});

/** Chinese unless English is asked for first. */
export const languageOf = (acceptLanguage: string | undefined): Language =>
  /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';
