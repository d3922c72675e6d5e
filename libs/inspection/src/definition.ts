import {
  partsByStatus,
  type AnyCommand,
  type CommandsOf,
  type Context,
  type EventsOf as Events,
  type InStatuses,
  type Message,
  type MessagesOf,
} from '#kernel';
import type { Law, Policy } from '#law';
import type { InspectionState, InspectionStatus, OpenInspection } from './state.js';

export interface InspectionContext extends Context {
  readonly law: Law;
  /** That of the case whose commitment is verified. */
  readonly policy: Policy;
}

export type AnyDefinition<E extends Message> = AnyCommand<InspectionContext, E, InStatuses<InspectionStatus>>;
export type DefinitionsOf<C, E> = CommandsOf<C, InspectionContext, MessagesOf<E>, InStatuses<InspectionStatus>>;
export type EventsOf<E> = Events<E, OpenInspection, InspectionState>;

export const inspectionPart = partsByStatus<InspectionState, InspectionContext>();
