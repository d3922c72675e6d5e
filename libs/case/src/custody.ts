import type { ClockEvent, Custody, CustodyAfter } from '#law';
import type { EventName } from './messages.js';

const atTheWindow: Custody = { owner: 'authority', why: 'at-the-window', basis: '行政许可法32' };
const inReview: Custody = { owner: 'authority', why: 'awaiting-review', basis: '办法11' };
const withExperts: Custody = { owner: 'expert', why: 'technical-review', basis: '办法11' };
const awaitingDecision: Custody = { owner: 'authority', why: 'awaiting-decision', basis: '行政许可法42' };
const awaitingDelivery: Custody = { owner: 'authority', why: 'awaiting-delivery', basis: '行政许可法44' };
const awaitingCorrection: Custody = { owner: 'applicant', why: 'awaiting-correction', basis: '行政许可法32' };
const postponed: Custody = { owner: 'applicant', why: 'review-postponed', basis: '办法11' };
const inRectification: Custody = { owner: 'applicant', why: 'rectification', basis: '办法26' };

const awaitingCommitment: Custody = { owner: 'applicant', why: 'awaiting-commitment', basis: '告知承诺实施办法' };
const hearingOverdue: Custody = { owner: 'authority', why: 'hearing-overdue', basis: '行政许可法47' };
const inHearing: Custody = { owner: 'law', why: 'hearing', basis: '行政许可法45' };

/** Into whose hands each event puts the case; undefined where it stays where it was. */
const CUSTODY: { readonly [T in EventName]: Custody | 'closed' | undefined } = {
  ApplicationReceived: atTheWindow,
  CorrectionRequested: awaitingCorrection,
  CorrectionSupplied: atTheWindow,
  ApplicationAccepted: inReview,
  ApplicationDeemedAccepted: inReview,
  ApplicationDeclined: 'closed',
  ApplicationWithdrawn: 'closed',
  ApplicationDeemedWithdrawn: 'closed',
  ApplicationDeemedRefused: 'closed',
  CommitmentTermsTold: undefined,
  CommitmentSigned: undefined,
  CommitmentWithdrawn: 'closed',
  SelfDeclarationAccepted: undefined,
  OutstandingPromised: undefined,
  OutstandingSupplied: undefined,
  DocumentReviewClaimed: undefined,
  DocumentReviewReleased: undefined,
  DocumentReviewTakenBack: undefined,
  DocumentReviewPassed: awaitingDecision,
  DocumentReviewFailed: awaitingDecision,
  OnSiteReviewOrdered: undefined,
  ReviewCommissioned: withExperts,
  ReviewTeamChanged: undefined,
  ReviewPostponed: postponed,
  ReviewResumed: withExperts,
  RectificationOrdered: inRectification,
  RectificationSubmitted: withExperts,
  RectificationVerified: undefined,
  RectificationOverdue: awaitingDecision,
  ReviewStopped: undefined,
  ReviewConcluded: awaitingDecision,
  HearingRightTold: undefined,
  HearingRequested: inHearing,
  HearingWaived: undefined,
  HearingNotified: undefined,
  HearingOpened: inHearing,
  HearingClosed: awaitingDecision,
  DecisionExtended: undefined,
  QualificationGranted: awaitingDelivery,
  QualificationRefused: 'closed',
  RefusalSetAside: awaitingDecision,
  RenewalDeemedGranted: awaitingDelivery,
  CertificateReady: undefined,
  CertificateDelivered: 'closed',
  ReductionsApplied: undefined,
  DataSourceSilent: undefined,
  MaterialSupplied: undefined,
  TimeLimitBreached: undefined,
  CalendarApplied: undefined,
  PolicyRepinned: undefined,
  DelayExplained: undefined,
  RecordNoted: undefined,
};

/** A commitment that nobody has signed: with nothing to decide on, the case is the applicant's once it is accepted. */
const isUnsigned = (events: readonly ClockEvent[]): boolean =>
  events.some(({ data }) => 'procedure' in data && data.procedure === 'COMMITMENT') &&
  !events.some(({ type }) => type === 'CommitmentSigned');

const isAcceptance = ({ type }: ClockEvent): boolean => type === 'ApplicationAccepted' || type === 'ApplicationDeemedAccepted';

/** What a case waits for once a refusal of it no longer stands. */
const DONE_ANEW = { acceptance: atTheWindow, review: inReview, decision: awaitingDecision };

/** The law leaves out the time that a hearing takes, not the time in which nobody holds it (许可法45, 47). */
const HEARING = 'T61';

/** An application without a review waits for nothing but the decision, and one on a commitment for the signature first (办法12). */
export const custodyAfter: CustodyAfter = (event, before) => {
  const { type, data } = event;
  if (type === 'TimeLimitBreached' && 'limit' in data && data.limit === HEARING) return hearingOverdue;
  if (type === 'CommitmentSigned') return before.some(isAcceptance) ? awaitingDecision : undefined;
  if (type === 'RefusalSetAside' && 'resumes' in data) return DONE_ANEW[data.resumes as keyof typeof DONE_ANEW];
  const custody = CUSTODY[type as EventName];
  if (custody !== inReview || !('reviewForm' in data) || data.reviewForm !== 'NONE') return custody;
  return isUnsigned(before) ? awaitingCommitment : awaitingDecision;
};
