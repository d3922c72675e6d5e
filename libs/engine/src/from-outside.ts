import { uuidv5, type Checkpoints, type CommandRequest, type EventStore } from '#event-store';
import { caseIdFor } from './case-id.js';

/** Any fixed UUID. What the engine does by itself goes by ids that follow from events, and none of them lies below it. */
const OUTSIDE = '0b7c1f5e-8f0e-5d51-9b39-3f2f6d3c1a84';

/** The command id of what somebody asks for under a key of theirs: nobody reaches that of the engine, or of anybody else, by choosing a key. */
export const outsideId = (actorId: string, key: string): string => uuidv5(OUTSIDE, `${actorId} ${key.toLowerCase()}`);

/** A request whose id somebody chose, under the id that it acts by; `hasOlder` where the log began under a program that took keys as they came. */
export function fromOutside(request: CommandRequest, hasOlder: boolean): CommandRequest {
  const { commandId: key, actor } = request;
  const commandId = outsideId(actor.id, key);
  return hasOlder ? { ...request, commandId, formerly: formerlyOf(request) } : { ...request, commandId };
}

function formerlyOf({
  commandId,
  stream,
  command,
  asked = command.data,
}: CommandRequest): NonNullable<CommandRequest['formerly']> {
  if (command.type !== 'SubmitApplication') return { commandId, stream, asked };
  const caseId = caseIdFor(commandId.toLowerCase());
  return { commandId, stream: `case-${caseId}`, asked: { ...asked, caseId } };
}

const HASHED_FROM = 'keys-hashed-from';
const NOTHING_BEFORE = '0';

/** Whether the log began under a program that took keys from outside as they came; noted when a log is first opened. */
export async function beganUnderOlder(store: EventStore, checkpoints: Checkpoints): Promise<boolean> {
  const known = await checkpoints.find(HASHED_FROM);
  if (known !== undefined) return known !== NOTHING_BEFORE;
  const head = await store.head();
  try {
    await checkpoints.save(HASHED_FROM, head ?? NOTHING_BEFORE);
  } catch {
    // A full disk: the next start notes it, and looks up more than it must.
  }
  return head !== undefined;
}
