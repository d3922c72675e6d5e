import type { Law, Policy } from '#law';
import type { Context, Dated, Decision, Fact, MessagesOf, Role } from '#kernel';
import type { CalendarCommands, CalendarEvents } from './calendar.js';
import type { CommissionCommands, CommissionEvents } from './commission.js';
import type { ExpiryCommands, ExpiryEvents } from './expiry.js';
import type { RectificationCommands, RectificationEvents } from './rectification.js';
import type { In, InspectionState, InspectionStatus, OpenInspection } from './state.js';
import type { VerdictCommands, VerdictEvents } from './verdict.js';

export type InspectionCommands = CommissionCommands & VerdictCommands & RectificationCommands & ExpiryCommands & CalendarCommands;
export type InspectionEvents = CommissionEvents & VerdictEvents & RectificationEvents & ExpiryEvents & CalendarEvents;

export type InspectionCommand = MessagesOf<InspectionCommands>;
export type InspectionEvent = MessagesOf<InspectionEvents>;
export type CommandName = keyof InspectionCommands;
export type EventName = keyof InspectionEvents;
export type EventOf<T extends EventName> = Extract<InspectionEvent, { type: T }>;

export interface InspectionContext extends Context {
  readonly law: Law;
  /** That of the case whose commitment is verified. */
  readonly policy: Policy;
}

export interface AnyDefinition {
  readonly in: readonly InspectionStatus[];
  readonly by: readonly Role[];
  readonly decide: (data: never, state: never, context: InspectionContext) => Decision<Fact<InspectionEvent>>;
}
export type DefinitionsOf<M> = { readonly [T in keyof M & CommandName]: AnyDefinition };

/** Names the command once, so that the types of its data and of the states it is possible in follow. */
export const command = <T extends CommandName, S extends InspectionStatus>(
  _name: T,
  definition: {
    readonly in: readonly S[];
    readonly by: readonly Role[];
    readonly decide: (data: InspectionCommands[T], state: In<S>, context: InspectionContext) => Decision<Fact<InspectionEvent>>;
  },
): AnyDefinition => definition;

/** How each event of a part changes the verification; a new event without its entry does not compile. */
export type EvolversOf<M> = {
  readonly [T in keyof M & EventName]: (state: OpenInspection, event: Dated<EventOf<T>>) => InspectionState;
};

export const fact = <T extends EventName>(type: T, data: InspectionEvents[T]): Fact<EventOf<T>> =>
  ({ type, data }) as Fact<EventOf<T>>;
