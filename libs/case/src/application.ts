import { isBlank, type Instant } from '#kernel';
import type { Policy, ReviewForm } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from './definition.js';
import { atTheWindow, awaitingCorrection, onceAccepted } from './custody.js';
import { answering, recorded, unanswered, unfitFiles, unknownFile, notAsked, unknownReplaced, withSupplied } from './files.js';
import * as refuse from './rejections.js';
import {
  commitmentIsSigned,
  commitmentPaper,
  examinedBy,
  foreignMaterial,
  isLateRenewal,
  refusal,
  missingMaterials,
  refusalIsFounded,
  refusedAnew,
  remediesUnder,
  reviewFormFor,
  untruth,
} from './rules.js';
import { commitmentTerms } from './commitment-text.js';
import {
  type Application,
  type CaseFile,
  type CaseState,
  type CorrectionItem,
  type Remedies,
  type SuppliedMaterial,
  UNDECIDED,
  type Warning,
} from './state.js';
import { warningsOn } from './receipt-hints.js';
import { checkSubmission } from './submission-rules.js';

// Commands

export interface ApplicationCommands {
  SubmitApplication: Application & {
    /** Only for what-if runs: a policy other than the one in force on the day. */
    readonly policy?: string;
  };
  WithdrawApplication: { readonly reason?: string };
  /** `fewParameters`: why what is added is few parameters within the ability held, which a review on paper may settle. */
  AcceptApplication: { readonly fewParameters?: string };
  DeclineApplication: { readonly reasons: readonly string[]; readonly remedies?: Remedies; readonly falsehood?: boolean };
  RequestCorrection: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  SupplyCorrection: { readonly items: readonly SuppliedMaterial[] };
}

// Events

export interface ApplicationEvents {
  ApplicationReceived: Application & {
    readonly late: boolean;
    readonly warnings?: readonly Warning[];
    readonly policy: string;
    readonly calendar: string;
  };
  ApplicationWithdrawn: { readonly reason?: string };
  ApplicationAccepted: { readonly reviewForm: ReviewForm | 'NONE'; readonly fewParameters?: string };
  ApplicationDeclined: {
    readonly reasons: readonly string[];
    readonly remedies: Remedies;
    readonly falsehood?: true;
    readonly uscc?: string;
    /** Which refusal of the case it is, from the second on. */
    readonly refusal?: number;
  };
  CorrectionRequested: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  CorrectionSupplied: { readonly items: readonly SuppliedMaterial[] };
  /** Told once, word for word, together with the receipt. */
  CommitmentTermsTold: { readonly edition: string; readonly terms: readonly string[] };
  CommitmentWithdrawn: { readonly uscc: string; readonly reason: string };
}

// Decide

const { command, fact } = casePart<ApplicationCommands, ApplicationEvents>();

/** The five points are told once, together with the receipt (告知承诺实施办法). */
const termsTold = (application: Application, { policy }: CaseContext) =>
  application.procedure === 'COMMITMENT'
    ? [
        fact('CommitmentTermsTold', {
          edition: policy.values.commitment.value.edition,
          terms: commitmentTerms(application, policy),
        }),
      ]
    : [];

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

/** Before the decision and with a fair reason; the next application goes the general way (办法12). */
export const withdrawCommitment = (reason: string | undefined, { institution }: CaseFile) =>
  reason === undefined || isBlank(reason)
    ? refuse.fairReasonMissing()
    : [fact('CommitmentWithdrawn', { uscc: institution.uscc, reason })];

export const applicationCommands: DefinitionsOf<ApplicationCommands, ApplicationEvents> = {
  SubmitApplication: command('SubmitApplication', {
    in: ['none'],
    by: ['applicant'],
    needs: 'held-already',
    decide: ({ policy: _chosen, alsoKinds = [], ...alone }, _state, context) => {
      const application = alsoKinds.length === 0 ? alone : { ...alone, alsoKinds };
      return (
        checkSubmission(application, context) ?? [
          fact('ApplicationReceived', {
            ...application,
            late: isLateRenewal(application, context),
            ...warningsOn(application, context),
            policy: context.policy.versionLabel,
            calendar: context.calendar.version,
          }),
          ...termsTold(application, context),
        ]
      );
    },
  }),

  WithdrawApplication: command('WithdrawApplication', {
    in: UNDECIDED,
    by: ['applicant'],
    decide: (data, { file }) =>
      file.procedure === 'COMMITMENT' ? withdrawCommitment(data.reason, file) : [fact('ApplicationWithdrawn', data)],
  }),

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

  /** One notice only, naming every gap (许可法32(四), 72(四)). */
  RequestCorrection: command('RequestCorrection', {
    in: ['received', 'awaiting-correction'],
    by: ['clerk'],
    fits: ({ correctionRequested }) => !correctionRequested,
    decide: (data, { file }, { policy }) => {
      if (file.correctionRequested) return refuse.correctionAlreadyRequested();
      if (data.items.length === 0) return refuse.correctionItemsMissing();
      const max = policy.limit('T03').setBy?.max ?? Infinity;
      const { respondWithinWorkingDays: days } = data;
      if (!Number.isInteger(days) || days < 1 || days > max) return refuse.correctionTimeInvalid(max);
      return foreignMaterial(data.items, file, policy) ?? unknownFile(data.items, file) ?? [fact('CorrectionRequested', data)];
    },
  }),

  SupplyCorrection: command('SupplyCorrection', {
    in: ['awaiting-correction'],
    by: ['applicant'],
    nextIn: ['awaiting-correction'],
    decide: ({ items }, state, { policy }) => {
      const signed = state.file.commitment === undefined ? undefined : commitmentPaper(state.file, policy);
      const given = answering(state.items, items, state.file);
      const missing = unanswered(state.items, given).filter((one) => one !== signed);
      const misplaced = unknownReplaced(items, state.file);
      if (misplaced !== undefined) return misplaced;
      if (missing.length > 0) return refuse.correctionIncomplete(missing, policy, notAsked(state.items, items));
      return unfitFiles(given, state.file, policy) ?? [fact('CorrectionSupplied', { items: recorded(given, state.file) })];
    },
  }),
};

// Evolve

/** Where a case goes on the day it is accepted, by declaration or by silence. */
export function afterAcceptance(file: CaseFile, reviewForm: ReviewForm | 'NONE', acceptedAt: Instant): CaseState {
  const accepted = { ...file, reviewForm, acceptedAt };
  if (reviewForm === 'NONE') return { status: 'awaiting-decision', file: accepted, rectified: false };
  return { status: reviewForm === 'WRITTEN' ? 'document-review' : 'awaiting-commission', file: accepted };
}

export const applicationEvents: EventsOf<ApplicationEvents> = {
  ApplicationReceived: {
    papers: ['receipt'],
    custody: atTheWindow,
    evolve: (_state, { data, effectiveAt, actor }) => ({
      status: 'received',
      file: {
        ...data,
        applicant: actor.id,
        receivedAt: effectiveAt,
        reviewForm: 'UNDECIDED',
        correctionRequested: false,
        decisionExtended: false,
        reviewers: [],
        clocks: [],
      },
    }),
  },
  ApplicationWithdrawn: {
    papers: ['withdrawal-notice'],
    custody: 'closed',
    evolve: ({ file }) => ({ status: 'withdrawn', file, deemed: false }),
  },
  ApplicationAccepted: {
    papers: ['acceptance-notice'],
    custody: onceAccepted,
    evolve: ({ file }, { data, effectiveAt, actor }) => afterAcceptance(examinedBy(file, actor.id), data.reviewForm, effectiveAt),
  },
  ApplicationDeclined: {
    papers: ['decline-decision'],
    custody: 'closed',
    evolve: (state, event) => ({ status: 'declined', ...refusal(state, event) }),
  },
  CorrectionRequested: {
    papers: ['correction-notice'],
    custody: awaitingCorrection,
    evolve: ({ file }, { data, actor }) => ({
      status: 'awaiting-correction',
      file: { ...examinedBy(file, actor.id), correctionRequested: true },
      items: data.items,
    }),
  },
  CorrectionSupplied: {
    custody: atTheWindow,
    evolve: ({ file }, { data }) => ({
      status: 'received',
      file: withSupplied(file, data.items),
    }),
  },
  CommitmentTermsTold: { papers: ['commitment-terms'], evolve: (state) => state },
  CommitmentWithdrawn: { custody: 'closed', evolve: ({ file }) => ({ status: 'withdrawn', file, deemed: false }) },
};
