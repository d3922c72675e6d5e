import type { Instant } from '#kernel';
import type { ApplicationKind, Policy, Procedure, ReviewForm } from '#policy';
import { command, fact, type DefinitionsOf, type EvolversOf } from './definition.js';
import * as refuse from './rejections.js';
import { isLateRenewal, remediesUnder, reviewFormFor } from './rules.js';
import type { CaseFile, CaseState, CorrectionItem, HeldCertificate, Institution, Material, Remedies, Standing } from './state.js';
import { checkSubmission } from './submission-rules.js';

// Commands

export interface ApplicationCommands {
  SubmitApplication: {
    readonly caseId: string;
    readonly kind: ApplicationKind;
    readonly procedure: Procedure;
    readonly institution: Institution;
    readonly standing: Standing;
    readonly certificate?: HeldCertificate;
    readonly affectsConditions: boolean;
    readonly field: string;
    readonly sector: string;
    readonly materials: readonly Material[];
    /** Only for what-if runs: a policy other than the one in force on the day. */
    readonly policy?: string;
  };
  WithdrawApplication: { readonly reason?: string };
  AcceptApplication: object;
  DeclineApplication: { readonly reasons: readonly string[]; readonly remedies?: Remedies };
  RequestCorrection: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  SupplyCorrection: { readonly items: readonly Material[] };
}

// Events

export interface ApplicationEvents {
  ApplicationReceived: {
    readonly caseId: string;
    readonly kind: ApplicationKind;
    readonly procedure: Procedure;
    readonly institution: Institution;
    readonly standing: Standing;
    readonly certificate?: HeldCertificate;
    readonly late: boolean;
    readonly affectsConditions: boolean;
    readonly field: string;
    readonly sector: string;
    readonly materials: readonly Material[];
    readonly policy: string;
    readonly calendar: string;
  };
  ApplicationWithdrawn: { readonly reason?: string };
  ApplicationAccepted: { readonly reviewForm: ReviewForm | 'NONE' };
  ApplicationDeclined: { readonly reasons: readonly string[]; readonly remedies: Remedies };
  CorrectionRequested: { readonly items: readonly CorrectionItem[]; readonly respondWithinWorkingDays: number };
  CorrectionSupplied: { readonly items: readonly Material[] };
}

// Decide

/** Nothing outside the published list is asked for or handed in (Licensing Law art. 31). */
function foreignMaterial(items: readonly { readonly material: string }[], { kind }: CaseFile, policy: Policy) {
  const listed = policy.materialsFor(kind).map((material) => material.id);
  const foreign = items.findIndex((item) => !listed.includes(item.material));
  return foreign < 0 ? undefined : refuse.materialNotListed(`items[${foreign}].material`, listed);
}

export const applicationCommands: DefinitionsOf<ApplicationCommands> = {
  SubmitApplication: command('SubmitApplication', {
    in: ['none'],
    by: ['applicant'],
    decide: ({ policy: _chosen, ...application }, _state, context) =>
      checkSubmission(application, context) ?? [
        fact('ApplicationReceived', {
          ...application,
          late: isLateRenewal(application, context),
          policy: context.policy.versionLabel,
          calendar: context.calendar.version,
        }),
      ],
  }),

  WithdrawApplication: command('WithdrawApplication', {
    in: [
      'received',
      'awaiting-correction',
      'document-review',
      'awaiting-commission',
      'technical-review',
      'review-postponed',
      'rectification',
      'rectification-check',
      'awaiting-decision',
    ],
    by: ['applicant'],
    decide: (data) => [fact('ApplicationWithdrawn', data)],
  }),

  AcceptApplication: command('AcceptApplication', {
    in: ['received'],
    by: ['clerk'],
    decide: (_data, { file }, { policy }) => [fact('ApplicationAccepted', { reviewForm: reviewFormFor(file, policy) })],
  }),

  /** 不予受理, with reasons and remedies (Licensing Law art. 32 (1)(2), 38). */
  DeclineApplication: command('DeclineApplication', {
    in: ['received'],
    by: ['clerk'],
    decide: ({ reasons, remedies }, _state, { policy }) =>
      reasons.length === 0
        ? refuse.reasonsMissing()
        : [fact('ApplicationDeclined', { reasons, remedies: remedies ?? remediesUnder(policy) })],
  }),

  /** One notice only, naming every gap (Licensing Law art. 32 (4), 72 (4)). */
  RequestCorrection: command('RequestCorrection', {
    in: ['received', 'awaiting-correction'],
    by: ['clerk'],
    decide: (data, { file }, { policy }) => {
      if (file.correctionRequested) return refuse.correctionAlreadyRequested();
      if (data.items.length === 0) return refuse.correctionItemsMissing();
      const max = policy.limit('T03').setBy?.max ?? Infinity;
      const { respondWithinWorkingDays: days } = data;
      if (!Number.isInteger(days) || days < 1 || days > max) return refuse.correctionTimeInvalid(max);
      return foreignMaterial(data.items, file, policy) ?? [fact('CorrectionRequested', data)];
    },
  }),

  SupplyCorrection: command('SupplyCorrection', {
    in: ['awaiting-correction'],
    by: ['applicant'],
    decide: ({ items }, state, { policy }) => {
      const supplied = new Set(items.map((item) => item.material));
      const missing = state.items.map((item) => item.material).filter((material) => !supplied.has(material));
      if (missing.length > 0) return refuse.correctionIncomplete(missing);
      return foreignMaterial(items, state.file, policy) ?? [fact('CorrectionSupplied', { items })];
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

const replaced = (materials: readonly Material[], supplied: readonly Material[]): readonly Material[] => [
  ...materials.filter((material) => !supplied.some((item) => item.material === material.material)),
  ...supplied,
];

export const applicationEvolvers: EvolversOf<ApplicationEvents> = {
  ApplicationReceived: (_state, { data, effectiveAt, actor }) => ({
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
  ApplicationWithdrawn: ({ file }) => ({ status: 'withdrawn', file, deemed: false }),
  ApplicationAccepted: ({ file }, { data, effectiveAt }) => afterAcceptance(file, data.reviewForm, effectiveAt),
  ApplicationDeclined: ({ file }, { data }) => ({ status: 'declined', file, reasons: data.reasons, remedies: data.remedies }),
  CorrectionRequested: ({ file }, { data }) => ({
    status: 'awaiting-correction',
    file: { ...file, correctionRequested: true },
    items: data.items,
  }),
  CorrectionSupplied: ({ file }, { data }) => ({
    status: 'received',
    file: { ...file, materials: replaced(file.materials, data.items) },
  }),
};
