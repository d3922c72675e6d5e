import { isBlank, type Actor, type Rejection } from '#kernel';
import type { Conclusion, Policy, ReviewForm } from '#law';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { awaitingDecision } from '../file/custody.js';
import { reviewedBy } from '../file/rules.js';
import type { In } from '../file/state.js';
import * as refuse from '../rejections.js';

// Commands

export interface DocumentReviewCommands {
  ClaimDocumentReview: object;
  ReleaseDocumentReview: object;
  TakeBackDocumentReview: { readonly reason: string };
  PassDocumentReview: { readonly findings?: string; readonly checks?: readonly IntegrityCheck[] };
  FailDocumentReview: { readonly reasons: readonly string[] };
  /** `form`: on site unless a remote review is ordered. */
  OrderOnSiteReview: { readonly reason: string; readonly form?: 'ON_SITE' | 'REMOTE' };
}

/** One line of the checklist; the items are those of the pack. */
interface IntegrityCheck {
  readonly item: string;
  readonly passed: boolean;
  readonly note?: string;
}

// Events

export interface DocumentReviewEvents {
  DocumentReviewClaimed: { readonly reviewer: string };
  DocumentReviewReleased: { readonly reviewer: string };
  /** Whoever held it does not any more, though they did not release it. */
  DocumentReviewTakenBack: { readonly reviewer: string; readonly reason: string };
  DocumentReviewPassed: {
    readonly conclusion: Conclusion;
    readonly findings?: string;
    readonly checks?: readonly IntegrityCheck[];
  };
  DocumentReviewFailed: { readonly conclusion: Conclusion; readonly reasons: readonly string[] };
  OnSiteReviewOrdered: { readonly reason: string; readonly form?: 'ON_SITE' | 'REMOTE' };
}

// Decide

const { command, event, fact } = casePart<DocumentReviewCommands, DocumentReviewEvents>();

/** A review held by a colleague is theirs until they release it. */
export const heldByAnother = (state: In<'document-review'>, actor: Actor) =>
  state.claimedBy !== undefined && state.claimedBy !== actor.id ? refuse.claimedByAnother() : undefined;

/**
 * Papers that differ from the facts, contradict one another or are copied are not passed: each of these points is looked at, where
 * the policy names them (评审准则 附件2 3.1).
 */
function integrityHolds(checks: readonly IntegrityCheck[], policy: Policy): Rejection | undefined {
  const points = policy.findChecklist('document-integrity')?.items ?? [];
  const unknown = checks.findIndex(({ item }) => points.every(({ id }) => id !== item));
  if (unknown >= 0)
    return refuse.checkUnknown(
      `checks[${unknown}].item`,
      points.map(({ id }) => id),
    );
  const failed = points.filter(({ id }) => checks.some(({ item, passed }) => item === id && !passed));
  if (failed.length > 0) return refuse.integrityInDoubt(failed);
  const missing = points.filter(({ id }) => checks.every(({ item }) => item !== id));
  return missing.length === 0 ? undefined : refuse.checksMissing(missing);
}

const formIsKnown = (form: ReviewForm, policy: Policy): Rejection | undefined =>
  policy.reviewForms.includes(form)
    ? undefined
    : refuse.reviewFormNotOpen(policy.reviewForms.filter((open) => open !== 'WRITTEN'));

export const documentReviewCommands: DefinitionsOf<DocumentReviewCommands, DocumentReviewEvents> = {
  ClaimDocumentReview: command('ClaimDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    done: ({ claimedBy }, { actor }) => claimedBy === actor.id,
    heldBack: (state, { actor }) => heldByAnother(state, actor),
    decide: (_data, _state, { actor }) => [fact('DocumentReviewClaimed', { reviewer: actor.id })],
  }),

  ReleaseDocumentReview: command('ReleaseDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    done: ({ claimedBy }) => claimedBy === undefined,
    heldBack: (state, { actor }) => heldByAnother(state, actor),
    decide: (_data, _state, { actor }) => [fact('DocumentReviewReleased', { reviewer: actor.id })],
  }),

  /** Whoever holds a review and is ill, or has left, holds it up no longer: its clock runs on all the while (办法11(三)). */
  TakeBackDocumentReview: command('TakeBackDocumentReview', {
    in: ['document-review'],
    by: ['clerk', 'head'],
    done: ({ claimedBy }) => claimedBy === undefined,
    decide: ({ reason }, { claimedBy = '' }) =>
      isBlank(reason) ? refuse.takingBackReasonMissing() : [fact('DocumentReviewTakenBack', { reviewer: claimedBy, reason })],
  }),

  /** A review on paper ends 符合 or 不符合, nothing between (评审准则16). */
  PassDocumentReview: command('PassDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    nextIn: ['document-review'],
    heldBack: (state, { actor }) => heldByAnother(state, actor),
    decide: (data, _state, { policy }) =>
      integrityHolds(data.checks ?? [], policy) ?? [fact('DocumentReviewPassed', { ...data, conclusion: '符合' })],
  }),

  FailDocumentReview: command('FailDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    heldBack: (state, { actor }) => heldByAnother(state, actor),
    decide: ({ reasons }) =>
      reasons.every(isBlank) ? refuse.reasonsMissing() : [fact('DocumentReviewFailed', { reasons, conclusion: '不符合' })],
  }),

  /** Doubt on paper is settled by a look at the body, on site or remotely (评审准则 附件2 3.5). */
  OrderOnSiteReview: command('OrderOnSiteReview', {
    in: ['document-review'],
    by: ['reviewer'],
    heldBack: (state, { actor }) => heldByAnother(state, actor),
    decide: (data, _state, { policy }) => formIsKnown(data.form ?? 'ON_SITE', policy) ?? [fact('OnSiteReviewOrdered', data)],
  }),
};

// Evolve

export const documentReviewEvents: EventsOf<DocumentReviewEvents> = {
  DocumentReviewClaimed: event('DocumentReviewClaimed', {
    in: ['document-review'],
    evolve: ({ file }, { data }) => ({ status: 'document-review', file, claimedBy: data.reviewer }),
  }),
  DocumentReviewReleased: event('DocumentReviewReleased', {
    in: ['document-review'],
    evolve: ({ file }) => ({ status: 'document-review', file }),
  }),
  DocumentReviewTakenBack: event('DocumentReviewTakenBack', {
    in: ['document-review'],
    evolve: ({ file }) => ({ status: 'document-review', file }),
  }),
  DocumentReviewPassed: event('DocumentReviewPassed', {
    in: ['document-review'],
    custody: awaitingDecision,
    evolve: ({ file }, { data, actor }) => ({
      status: 'awaiting-decision',
      file: reviewedBy(file, actor.id),
      conclusion: data.conclusion,
      rectified: false,
    }),
  }),
  DocumentReviewFailed: event('DocumentReviewFailed', {
    in: ['document-review'],
    custody: awaitingDecision,
    evolve: ({ file }, { data, actor }) => ({
      status: 'awaiting-decision',
      file: reviewedBy(file, actor.id),
      conclusion: data.conclusion,
      rectified: false,
    }),
  }),
  OnSiteReviewOrdered: event('OnSiteReviewOrdered', {
    in: ['document-review'],
    evolve: ({ file }, { data, actor }) => ({
      status: 'awaiting-commission',
      file: { ...reviewedBy(file, actor.id), reviewForm: data.form ?? 'ON_SITE' },
    }),
  }),
};
