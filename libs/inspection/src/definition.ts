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

/** Of elsewhere: what is on the certificate that the commitment led to. */
export type InspectionNeed = 'items-of-the-certificate';

interface When extends InStatuses<InspectionStatus>, Needing {}

interface Needing {
  readonly needs?: InspectionNeed;
}

export type AnyDefinition<E extends Message> = AnyCommand<InspectionContext, E, When>;
export type DefinitionsOf<C, E> = CommandsOf<C, InspectionContext, MessagesOf<E>, When>;
export type EventsOf<E> = Events<E, OpenInspection, InspectionState>;

export const inspectionPart = partsByStatus<InspectionState, InspectionContext, Needing>();
