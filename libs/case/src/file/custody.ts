import type { ClockEvent, Custody, Procedure, ReviewForm } from '#law';
import { HEARING_LIMIT } from './limits.js';

/** In whose hands a case can be, and by which law. */

export const atTheWindow: Custody = { owner: 'authority', why: 'at-the-window', basis: '行政许可法32' };
export const inReview: Custody = { owner: 'authority', why: 'awaiting-review', basis: '办法11' };
export const withExperts: Custody = { owner: 'expert', why: 'technical-review', basis: '办法11' };
export const awaitingDecision: Custody = { owner: 'authority', why: 'awaiting-decision', basis: '行政许可法42' };
export const awaitingDelivery: Custody = { owner: 'authority', why: 'awaiting-delivery', basis: '行政许可法44' };
export const awaitingCorrection: Custody = { owner: 'applicant', why: 'awaiting-correction', basis: '行政许可法32' };
export const whilePostponed: Custody = { owner: 'applicant', why: 'review-postponed', basis: '办法11' };
export const inRectification: Custody = { owner: 'applicant', why: 'rectification', basis: '办法26' };
const awaitingCommitment: Custody = { owner: 'applicant', why: 'awaiting-commitment', basis: '告知承诺实施办法' };
export const inHearing: Custody = { owner: 'law', why: 'hearing', basis: '行政许可法45' };
const hearingOverdue: Custody = { owner: 'authority', why: 'hearing-overdue', basis: '行政许可法47' };

/** A commitment that nobody has signed: with nothing to decide on, the case is the applicant's once it is accepted. */
const isUnsigned = (events: readonly ClockEvent[]): boolean =>
  events.some(({ data }) => 'procedure' in data && data.procedure === ('COMMITMENT' satisfies Procedure)) &&
  !events.some(({ type }) => type === 'CommitmentSigned');

/** An application without a review waits for nothing but the decision, and one on a commitment for the signature first (办法12). */
export function onceAccepted(
  { reviewForm }: { readonly reviewForm: ReviewForm | 'NONE' },
  before: readonly ClockEvent[],
): Custody {
  if (reviewForm !== 'NONE') return inReview;
  return isUnsigned(before) ? awaitingCommitment : awaitingDecision;
}

export const wasAccepted = (events: readonly ClockEvent[]): boolean =>
  events.some(({ type }) => type === 'ApplicationAccepted' || type === 'ApplicationDeemedAccepted');

/** The law leaves out the time that a hearing takes, not the time in which nobody holds it (许可法45, 47). */
export const onceRunOut = ({ limit }: { readonly limit: string }): Custody | undefined =>
  limit === HEARING_LIMIT ? hearingOverdue : undefined;
