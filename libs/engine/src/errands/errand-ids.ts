import { uuidv5, type CommandRequest, type RecordedEvent } from '#event-store';
import { ENGINE } from '#kernel';
import type { Errand } from '#processes';

export type Common = Omit<CommandRequest, 'stream' | 'command'>;

/** Under which command id an errand acts: it follows from its event. */
export const idOf = ({ id }: RecordedEvent, { name }: Errand): string => uuidv5(id, name);
export const spareId = (commandId: string): string => uuidv5(commandId, 'spare');
export const isOurs = ({ actor }: RecordedEvent): boolean => actor.role === ENGINE.role;

export const commonOf = ({ correlationId, policyVersion }: RecordedEvent, commandId: string): Common => ({
  ...{ commandId, actor: ENGINE, correlationId },
  ...(policyVersion === undefined ? {} : { policyVersion }),
});
