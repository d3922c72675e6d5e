import { dateOf, isBlank, type LocalDate, type Rejection } from '#kernel';
import { isPending, openRun, type ApplicationKind } from '#law';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from './definition.js';
import { awaitingDelivery } from './custody.js';
import { DECISION_LIMITS } from './limits.js';
import * as refuse from './rejections.js';
import { hearingAllowsDecision, onRecord } from './hearing.js';
import { grantedScope, type GrantedScope } from './scope.js';
import {
  certificateAllowsGrant,
  newTerm,
  ofGeneral,
  refusal,
  refusalIsFounded,
  refusedAnew,
  remediesUnder,
  untruth,
} from './rules.js';
import type { CaseFile, CertificateChanges, In, MachineDecision, Remedies } from './state.js';
import { outstandingIsIn } from './tolerant-acceptance.js';

// Commands

export interface DecisionCommands {
  GrantQualification: { readonly note?: string };
  RefuseQualification: { readonly reasons: readonly string[]; readonly remedies?: Remedies; readonly falsehood?: boolean };
  ExtendDecision: { readonly reason: string };
  /** The engine's own: the certificate has been made out under this number. */
  RecordCertificate: { readonly number: string };
  DeliverCertificate: object;
}

/** What the decision does to the certificate; carried out on the certificate's own stream. */
export type CertificateOrder =
  | (GrantedScope & {
      readonly action: 'issue';
      /** The first eight digits; the serial follows when the certificate is made out. */
      readonly prefix: string;
      readonly holder: { readonly uscc: string; readonly name: string; readonly address?: string };
      readonly field: string;
      readonly issuedOn: LocalDate;
      readonly validTo: LocalDate;
    })
  | { readonly action: 'renew'; readonly number: string; readonly validTo: LocalDate; readonly deemed: boolean }
  | (GrantedScope & {
      readonly action: 'amend';
      readonly number: string;
      readonly change: ApplicationKind;
      /** Further changes of the same case. */
      readonly alsoChanges?: readonly ApplicationKind[];
      /** What older orders told; the name is changed by `changes` alone. */
      readonly holderName?: string;
      /** What the certificate is to say from now on, as far as the application gave it. */
      readonly changes?: CertificateChanges;
    })
  | { readonly action: 'cancel'; readonly number: string };

// Events

export interface DecisionEvents {
  QualificationGranted: {
    readonly certificate: CertificateOrder;
    readonly note?: string;
    /** The record of the hearing that the decision rests on. */
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
  CertificateReady: { readonly number: string };
  CertificateDelivered: { readonly number: string };
}

// Decide

const { command, fact } = casePart<DecisionCommands, DecisionEvents>();

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

/** Number, by position: year of issue, issuing organ, field, sector department; the serial follows at issue. */
const numberPrefix = (file: CaseFile, decidedOn: LocalDate, { policy }: CaseContext): string =>
  `${decidedOn.slice(2, 4)}${policy.values.certificateOrgan.value}${file.field}${file.sector}`;

export function certificateOrder(file: CaseFile, decidedOn: LocalDate, deemed: boolean, context: CaseContext): CertificateOrder {
  const { kind, field, institution, certificate } = file;
  const { uscc, name, address } = institution;
  const validTo = newTerm(file, decidedOn, context.policy);
  if (certificate === undefined) {
    return {
      action: 'issue',
      prefix: numberPrefix(file, decidedOn, context),
      holder: { uscc, name, ...(address === undefined ? {} : { address }) },
      field,
      issuedOn: decidedOn,
      validTo,
      ...grantedScope(file),
    };
  }
  const { number } = certificate;
  if (kind === 'RENEWAL') return { action: 'renew', number, validTo, deemed };
  if (kind === 'CANCEL') return { action: 'cancel', number };
  const { alsoKinds, changes } = file;
  return {
    action: 'amend',
    number,
    change: kind,
    ...(alsoKinds === undefined ? {} : { alsoChanges: alsoKinds }),
    ...(changes === undefined ? {} : { changes }),
    ...grantedScope(file),
  };
}

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

  RecordCertificate: command('RecordCertificate', {
    in: ['granted'],
    by: ['engine'],
    decide: ({ number }, state) => (state.certificateNumber === number ? [] : [fact('CertificateReady', { number })]),
  }),

  DeliverCertificate: command('DeliverCertificate', {
    in: ['granted'],
    by: ['clerk'],
    nextIn: ['granted'],
    decide: (_data, { certificateNumber }) =>
      certificateNumber === undefined
        ? refuse.certificateNotReady()
        : [fact('CertificateDelivered', { number: certificateNumber })],
  }),
};

// Evolve

export const decisionEvents: EventsOf<DecisionEvents> = {
  QualificationGranted: {
    papers: ['grant-decision'],
    custody: awaitingDelivery,
    evolve: ({ file }, { data: { machineDecision } }) => ({
      status: 'granted',
      file: machineDecision === undefined ? file : { ...file, machineDecision },
      deemed: false,
    }),
  },
  QualificationRefused: {
    papers: ['refusal-decision'],
    custody: 'closed',
    evolve: (state, event) => ({ status: 'refused', ...refusal(state, event) }),
  },
  DecisionExtended: {
    papers: ['extension-notice'],
    evolve: (state) => ({ ...state, file: { ...state.file, decisionExtended: true } }),
  },
  CertificateReady: (state, { data }) => ({
    status: 'granted',
    file: state.file,
    deemed: state.status === 'granted' && state.deemed,
    certificateNumber: data.number,
  }),
  CertificateDelivered: {
    papers: ['proof-of-delivery'],
    custody: 'closed',
    evolve: ({ file }, { data }) => ({ status: 'delivered', file, certificateNumber: data.number }),
  },
};
