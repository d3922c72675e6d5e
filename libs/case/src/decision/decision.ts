import { dateOf, isBlank, type Rejection } from '#kernel';
import { isPending, openRun } from '#law';
import { outstandingIsIn } from '../completeness/tolerant-acceptance.js';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { awaitingDelivery } from '../file/custody.js';
import { DECISION_LIMITS } from '../file/limits.js';
import { ofGeneral } from '../file/rules.js';
import type { CaseFile, In, MachineDecision, Remedies } from '../file/state.js';
import { hearingAllowsDecision, onRecord } from '../hearing/hearing.js';
import * as refuse from '../rejections.js';
import { certificateOrder, type CertificateOrder } from './certificate-order.js';
import { refusal, refusalIsFounded, refusedAnew, remediesUnder, untruth } from './refusal.js';
import { certificateAllowsGrant } from './renewal.js';

// Commands

export interface DecisionCommands {
  GrantQualification: { readonly note?: string };
  RefuseQualification: { readonly reasons: readonly string[]; readonly remedies?: Remedies; readonly falsehood?: boolean };
  ExtendDecision: { readonly reason: string };
}

// Events

export interface DecisionEvents {
  QualificationGranted: {
    readonly certificate: CertificateOrder;
    readonly note?: string;
    readonly hearingRecord?: string;
    /** Only where no person decided. */
    readonly machineDecision?: MachineDecision;
  };
  QualificationRefused: {
    readonly reasons: readonly string[];
    readonly remedies: Remedies;
    readonly hearingRecord?: string;
    readonly falsehood?: true;
    readonly uscc?: string;
    /** Which refusal of the case it is, from the second on. */
    readonly refusal?: number;
  };
  DecisionExtended: { readonly reason: string; readonly byWorkingDays: number };
}

// Decide

const { command, event, fact } = casePart<DecisionCommands, DecisionEvents>();

/** Whoever reviewed does not decide. */
export const fourEyes = (file: CaseFile, { actor }: Pick<CaseContext, 'actor'>): Rejection | undefined =>
  file.reviewers.includes(actor.id) ? refuse.fourEyes() : undefined;

/** Granted only on a review that ended 符合, or 基本符合 with the rectification done (办法26, 评审准则15). */
function reviewAllowsGrant({ conclusion, rectified }: In<'awaiting-decision'>) {
  if (conclusion === '不符合') return refuse.conclusionForbidsGrant();
  return conclusion === '基本符合' && !rectified ? refuse.rectificationMissing() : undefined;
}

/** A commitment is accepted, not granted like an application that was examined (办法12). */
const generalProcedure = (file: CaseFile) =>
  ofGeneral(file) ? undefined : refuse.notForThisProcedure('COMMITMENT', ['AcceptSelfDeclaration', 'RefuseQualification']);

/** The decision limit that may still be extended: running and not run out. */
const runningDecision = (file: CaseFile) => {
  const run = openRun(file.clocks, DECISION_LIMITS);
  return run && isPending(run) ? run : undefined;
};

export const decisionCommands: DefinitionsOf<DecisionCommands, DecisionEvents> = {
  GrantQualification: command('GrantQualification', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ofGeneral,
    worthNaming: (state) => state.status !== 'awaiting-decision' || reviewAllowsGrant(state) === undefined,
    nextIn: ['awaiting-decision'],
    heldBack: (state, asking) =>
      fourEyes(state.file, asking) ??
      generalProcedure(state.file) ??
      reviewAllowsGrant(state) ??
      outstandingIsIn(state.file, asking.policy) ??
      hearingAllowsDecision(state.file),
    decide: (data, state, context) =>
      certificateAllowsGrant(state.file, dateOf(context.now)) ?? [
        fact('QualificationGranted', {
          ...data,
          ...onRecord(state.file),
          certificate: certificateOrder(state.file, dateOf(context.now), false, context),
        }),
      ],
  }),

  /** Never without reasons and remedies (许可法38). */
  RefuseQualification: command('RefuseQualification', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    heldBack: ({ file }, asking) => fourEyes(file, asking) ?? hearingAllowsDecision(file),
    decide: ({ reasons, remedies, falsehood }, { file }, context) => {
      const told = { reasons, remedies: remedies ?? remediesUnder(context.policy) };
      return (
        refusalIsFounded(told) ??
        refusedAnew(reasons, file, context.actor) ?? [
          fact('QualificationRefused', { ...told, ...onRecord(file), ...untruth(falsehood, file) }),
        ]
      );
    },
  }),

  /** Once, ten working days, by the head of the agency, the reasons told to the applicant (许可法42). */
  ExtendDecision: command('ExtendDecision', {
    in: ['awaiting-decision'],
    by: ['head'],
    heldBack: ({ file }) =>
      file.decisionExtended
        ? refuse.alreadyExtended()
        : runningDecision(file) === undefined
          ? refuse.nothingToExtend()
          : undefined,
    decide: ({ reason }, { file }, { policy }) => {
      const run = runningDecision(file);
      const extend = run && policy.limit(run.limit).extend;
      if (extend === undefined) return refuse.nothingToExtend();
      return isBlank(reason) ? refuse.extensionReasonMissing() : [fact('DecisionExtended', { reason, byWorkingDays: extend.n })];
    },
  }),
};

// Evolve

export const decisionEvents: EventsOf<DecisionEvents> = {
  QualificationGranted: event('QualificationGranted', {
    in: ['awaiting-decision'],
    papers: ['grant-decision'],
    custody: awaitingDelivery,
    evolve: ({ file }, { data: { machineDecision } }) => ({
      status: 'granted',
      file: machineDecision === undefined ? file : { ...file, machineDecision },
      deemed: false,
    }),
  }),
  QualificationRefused: event('QualificationRefused', {
    in: ['awaiting-decision'],
    papers: ['refusal-decision'],
    custody: 'closed',
    evolve: (state, refused) => ({ status: 'refused', ...refusal(state, refused) }),
  }),
  DecisionExtended: event('DecisionExtended', {
    in: ['awaiting-decision'],
    papers: ['extension-notice'],
    evolve: (state) => ({ ...state, file: { ...state.file, decisionExtended: true } }),
  }),
};
