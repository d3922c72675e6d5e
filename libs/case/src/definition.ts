import type { Calendar, Law, Policy } from '#law';
import type { Context, Dated, Decision, Fact, MessagesOf, Role } from '#kernel';
import type { ApplicationCommands, ApplicationEvents } from './application.js';
import type { DecisionCommands, DecisionEvents } from './decision.js';
import type { DelayCommands, DelayEvents } from './delay.js';
import type { DocumentReviewCommands, DocumentReviewEvents } from './document-review.js';
import type { ExpiryCommands, ExpiryEvents } from './expiry.js';
import type { HearingCommands, HearingEvents } from './hearing.js';
import type { OnRecord, RecordEvents } from './record.js';
import type { PostponementCommands, PostponementEvents } from './postponement.js';
import type { RectificationCommands, RectificationEvents } from './rectification.js';
import type { ReductionCommands, ReductionEvents } from './reductions.js';
import type { SelfDeclarationCommands, SelfDeclarationEvents } from './self-declaration.js';
import type { CaseFile, CaseState, CaseStatus, In, OpenCase } from './state.js';
import type { SetAsideCommands, SetAsideEvents } from './set-aside.js';
import type { ReviewTeamCommands, ReviewTeamEvents } from './review-team.js';
import type { TechnicalReviewCommands, TechnicalReviewEvents } from './technical-review.js';
import type { VersionCommands, VersionEvents } from './versions.js';
import type { TolerantAcceptanceCommands, TolerantAcceptanceEvents } from './tolerant-acceptance.js';

export type CaseCommands = ApplicationCommands &
  DocumentReviewCommands &
  TechnicalReviewCommands &
  PostponementCommands &
  RectificationCommands &
  ReviewTeamCommands &
  DecisionCommands &
  SetAsideCommands &
  SelfDeclarationCommands &
  TolerantAcceptanceCommands &
  HearingCommands &
  DelayCommands &
  ReductionCommands &
  ExpiryCommands &
  VersionCommands;
export type CaseEvents = ApplicationEvents &
  DocumentReviewEvents &
  TechnicalReviewEvents &
  PostponementEvents &
  RectificationEvents &
  ReviewTeamEvents &
  DecisionEvents &
  SetAsideEvents &
  SelfDeclarationEvents &
  TolerantAcceptanceEvents &
  HearingEvents &
  DelayEvents &
  ReductionEvents &
  ExpiryEvents &
  VersionEvents &
  RecordEvents;

/** With what is on record at that moment, where whoever gives it has looked. */
export type CaseCommand = MessagesOf<CaseCommands> & { readonly record?: OnRecord };
export type CaseEvent = MessagesOf<CaseEvents>;
export type CommandName = keyof CaseCommands;
export type EventName = keyof CaseEvents;
export type EventOf<T extends EventName> = Extract<CaseEvent, { type: T }>;

export interface CaseContext extends Context {
  readonly law: Law;
  /** The policy pinned at receipt; for a submission the one in force on that day. */
  readonly policy: Policy;
  /** The calendar version pinned in the file; for a submission the one in force. */
  readonly calendar: Calendar;
  readonly record: OnRecord | undefined;
}

/**
 * One command: in which statuses it is possible, for whom, and what it decides. The list of all definitions is the one table that
 * answers "what may be done now?" for the server and for the buttons.
 */
export interface CommandDefinition<T extends CommandName, S extends CaseStatus> {
  readonly in: readonly S[];
  readonly by: readonly Role[];
  /** Whether a case has any use for it, whoever asks; left out: every case in those statuses. `decide` turns it down with the reason. */
  readonly fits?: (file: CaseFile, policy: Policy) => boolean;
  readonly decide: (data: CaseCommands[T], state: In<S>, context: CaseContext) => Decision<Fact<CaseEvent>>;
}

/** A definition with its data and statuses forgotten: the caller has matched the command and checked `in`. */
export interface AnyDefinition {
  readonly in: readonly CaseStatus[];
  readonly by: readonly Role[];
  readonly fits?: (file: CaseFile, policy: Policy) => boolean;
  readonly decide: (data: never, state: never, context: CaseContext) => Decision<Fact<CaseEvent>>;
}
export type DefinitionsOf<M> = { readonly [T in keyof M & CommandName]: AnyDefinition };

/** Names the command once, so that the types of its data and of the states it is possible in follow. */
export const command = <T extends CommandName, S extends CaseStatus>(
  _name: T,
  definition: CommandDefinition<T, S>,
): AnyDefinition => definition;

/** How each event of a part changes the case; a new event without its entry does not compile. */
export type EvolversOf<M> = {
  readonly [T in keyof M & EventName]: (state: OpenCase, event: Dated<EventOf<T>>) => CaseState;
};

export const fact = <T extends EventName>(type: T, data: CaseEvents[T]): Fact<EventOf<T>> => ({ type, data }) as Fact<EventOf<T>>;
