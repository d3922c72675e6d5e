import { dateOf, type LocalDate } from '#kernel';
import type { ApplicationKind } from '#policy';
import { isPending, openRun } from '#time-limits';
import { command, fact, type CaseContext, type DefinitionsOf, type EvolversOf } from './definition.js';
import { DECISION_LIMITS } from './limits.js';
import * as refuse from './rejections.js';
import { newTerm, remediesUnder } from './rules.js';
import type { CaseFile, In, Remedies } from './state.js';

// Commands

export interface DecisionCommands {
  GrantQualification: { readonly note?: string };
  RefuseQualification: { readonly reasons: readonly string[]; readonly remedies?: Remedies };
  ExtendDecision: { readonly reason: string };
  /** The engine's own: the certificate has been made out under this number. */
  RecordCertificate: { readonly number: string };
  DeliverCertificate: object;
}

/** What the decision does to the certificate; carried out on the certificate's own stream. */
export type CertificateOrder =
  | {
      readonly action: 'issue';
      /** The first eight digits; the serial follows when the certificate is made out. */
      readonly prefix: string;
      readonly holder: { readonly uscc: string; readonly name: string; readonly address?: string };
      readonly field: string;
      readonly issuedOn: LocalDate;
      readonly validTo: LocalDate;
    }
  | { readonly action: 'renew'; readonly number: string; readonly validTo: LocalDate; readonly deemed: boolean }
  | { readonly action: 'amend'; readonly number: string; readonly change: ApplicationKind; readonly holderName: string }
  | { readonly action: 'cancel'; readonly number: string };

// Events

export interface DecisionEvents {
  QualificationGranted: { readonly certificate: CertificateOrder; readonly note?: string };
  QualificationRefused: { readonly reasons: readonly string[]; readonly remedies: Remedies };
  DecisionExtended: { readonly reason: string; readonly byWorkingDays: number };
  CertificateReady: { readonly number: string };
  CertificateDelivered: { readonly number: string };
}

// Decide

/** Whoever reviewed does not decide. */
export const fourEyes = (file: CaseFile, { actor }: Pick<CaseContext, 'actor'>) =>
  file.reviewers.includes(actor.id) ? refuse.fourEyes() : undefined;

/** Granted only on a review that ended 符合, or 基本符合 with the rectification done (办法26, 评审准则15). */
export function reviewAllowsGrant({ conclusion, rectified }: In<'awaiting-decision'>) {
  if (conclusion === '不符合') return refuse.conclusionForbidsGrant();
  return conclusion === '基本符合' && !rectified ? refuse.rectificationMissing() : undefined;
}

/** The decision limit that may still be extended: running and not run out. */
export const runningDecision = (file: CaseFile) => {
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
    };
  }
  const { number } = certificate;
  if (kind === 'RENEWAL') return { action: 'renew', number, validTo, deemed };
  return kind === 'CANCEL' ? { action: 'cancel', number } : { action: 'amend', number, change: kind, holderName: name };
}

export const decisionCommands: DefinitionsOf<DecisionCommands> = {
  GrantQualification: command('GrantQualification', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    decide: (data, state, context) =>
      fourEyes(state.file, context) ??
      reviewAllowsGrant(state) ?? [
        fact('QualificationGranted', { ...data, certificate: certificateOrder(state.file, dateOf(context.now), false, context) }),
      ],
  }),

  /** Never without reasons and remedies (许可法38). */
  RefuseQualification: command('RefuseQualification', {
    in: ['awaiting-decision'],
    by: ['decision-maker', 'head'],
    decide: ({ reasons, remedies }, state, context) =>
      fourEyes(state.file, context) ??
      (reasons.length === 0
        ? refuse.reasonsMissing()
        : [fact('QualificationRefused', { reasons, remedies: remedies ?? remediesUnder(context.policy) })]),
  }),

  /** Once, ten working days, by the head of the agency, the reasons told to the applicant (许可法42). */
  ExtendDecision: command('ExtendDecision', {
    in: ['awaiting-decision'],
    by: ['head'],
    decide: ({ reason }, { file }, { policy }) => {
      if (file.decisionExtended) return refuse.alreadyExtended();
      const run = runningDecision(file);
      const extend = run && policy.limit(run.limit).extend;
      return extend === undefined ? refuse.nothingToExtend() : [fact('DecisionExtended', { reason, byWorkingDays: extend.n })];
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
    decide: (_data, { certificateNumber }) =>
      certificateNumber === undefined
        ? refuse.certificateNotReady()
        : [fact('CertificateDelivered', { number: certificateNumber })],
  }),
};

// Evolve

export const decisionEvolvers: EvolversOf<DecisionEvents> = {
  QualificationGranted: ({ file }) => ({ status: 'granted', file, deemed: false }),
  QualificationRefused: ({ file }, { data }) => ({ status: 'refused', file, reasons: data.reasons, remedies: data.remedies }),
  DecisionExtended: (state) => ({ ...state, file: { ...state.file, decisionExtended: true } }),
  CertificateReady: (state, { data }) => ({
    status: 'granted',
    file: state.file,
    deemed: state.status === 'granted' && state.deemed,
    certificateNumber: data.number,
  }),
  CertificateDelivered: ({ file }, { data }) => ({ status: 'delivered', file, certificateNumber: data.number }),
};
