import type { MessagesOf } from '#kernel';
import type { SelfDeclarationCommands, SelfDeclarationEvents } from './commitment/self-declaration.js';
import type { WithdrawalEvents } from './commitment/withdrawal.js';
import type { AcceptanceCommands, AcceptanceEvents } from './completeness/acceptance.js';
import type { CorrectionCommands, CorrectionEvents } from './completeness/correction.js';
import type { TolerantAcceptanceCommands, TolerantAcceptanceEvents } from './completeness/tolerant-acceptance.js';
import type { DecisionCommands, DecisionEvents } from './decision/decision.js';
import type { SetAsideCommands, SetAsideEvents } from './decision/set-aside.js';
import type { DelayCommands, DelayEvents } from './delay/delay.js';
import type { ExpiryCommands, ExpiryEvents } from './delay/expiry.js';
import type { DeliveryCommands, DeliveryEvents } from './delivery/delivery.js';
import type { DocumentReviewCommands, DocumentReviewEvents } from './document-review/document-review.js';
import type { OnRecord } from './file/on-record.js';
import type { RecordEvents } from './file/record.js';
import type { HearingCommands, HearingEvents } from './hearing/hearing.js';
import type { SubmissionCommands, SubmissionEvents } from './intake/submission.js';
import type { VersionCommands, VersionEvents } from './law-changes/versions.js';
import type { ReductionCommands, ReductionEvents } from './reductions/reductions.js';
import type { PostponementCommands, PostponementEvents } from './technical-review/postponement.js';
import type { RectificationCommands, RectificationEvents } from './technical-review/rectification.js';
import type { ReviewTeamCommands, ReviewTeamEvents } from './technical-review/review-team.js';
import type { TechnicalReviewCommands, TechnicalReviewEvents } from './technical-review/technical-review.js';

export type CaseCommands = SubmissionCommands &
  AcceptanceCommands &
  CorrectionCommands &
  DocumentReviewCommands &
  TechnicalReviewCommands &
  PostponementCommands &
  RectificationCommands &
  ReviewTeamCommands &
  DecisionCommands &
  DeliveryCommands &
  SetAsideCommands &
  SelfDeclarationCommands &
  TolerantAcceptanceCommands &
  HearingCommands &
  DelayCommands &
  ReductionCommands &
  ExpiryCommands &
  VersionCommands;
export type CaseEvents = SubmissionEvents &
  AcceptanceEvents &
  CorrectionEvents &
  WithdrawalEvents &
  DocumentReviewEvents &
  TechnicalReviewEvents &
  PostponementEvents &
  RectificationEvents &
  ReviewTeamEvents &
  DecisionEvents &
  DeliveryEvents &
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
