import type { CustodyAfter } from '#law';
import type { AnyCaseEvent, EventsOf } from './definition.js';
import type { CaseEvents } from './messages.js';
import { applicationEvents } from './application.js';
import { decisionEvents } from './decision.js';
import { delayEvents } from './delay.js';
import { documentReviewEvents } from './document-review.js';
import { expiryEvents } from './expiry.js';
import { hearingEvents } from './hearing.js';
import { recordEvents } from './record.js';
import { postponementEvents } from './postponement.js';
import { rectificationEvents } from './rectification.js';
import { reductionEvents } from './reductions.js';
import { selfDeclarationEvents } from './self-declaration.js';
import { setAsideEvents } from './set-aside.js';
import { reviewTeamEvents } from './review-team.js';
import { technicalReviewEvents } from './technical-review.js';
import { versionEvents } from './versions.js';
import { tolerantAcceptanceEvents } from './tolerant-acceptance.js';

/** The one table of events: how each changes the case, and in whose hands it puts it. */
export const caseEvents: EventsOf<CaseEvents> = {
  ...applicationEvents,
  ...documentReviewEvents,
  ...technicalReviewEvents,
  ...postponementEvents,
  ...rectificationEvents,
  ...reviewTeamEvents,
  ...decisionEvents,
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

/** Whose the days are that follow an event of a case. */
export const custodyAfter: CustodyAfter = ({ type, data }, before) => {
  const definition = TABLE[type];
  const custody = typeof definition === 'object' ? definition.custody : undefined;
  return typeof custody === 'function' ? custody(data as never, before) : custody;
};
