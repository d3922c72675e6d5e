import { ApiResponse } from '@nestjs/swagger';
import { HttpProblem, httpProblemOf, type Problem } from './problem.js';

type Response = Readonly<{ description: string; content: Readonly<Record<string, object>> }>;

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };

/** What every answer that is none looks like (RFC 9457); each field of a problem is described, or nothing compiles. */
const PROPERTIES: Readonly<Record<keyof Problem | 'instance', object>> = {
  type: { ...TEXT, format: 'uri', example: 'urn:one-window:problem:wrong-state' },
  title: { ...TEXT, example: '当前状态不允许' },
  status: { type: 'integer', minimum: 400, maximum: 599, example: 409 },
  detail: { ...TEXT, description: 'In the language that was asked for', example: '办件现为“received”状态，不能这样办理' },
  instance: { ...TEXT, description: 'Id of the request', example: '3f1c0b9e-0000-4000-8000-000000000001' },
  code: { ...TEXT, pattern: '^[a-z0-9-]+$', description: 'Never renamed', example: 'wrong-state' },
  field: { ...TEXT, description: 'What is wrong', example: 'kind' },
  allowed: { ...TEXTS, description: 'What would be right', example: ['AcceptApplication'] },
  basis: { ...TEXTS, description: 'By which article', example: ['办法11(一)'] },
  errors: {
    type: 'array',
    items: { type: 'object', required: ['field', 'code', 'message'], properties: { field: TEXT, code: TEXT, message: TEXT } },
    description: 'Field by field, where several are wrong',
    example: [{ field: 'size', code: 'is-int', message: 'size 应为整数（size must be an integer number）' }],
  },
  more: { type: 'integer', minimum: 1, description: 'Wrong fields beside those in `errors`', example: 3 },
};

export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457: why there is no other answer',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: { ...PROPERTIES },
};

const WORDS: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  400: ['内容有误', 'A field, a parameter or a rule is broken'],
  401: ['请先登录', 'Not signed in'],
  403: ['无权办理此事项', 'Not for this role or person'],
  404: ['没有此项内容', 'It is not there'],
  409: ['现在不能这样办理', 'The state does not allow it'],
  412: ['内容已更新，请重新查看', 'If-Match is out of date'],
  429: ['请求过多，请稍后再试', 'Too many; Retry-After says when to try again'],
};

export function problemResponse(status: number, code: string, more: HttpProblem['more'] = {}): Response {
  const [zh, description] = WORDS[status] ?? ['', ''];
  const problem = httpProblemOf(new HttpProblem(status, code, zh, description, more), 'zh');
  const example = { ...problem, instance: '3f1c0b9e-0000-4000-8000-000000000001' };
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } } };
}

export const Refuses = (status: number, code: string, more?: HttpProblem['more']): MethodDecorator =>
  ApiResponse({ status, ...problemResponse(status, code, more) });
