import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { CommandName } from '#case';
import { COMMAND_DTOS, declaredClasses, NOTHING, type PeoplesCommand } from '#dto';
import { Open } from './auth.guard.js';
import { offerOf, type RecordCommandName } from '#office';
import { Refuses } from './problem-doc.js';

const ANSWER = {
  caseId: '7K3F-9QXM-2A5T',
  status: 'received',
  revision: 0,
  position: '128',
  events: ['ApplicationReceived'],
  permittedActions: ['WithdrawApplication'],
};

/** The commands that some controller offers; the command bus must have a handler for each. */
export const offered = new Set<PeoplesCommand>();

/** A route that gives one command: what the API document says of it, from the same table that the server refuses by. */
export const CommandRoute = (name: CommandName & PeoplesCommand, tag: string, zh: string): MethodDecorator =>
  commandRoute(name, tag, zh, ANSWER, 'case-not-found');

export const RecordRoute = (
  name: RecordCommandName & PeoplesCommand,
  tag: string,
  zh: string,
  notFound: string,
): MethodDecorator => commandRoute(name, tag, zh, { revision: 3, position: '128', events: ['StatementRecorded'] }, notFound);

function commandRoute(name: PeoplesCommand, tag: string, zh: string, example: object, notFound: string): MethodDecorator {
  offered.add(name);
  const { by, when } = offerOf(name);
  const first = when === undefined;
  return applyDecorators(
    takesItsDto(name),
    HttpCode(first ? 201 : 200),
    ApiTags(tag),
    ApiOperation({
      operationId: name,
      summary: `${zh} ${name}`,
      description: `Roles: ${by.join(', ')}. ${when ?? ''}`,
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
    Refuses(400, 'input-invalid', { field: 'kind' }),
    Refuses(403, 'wrong-role', { allowed: by }),
    Refuses(404, notFound),
    Refuses(409, 'wrong-state', { allowed: ['AcceptApplication', 'DeclineApplication', 'RequestCorrection'] }),
    Refuses(412, 'stale-revision'),
  );
}

/** The program does not start where a route takes another body than its command. */
const takesItsDto =
  (name: PeoplesCommand): MethodDecorator =>
  (prototype, method) => {
    const types = Reflect.getMetadata('design:paramtypes', prototype, method) as readonly unknown[];
    const bodies = types.filter((type) => (declaredClasses() as unknown[]).includes(type));
    const dto = COMMAND_DTOS[name];
    if (bodies.length !== (dto === NOTHING ? 0 : 1) || bodies.some((type) => type !== dto))
      throw new Error(`${String(method)} takes another body than the command ${name}`);
  };

export const Answers = (example: object, status = 200): MethodDecorator =>
  ApiResponse({ status, description: 'OK', content: { 'application/json': { example } } });

export const NoContent = (): MethodDecorator => applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'Done' }));

export const QueryRoute = (tag: string, summary: string, example: object): MethodDecorator =>
  applyDecorators(ApiTags(tag), ApiOperation({ summary }), Answers(example));

export const OpenQueryRoute = (tag: string, summary: string, example: object): MethodDecorator =>
  applyDecorators(Open(), QueryRoute(tag, summary, example));
