import { nothing, type Actor } from '#kernel';
import type { Conclusion } from '#policy';
import { command, fact, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { reviewedBy } from './rules.js';
import type { In } from './state.js';

// Commands

export interface DocumentReviewCommands {
  ClaimDocumentReview: object;
  ReleaseDocumentReview: object;
  PassDocumentReview: { readonly findings?: string };
  FailDocumentReview: { readonly reasons: readonly string[] };
  OrderOnSiteReview: { readonly reason: string };
}

// Events

export interface DocumentReviewEvents {
  DocumentReviewClaimed: { readonly reviewer: string };
  DocumentReviewReleased: { readonly reviewer: string };
  DocumentReviewPassed: { readonly conclusion: Conclusion; readonly findings?: string };
  DocumentReviewFailed: { readonly conclusion: Conclusion; readonly reasons: readonly string[] };
  OnSiteReviewOrdered: { readonly reason: string };
}

// Decide

/** A review held by a colleague is theirs until they release it. */
const heldByAnother = (state: In<'document-review'>, actor: Actor) =>
  state.claimedBy !== undefined && state.claimedBy !== actor.id ? refuse.claimedByAnother() : undefined;

export const documentReviewCommands: DefinitionsOf<DocumentReviewCommands> = {
  ClaimDocumentReview: command('ClaimDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    decide: (_data, state, { actor }) =>
      state.claimedBy === actor.id
        ? nothing
        : (heldByAnother(state, actor) ?? [fact('DocumentReviewClaimed', { reviewer: actor.id })]),
  }),

  ReleaseDocumentReview: command('ReleaseDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    decide: (_data, state, { actor }) =>
      state.claimedBy === undefined
        ? nothing
        : (heldByAnother(state, actor) ?? [fact('DocumentReviewReleased', { reviewer: actor.id })]),
  }),

  /** A review on paper ends 符合 or 不符合, nothing between (评审准则16). */
  PassDocumentReview: command('PassDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    decide: (data, state, { actor }) =>
      heldByAnother(state, actor) ?? [fact('DocumentReviewPassed', { ...data, conclusion: '符合' })],
  }),

  FailDocumentReview: command('FailDocumentReview', {
    in: ['document-review'],
    by: ['reviewer'],
    decide: ({ reasons }, state, { actor }) =>
      heldByAnother(state, actor) ??
      (reasons.length === 0 ? refuse.reasonsMissing() : [fact('DocumentReviewFailed', { reasons, conclusion: '不符合' })]),
  }),

  /** Doubt on paper is settled on the spot (评审准则 附件2 3.5). */
  OrderOnSiteReview: command('OrderOnSiteReview', {
    in: ['document-review'],
    by: ['reviewer'],
    decide: (data, state, { actor }) => heldByAnother(state, actor) ?? [fact('OnSiteReviewOrdered', data)],
  }),
};

// Evolve

export const documentReviewEvolvers: EvolversOf<DocumentReviewEvents> = {
  DocumentReviewClaimed: ({ file }, { data }) => ({ status: 'document-review', file, claimedBy: data.reviewer }),
  DocumentReviewReleased: ({ file }) => ({ status: 'document-review', file }),
  DocumentReviewPassed: ({ file }, { data, actor }) => ({
    status: 'awaiting-decision',
    file: reviewedBy(file, actor.id),
    conclusion: data.conclusion,
    rectified: false,
  }),
  DocumentReviewFailed: ({ file }, { data, actor }) => ({
    status: 'awaiting-decision',
    file: reviewedBy(file, actor.id),
    conclusion: data.conclusion,
    rectified: false,
  }),
  OnSiteReviewOrdered: ({ file }, { actor }) => ({
    status: 'awaiting-commission',
    file: { ...reviewedBy(file, actor.id), reviewForm: 'ON_SITE' },
  }),
};
