import { permitted, type CaseState } from '#case';
import type { Engine } from '#engine';
import { categoryOf, type CommandDone, type CommandRequest } from '#event-store';
import { isRejection, type Rejection } from '#kernel';
import type { Law } from '#law';
import type { CommandResult } from './back-office.js';

/** From a request to what the window tells of it: the state itself stays here. */
export const createExecute =
  (engine: Engine) =>
  async (request: CommandRequest): Promise<CommandResult | Rejection> => {
    let answer = await engine.execute(request);
    if (isRejection(answer) && answer.kind === 'pending' && (await engine.changed(request.stream)))
      answer = await engine.execute(request);
    return isRejection(answer) ? answer : resultOf(answer, request, engine.law);
  };

function resultOf(
  { stream, revision, position, events, state }: CommandDone,
  { stream: asked, actor }: CommandRequest,
  law: Law,
): CommandResult {
  const ofCase = categoryOf(stream) === 'case' ? (state as CaseState) : undefined;
  return {
    ...(stream === asked ? {} : { caseId: stream.slice(stream.indexOf('-') + 1) }),
    status: ofCase?.status ?? null,
    revision,
    position: position ?? null,
    events: events.map(({ type }) => type),
    permittedActions: ofCase === undefined ? [] : permitted(ofCase, actor, law),
  };
}
