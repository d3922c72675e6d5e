import { isBlank } from '#kernel';
import type { Policy, ReviewForm } from '#law';
import { refusal, refusalIsFounded, refusedAnew, remediesUnder, untruth } from '../decision/refusal.js';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { onceAccepted } from '../file/custody.js';
import { commitmentIsSigned, examinedBy } from '../file/rules.js';
import type { AcceptedFile, CaseFile, CaseState, Remedies } from '../file/state.js';
import * as refuse from '../rejections.js';
import { reviewFormFor } from '../technical-review/review-form.js';
import { missingMaterials } from './materials.js';

// Commands

export interface AcceptanceCommands {
  /** `fewParameters`: why what is added is few parameters within the ability held, which a review on paper may settle. */
  AcceptApplication: { readonly fewParameters?: string };
  DeclineApplication: { readonly reasons: readonly string[]; readonly remedies?: Remedies; readonly falsehood?: boolean };
}

// Events

export interface AcceptanceEvents {
  ApplicationAccepted: { readonly reviewForm: ReviewForm | 'NONE'; readonly fewParameters?: string };
  ApplicationDeclined: {
    readonly reasons: readonly string[];
    readonly remedies: Remedies;
    readonly falsehood?: true;
    readonly uscc?: string;
    /** Which refusal of the case it is, from the second on. */
    readonly refusal?: number;
  };
}

// Decide

const { command, event, fact } = casePart<AcceptanceCommands, AcceptanceEvents>();

/** Gaps are accepted only with a promise to fill them (容缺受理). */
function nothingIsOutstanding(file: CaseFile, policy: Policy) {
  const missing = missingMaterials(file, policy);
  return missing.length === 0 ? undefined : refuse.materialsOutstanding(missing, policy);
}

/** 少量 has no number in the law: that the parameters are few is for the clerk to say, with the reason (评审准则16, 附件2 3.2.1). */
const mayBeReviewedOnPaper = (reason: string, { kind, alsoKinds, withinHeldAbility, standing }: CaseFile) =>
  kind === 'SCOPE_EXT' && alsoKinds === undefined && withinHeldAbility === true && !standing.badCreditList && !isBlank(reason)
    ? undefined
    : refuse.paperReviewNotOpen();

export const acceptanceCommands: DefinitionsOf<AcceptanceCommands, AcceptanceEvents> = {
  AcceptApplication: command('AcceptApplication', {
    in: ['received'],
    by: ['clerk'],
    nextIn: ['received'],
    heldBack: ({ file }) => commitmentIsSigned(file),
    decide: ({ fewParameters }, { file }, { policy }) =>
      nothingIsOutstanding(file, policy) ??
      (fewParameters === undefined
        ? [fact('ApplicationAccepted', { reviewForm: reviewFormFor(file, policy) })]
        : (mayBeReviewedOnPaper(fewParameters, file) ?? [fact('ApplicationAccepted', { reviewForm: 'WRITTEN', fewParameters })])),
  }),

  /** 不予受理, with reasons and remedies (许可法32(一)(二), 38). */
  DeclineApplication: command('DeclineApplication', {
    in: ['received'],
    by: ['clerk'],
    decide: ({ reasons, remedies, falsehood }, { file }, { policy, actor }) => {
      const told = { reasons, remedies: remedies ?? remediesUnder(policy) };
      return (
        refusalIsFounded(told) ??
        refusedAnew(reasons, file, actor) ?? [fact('ApplicationDeclined', { ...told, ...untruth(falsehood, file) })]
      );
    },
  }),
};

// Evolve

/** Where a case goes on the day it is accepted, by declaration or by silence. */
export function afterAcceptance(
  file: CaseFile,
  acceptance: Pick<AcceptedFile, 'reviewForm' | 'acceptedAt'> & { readonly outstanding?: readonly string[] },
): CaseState {
  const accepted: AcceptedFile = { ...file, ...acceptance };
  const { reviewForm } = acceptance;
  if (reviewForm === 'NONE') return { status: 'awaiting-decision', file: accepted, rectified: false };
  return { status: reviewForm === 'WRITTEN' ? 'document-review' : 'awaiting-commission', file: accepted };
}

export const acceptanceEvents: EventsOf<AcceptanceEvents> = {
  ApplicationAccepted: {
    papers: ['acceptance-notice'],
    custody: onceAccepted,
    evolve: ({ file }, { data, effectiveAt, actor }) =>
      afterAcceptance(examinedBy(file, actor.id), { reviewForm: data.reviewForm, acceptedAt: effectiveAt }),
  },
  ApplicationDeclined: event('ApplicationDeclined', {
    in: ['received'],
    papers: ['decline-decision'],
    custody: 'closed',
    evolve: (state, declined) => ({ status: 'declined', ...refusal(state, declined) }),
  }),
};
