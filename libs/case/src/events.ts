import type { CustodyAfter } from '#law';
import { selfDeclarationEvents } from './commitment/self-declaration.js';
import { withdrawalEvents } from './commitment/withdrawal.js';
import { acceptanceEvents } from './completeness/acceptance.js';
import { correctionEvents } from './completeness/correction.js';
import { tolerantAcceptanceEvents } from './completeness/tolerant-acceptance.js';
import { decisionEvents } from './decision/decision.js';
import { setAsideEvents } from './decision/set-aside.js';
import type { AnyCaseEvent, EventsOf } from './definition.js';
import { delayEvents } from './delay/delay.js';
import { expiryEvents } from './delay/expiry.js';
import { deliveryEvents } from './delivery/delivery.js';
import { documentReviewEvents } from './document-review/document-review.js';
import { recordEvents } from './file/record.js';
import { hearingEvents } from './hearing/hearing.js';
import { submissionEvents } from './intake/submission.js';
import { versionEvents } from './law-changes/versions.js';
import type { CaseStatus } from './file/state.js';
import type { CaseEvents, EventName } from './messages.js';
import { reductionEvents } from './reductions/reductions.js';
import { postponementEvents } from './technical-review/postponement.js';
import { rectificationEvents } from './technical-review/rectification.js';
import { reviewTeamEvents } from './technical-review/review-team.js';
import { technicalReviewEvents } from './technical-review/technical-review.js';

export const caseEvents: EventsOf<CaseEvents> = {
  ...submissionEvents,
  ...acceptanceEvents,
  ...correctionEvents,
  ...withdrawalEvents,
  ...documentReviewEvents,
  ...technicalReviewEvents,
  ...postponementEvents,
  ...rectificationEvents,
  ...reviewTeamEvents,
  ...decisionEvents,
  ...deliveryEvents,
  ...setAsideEvents,
  ...selfDeclarationEvents,
  ...tolerantAcceptanceEvents,
  ...hearingEvents,
  ...delayEvents,
  ...reductionEvents,
  ...expiryEvents,
  ...versionEvents,
  ...recordEvents,
};

const TABLE: Readonly<Record<string, AnyCaseEvent>> = caseEvents;

/** Whether it is an event that comes about in that status. */
export const comesAboutIn = (type: EventName, status: CaseStatus): boolean => {
  const definition = TABLE[type];
  return typeof definition !== 'object' || (definition.in ?? [status]).includes(status);
};

export const custodyAfter: CustodyAfter = ({ type, data }, before) => {
  const definition = TABLE[type];
  const custody = typeof definition === 'object' ? definition.custody : undefined;
  return typeof custody === 'function' ? custody(data as never, before) : custody;
};
