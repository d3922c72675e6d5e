import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandName } from '#case';
import { Open } from './auth.guard.js';
import { offerOf, type LaterCommandName } from './offers.js';

const ANSWER = {
  caseId: '7K3F-9QXM-2A5T',
  status: 'received',
  revision: 0,
  position: '128',
  events: ['ApplicationReceived'],
  permittedActions: ['WithdrawApplication'],
};
const PROBLEM = {
  type: 'urn:one-window:problem:wrong-state',
  title: '当前状态不允许',
  status: 409,
  detail: '办件现为“received”状态，不能这样办理',
  code: 'wrong-state',
  allowed: ['AcceptApplication', 'DeclineApplication', 'RequestCorrection'],
};

const problem = (status: number, description: string, example: object): MethodDecorator =>
  ApiResponse({ status, description, content: { 'application/problem+json': { example } } });

/** The commands that some controller offers; the command bus must have a handler for each. */
export const offered = new Set<CommandName | LaterCommandName>();

/** A route that gives one command: what the API document says of it, from the same table that the server refuses by. */
export const CommandRoute = (name: CommandName, tag: string, zh: string): MethodDecorator =>
  commandRoute(name, tag, zh, ANSWER, 'case-not-found');

/** The same for a verification, a certificate or the record of a body. */
export const LaterRoute = (name: LaterCommandName, tag: string, zh: string, notFound: string): MethodDecorator =>
  commandRoute(name, tag, zh, { revision: 3, position: '128', events: ['StatementRecorded'] }, notFound);

function commandRoute(
  name: CommandName | LaterCommandName,
  tag: string,
  zh: string,
  example: object,
  notFound: string,
): MethodDecorator {
  offered.add(name);
  const { by, when } = offerOf(name);
  const first = name === 'SubmitApplication';
  return applyDecorators(
    HttpCode(first ? 201 : 200),
    ApiTags(tag),
    ApiBearerAuth(),
    ApiOperation({
      operationId: name,
      summary: `${zh} ${name}`,
      description: `Roles: ${by.join(', ')}. ${first ? '' : when}`,
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'UUID; a retry with the same key acts once and gets the same answer',
    }),
    ...(first ? [] : [ApiHeader({ name: 'If-Match', required: false, description: 'ETag of the case as last seen' })]),
    ApiResponse({
      status: first ? 201 : 200,
      description: 'Stored durably',
      content: { 'application/json': { example } },
    }),
    problem(400, 'A field or a rule is broken', { ...PROBLEM, status: 400, code: 'input-invalid', field: 'kind' }),
    problem(401, 'Not signed in', { ...PROBLEM, status: 401, code: 'not-signed-in' }),
    problem(403, 'Not for this role or person', { ...PROBLEM, status: 403, code: 'wrong-role', allowed: by }),
    problem(404, 'It is not there', { ...PROBLEM, status: 404, code: notFound }),
    problem(409, 'The state does not allow it', PROBLEM),
    problem(412, 'If-Match is out of date', { ...PROBLEM, status: 412, code: 'stale-revision' }),
  );
}

/** What a route answers when all is well. */
export const Answers = (example: object, status = 200): MethodDecorator =>
  ApiResponse({ status, description: 'OK', content: { 'application/json': { example } } });

/** Why a sign-in does not go through: the one case that a client asks its user about. */
export const NotLetIn = (): MethodDecorator =>
  problem(401, 'Not let in: `sign-in-failed` and others; `second-factor-required` asks for `code`', {
    type: 'urn:one-window:problem:second-factor-required',
    title: '请先登录',
    status: 401,
    detail: '该账号已启用动态口令，请同时填写 6 位动态口令，或者一个恢复码。',
    code: 'second-factor-required',
    field: 'code',
  });

/** A route that reads. */
export const QueryRoute = (tag: string, summary: string, example: object): MethodDecorator =>
  applyDecorators(ApiBearerAuth(), reading(tag, summary, example));

/** A route that everybody may read. */
export const OpenQueryRoute = (tag: string, summary: string, example: object): MethodDecorator =>
  applyDecorators(Open(), reading(tag, summary, example));

function reading(tag: string, summary: string, example: object): MethodDecorator {
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ summary }),
    Answers(example),
    problem(400, 'A parameter is wrong', { ...PROBLEM, status: 400, code: 'input-invalid', field: 'size' }),
  );
}
