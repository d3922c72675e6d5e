import type { MessagesOf } from '#kernel';
import type { ApplicationCommands, ApplicationEvents } from './application.js';
import type { DecisionCommands, DecisionEvents } from './decision.js';
import type { DelayCommands, DelayEvents } from './delay.js';
import type { DocumentReviewCommands, DocumentReviewEvents } from './document-review.js';
import type { ExpiryCommands, ExpiryEvents } from './expiry.js';
import type { HearingCommands, HearingEvents } from './hearing.js';
import type { PostponementCommands, PostponementEvents } from './postponement.js';
import type { RectificationCommands, RectificationEvents } from './rectification.js';
import type { ReductionCommands, ReductionEvents } from './reductions.js';
import type { SelfDeclarationCommands, SelfDeclarationEvents } from './self-declaration.js';
import type { SetAsideCommands, SetAsideEvents } from './set-aside.js';
import type { ReviewTeamCommands, ReviewTeamEvents } from './review-team.js';
import type { TechnicalReviewCommands, TechnicalReviewEvents } from './technical-review.js';
import type { VersionCommands, VersionEvents } from './versions.js';
import type { TolerantAcceptanceCommands, TolerantAcceptanceEvents } from './tolerant-acceptance.js';
import type { OnRecord } from './on-record.js';
import type { RecordEvents } from './record.js';

/** What a case is made of: the messages of all its parts. */
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
