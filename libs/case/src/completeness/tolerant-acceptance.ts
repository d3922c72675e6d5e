import { dateOf, type LocalDate, type Rejection } from '#kernel';
import type { ApplicationKind, ExpiryEffect, Policy, ReviewForm } from '#law';
import { casePart, type DefinitionsOf, type EventsOf } from '../definition.js';
import { recorded, unfitFiles, withSupplied } from '../file/files.js';
import { DECISION_LIMITS, REVIEW_LIMITS } from '../file/limits.js';
import { ACCEPTED, withFile, type CaseFile, type SuppliedMaterial } from '../file/state.js';
import * as refuse from '../rejections.js';
import { reviewFormFor } from '../technical-review/review-form.js';
import type { AcceptanceEvents } from './acceptance.js';
import { missingMaterials } from './materials.js';
import { toleranceIsOpen, toleratedMaterials } from './tolerance.js';

// Commands

export interface TolerantAcceptanceCommands {
  AcceptWithOutstanding: {
    readonly outstanding: readonly string[];
    readonly withinWorkingDays?: number;
    /** Who signed the promise for the applicant. */
    readonly promisedBy?: string;
  };
  /** Without items: everything that is outstanding, by its id alone. */
  SupplyOutstanding: { readonly items?: readonly SuppliedMaterial[] };
}

// Events

export interface TolerantAcceptanceEvents {
  /** The notice to the applicant and the promise of the applicant, who asked to be received without these materials. */
  OutstandingPromised: {
    readonly outstanding: readonly string[];
    readonly withinWorkingDays: number;
    readonly promisedBy?: string;
    readonly told: { readonly lastDay: LocalDate; readonly otherwise: ExpiryEffect };
  };
  OutstandingSupplied: { readonly items: readonly SuppliedMaterial[] };
}

// Decide

type Caused = TolerantAcceptanceEvents & Pick<AcceptanceEvents, 'ApplicationAccepted'>;
const { command, event, fact } = casePart<TolerantAcceptanceCommands, Caused>();

function missingSecondary(file: CaseFile, policy: Policy): readonly string[] {
  const tolerated = toleratedMaterials(file, policy);
  return missingMaterials(file, policy).filter((id) => tolerated.includes(id));
}

/** Only secondary ones may be outstanding, everything that is missing is named, and nothing that is there (地方容缺受理规定). */
function checkOutstanding(outstanding: readonly string[], file: CaseFile, policy: Policy): Rejection | undefined {
  if (!toleranceIsOpen(file, policy)) return refuse.toleranceNotOpen();
  if (outstanding.length === 0) return refuse.outstandingNotNamed();
  const tolerated = toleratedMaterials(file, policy);
  const main = outstanding.findIndex((id) => !tolerated.includes(id));
  if (main >= 0) return refuse.materialNotTolerated(`outstanding[${main}]`, tolerated);
  const unnamed = missingMaterials(file, policy).filter((id) => !outstanding.includes(id));
  if (unnamed.length > 0) return refuse.materialsMissing(unnamed, policy);
  const missing = missingSecondary(file, policy);
  const there = outstanding.findIndex((id) => !missing.includes(id));
  return there < 0 ? undefined : refuse.materialNotMissing(`outstanding[${there}]`, missing);
}

/** Not later than the matter is to be decided: review and decision as promised, or else as the law has it, counted from the acceptance. */
function longestPromise(kind: ApplicationKind, reviewForm: ReviewForm | 'NONE', policy: Policy): number {
  const reviewed = reviewForm === 'NONE' ? 'without-review' : 'with-review';
  return policy.limits
    .filter((limit) => limit.tracked && limit.reviewed === reviewed && [...REVIEW_LIMITS, ...DECISION_LIMITS].includes(limit.id))
    .reduce((days, limit) => days + (policy.promiseFor(limit.id, kind)?.n ?? limit.n), 0);
}

export const tolerantAcceptanceCommands: DefinitionsOf<TolerantAcceptanceCommands, Caused> = {
  AcceptWithOutstanding: command('AcceptWithOutstanding', {
    in: ['received'],
    by: ['clerk'],
    fits: (file, policy) => toleranceIsOpen(file, policy) && missingSecondary(file, policy).length > 0,
    decide: ({ outstanding, withinWorkingDays, promisedBy }, { file }, { policy, calendar, now }) => {
      const rejection = checkOutstanding(outstanding, file, policy);
      if (rejection !== undefined) return rejection;
      const reviewForm = reviewFormFor(file, policy);
      const limit = policy.limit('T05');
      const max = longestPromise(file.kind, reviewForm, policy);
      const days = withinWorkingDays ?? Math.min(limit.n, max);
      if (!Number.isInteger(days) || days < 1 || days > max) return refuse.outstandingTimeInvalid(max);
      const told = { lastDay: calendar.addWorkingDays(dateOf(now), days), otherwise: limit.onExpiry };
      return [
        fact('ApplicationAccepted', { reviewForm }),
        fact('OutstandingPromised', {
          outstanding: [...new Set(outstanding)],
          withinWorkingDays: days,
          ...(promisedBy === undefined ? {} : { promisedBy }),
          told,
        }),
      ];
    },
  }),

  SupplyOutstanding: command('SupplyOutstanding', {
    in: ACCEPTED,
    by: ['applicant'],
    limit: 'T05',
    fits: ({ outstanding = [] }) => outstanding.length > 0,
    decide: ({ items }, { file }, { policy }) => {
      const { outstanding = [] } = file;
      if (outstanding.length === 0) return refuse.nothingOutstanding();
      const supplied = items ?? outstanding.map((material) => ({ material }));
      const missing = outstanding.filter((id) => !supplied.some(({ material }) => material === id));
      if (missing.length > 0) return refuse.outstandingIncomplete(missing, policy);
      return unfitFiles(supplied, file, policy) ?? [fact('OutstandingSupplied', { items: recorded(supplied, file) })];
    },
  }),
};

/** What was promised comes in before anything is granted. */
export const outstandingIsIn = ({ outstanding = [] }: CaseFile, policy: Policy): Rejection | undefined =>
  outstanding.length === 0 ? undefined : refuse.outstandingMissing(outstanding, policy);

// Evolve

export const tolerantAcceptanceEvents: EventsOf<TolerantAcceptanceEvents> = {
  OutstandingPromised: event('OutstandingPromised', {
    in: ACCEPTED,
    papers: ['tolerance-notice', 'promise-of-outstanding'],
    evolve: (state, { data }) => withFile(state, { ...state.file, outstanding: data.outstanding }),
  }),
  OutstandingSupplied: event('OutstandingSupplied', {
    in: ACCEPTED,
    evolve: (state, { data }) => withFile(state, { ...withSupplied(state.file, data.items), outstanding: [] }),
  }),
};
