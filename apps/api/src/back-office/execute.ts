import { permitted, type CaseState } from '#case';
import type { Engine } from '#engine';
import { categoryOf, type CommandDone, type CommandRequest } from '#event-store';
import { isRejection, type Rejection } from '#kernel';
import type { CommandResult } from './back-office.js';
import { caseNotFound, findVisible } from './visible-case.js';

/** From a request to what the window tells of it: the state itself stays here. */
export const createExecute =
  (engine: Engine) =>
  async (request: CommandRequest): Promise<CommandResult | Rejection> => {
    const refusal = (await maySeeRevision(engine, request)) ? request.refusal : caseNotFound();
    const asked = refusal === undefined ? request : { ...request, refusal };
    let answer = await engine.execute(asked);
    if (isRejection(answer) && answer.kind === 'pending' && (await engine.changed(request.stream)))
      answer = await engine.execute(asked);
    return isRejection(answer) ? answer : resultOf(answer, request);
  };

/** Which revision a case has is told only to whoever may see it. */
async function maySeeRevision(engine: Engine, { stream, command, actor, expectedRevision }: CommandRequest): Promise<boolean> {
  if (expectedRevision === undefined || command.type === 'SubmitApplication' || !isCase(stream)) return true;
  return findVisible((await engine.load(stream)).state, [actor]) !== undefined;
}

function resultOf(
  { stream, revision, position, events, state }: CommandDone,
  { stream: asked, actor }: CommandRequest,
): CommandResult {
  const ofCase = isCase(stream) ? (state as CaseState) : undefined;
  return {
    ...(stream === asked ? {} : { caseId: stream.slice(stream.indexOf('-') + 1) }),
    status: ofCase?.status ?? null,
    revision,
    position: position ?? null,
    events: events.map(({ type }) => type),
    permittedActions: ofCase === undefined ? [] : permitted(ofCase, actor),
  };
}

const isCase = (stream: string): boolean => categoryOf(stream) === 'case';
