import { dateOf, isBlank, isSameText, nothing, type Rejection } from '#kernel';
import type { ApplicationKind, Policy } from '#law';
import { type AcceptanceEvents } from '../completeness/acceptance.js';
import { type CorrectionEvents } from '../completeness/correction.js';
import { commitmentPaper, missingMaterials } from '../completeness/materials.js';
import { certificateOrder } from '../decision/certificate-order.js';
import { fourEyes, type DecisionEvents } from '../decision/decision.js';
import { certificateAllowsGrant } from '../decision/renewal.js';
import { casePart, type CaseContext, type DefinitionsOf, type EventsOf } from '../definition.js';
import { awaitingDecision, wasAccepted } from '../file/custody.js';
import { commitmentIsSigned, isUnsigned, ofCommitment } from '../file/rules.js';
import { withFile, type CaseFile, type Commitment, type OpenCase } from '../file/state.js';
import { hearingAllowsDecision, onRecord } from '../hearing/hearing.js';
import * as refuse from '../rejections.js';
import { commitmentText } from './commitment-text.js';
import { commitmentEligibility } from './eligibility.js';
import { withdrawCommitment, type WithdrawalEvents } from './withdrawal.js';

// Commands

export interface SelfDeclarationCommands {
  /** `sha256` is the hash of the text that the case itself makes; the engine adds it, nobody hands it in. */
  SignCommitment: { readonly signatory: string; readonly title?: string; readonly sha256: string };
  WithdrawCommitment: { readonly reason: string };
  AcceptSelfDeclaration: { readonly note?: string; readonly mandatoryStandards?: boolean };
}

// Events

export interface SelfDeclarationEvents {
  CommitmentSigned: {
    readonly uscc: string;
    readonly edition: string;
    readonly text: string;
    readonly sha256: string;
    readonly signatory: string;
    readonly title?: string;
  };
  SelfDeclarationAccepted: {
    readonly kind: ApplicationKind;
    readonly institution: { readonly uscc: string; readonly name: string };
    readonly commitmentSha256: string;
    /** Items tied to mandatory standards are verified promptly. */
    readonly mandatoryStandards: boolean;
  };
}

// Decide

type Caused = SelfDeclarationEvents &
  Pick<AcceptanceEvents, 'ApplicationAccepted'> &
  Pick<CorrectionEvents, 'CorrectionSupplied'> &
  WithdrawalEvents &
  Pick<DecisionEvents, 'QualificationGranted'>;
const { command, fact } = casePart<SelfDeclarationCommands, Caused>();

/** Signed, withdrawn and accepted as one is only what was applied for on a commitment; `instead`: what does it in the other (办法12). */
const byCommitment = ({ procedure }: CaseFile, ...instead: readonly string[]): Rejection | undefined =>
  procedure === 'COMMITMENT' ? undefined : refuse.notForThisProcedure('GENERAL', instead);

/** Asked again at the decision: what has come onto the record since counts. */
function stillEligible(file: CaseFile, { policy }: CaseContext): Rejection | undefined {
  const reasons = commitmentEligibility(file, policy);
  return reasons.length === 0 ? undefined : refuse.commitmentNotEligible(reasons);
}

/** Whatever else was missing, the window had its time to ask; what silence has accepted is verified afterwards. */
function papersAreComplete({ file, status }: OpenCase, { policy }: CaseContext): Rejection | undefined {
  const missing = status === 'received' ? missingMaterials(file, policy) : [];
  return missing.length === 0 ? undefined : refuse.materialsMissing(missing, policy);
}

/** The same once more changes nothing; another signature does not take the place of the first. */
const signedAlready = (signed: Commitment, { signatory, title }: { signatory: string; title: string | undefined }) =>
  isSameText(signed.signatory, signatory) && (title === undefined || isSameText(signed.title, title))
    ? nothing
    : refuse.commitmentSigned(signed);

/** A notice that asks for the signed commitment alone is answered by the signature (许可法32(四)). */
function noticeAnswered(state: OpenCase, sha256: string, policy: Policy) {
  const paper = commitmentPaper(state.file, policy);
  const asked = state.status === 'awaiting-correction' ? state.items : [];
  return paper === undefined || asked.length === 0 || asked.some(({ material }) => material !== paper)
    ? []
    : [fact('CorrectionSupplied', { items: [{ material: paper, sha256 }] })];
}

export const selfDeclarationCommands: DefinitionsOf<SelfDeclarationCommands, Caused> = {
  /** By somebody who is named: the promise is that of the body, and of a person (告知承诺实施办法). */
  SignCommitment: command('SignCommitment', {
    in: ['received', 'awaiting-correction', 'awaiting-decision'],
    by: ['applicant'],
    needs: 'hash-of-the-text',
    fits: isUnsigned,
    decide: ({ signatory, title, sha256 }, state, { policy }) => {
      const { file } = state;
      const { edition } = policy.values.commitment.value;
      const text = commitmentText(file, policy);
      const signed = { uscc: file.institution.uscc, edition, text, sha256, signatory };
      if (file.commitment !== undefined) return signedAlready(file.commitment, { signatory, title });
      return (
        byCommitment(file, 'COMMITMENT') ??
        (isBlank(signatory) ? refuse.signatoryMissing() : undefined) ?? [
          fact('CommitmentSigned', { ...signed, ...(title === undefined ? {} : { title }) }),
          ...noticeAnswered(state, sha256, policy),
        ]
      );
    },
  }),

  WithdrawCommitment: command('WithdrawCommitment', {
    in: ['received', 'awaiting-correction', 'awaiting-decision'],
    by: ['applicant'],
    fits: ofCommitment,
    decide: ({ reason }, { file }) => byCommitment(file, 'WithdrawApplication') ?? withdrawCommitment(reason, file),
  }),

  /** On the spot, on complete papers and a signed commitment (告知承诺实施办法10); the facts are verified afterwards. */
  AcceptSelfDeclaration: command('AcceptSelfDeclaration', {
    in: ['received', 'awaiting-decision'],
    by: ['decision-maker', 'head'],
    fits: ofCommitment,
    heldBack: ({ file, status }, asking) =>
      byCommitment(file, ...(status === 'received' ? ['AcceptApplication'] : ['GrantQualification', 'RefuseQualification'])) ??
      fourEyes(file, asking) ??
      commitmentIsSigned(file) ??
      hearingAllowsDecision(file),
    decide: ({ note, mandatoryStandards }, state, context) => {
      const { file } = state;
      const { kind, institution, commitment } = file;
      const accepted = state.status === 'received' ? [fact('ApplicationAccepted', { reviewForm: 'NONE' as const })] : [];
      return (
        stillEligible(file, context) ??
        certificateAllowsGrant(file, dateOf(context.now)) ??
        papersAreComplete(state, context) ?? [
          ...accepted,
          fact('SelfDeclarationAccepted', {
            kind,
            institution: { uscc: institution.uscc, name: institution.name },
            commitmentSha256: commitment?.sha256 ?? '',
            mandatoryStandards: mandatoryStandards ?? file.mandatoryStandards ?? false,
          }),
          fact('QualificationGranted', {
            ...(note === undefined ? {} : { note }),
            ...onRecord(file),
            certificate: certificateOrder(file, dateOf(context.now), false, context),
          }),
        ]
      );
    },
  }),
};

// Evolve

export const selfDeclarationEvents: EventsOf<SelfDeclarationEvents> = {
  CommitmentSigned: {
    papers: ['letter-of-commitment'],
    custody: (_data, before) => (wasAccepted(before) ? awaitingDecision : undefined),
    evolve: (state, { data: { sha256, signatory, title }, effectiveAt }) =>
      withFile(state, {
        ...state.file,
        commitment: {
          sha256,
          signatory,
          ...(title === undefined ? {} : { title }),
          signedAt: effectiveAt,
          body: state.file.institution.name,
        },
      }),
  },
  SelfDeclarationAccepted: (state) => state,
};
