import type { ClassConstructor } from 'class-transformer';
import * as decision from './decision.js';
import * as documentReview from './document-review.js';
import type { AnyCommand, Given, Said } from './given.js';
import * as hearing from './hearing.js';
import { ReasonedDto } from './reasons.js';
import * as receipt from './receipt.js';
import * as body from './record-of-a-body.js';
import * as revocation from './revocation.js';
import * as selfDeclaration from './self-declaration.js';
import { SubmitApplicationDto } from './submission.js';
import { RegisterCertificateDto } from './takeover.js';
import * as technicalReview from './technical-review.js';
import * as tolerantAcceptance from './tolerant-acceptance.js';
import * as verification from './verification.js';

/** A command of which its name says everything. */
export const NOTHING = null;

/** Commands that nobody but the engine gives. */
type EnginesOwn =
  | 'ExpireTimeLimit'
  | 'RecordCertificate'
  | 'ApplyCalendar'
  | 'ApplyReductions'
  | 'CommissionVerification'
  | 'ExpireInspectionLimit'
  | 'ApplyInspectionCalendar'
  | 'IssueCertificate'
  | 'RenewCertificate'
  | 'AmendCertificate'
  | 'CancelCertificate'
  | 'ExpireCertificateLimit'
  | 'ApplyCertificateCalendar'
  | 'RecordSignatories'
  | 'ImposeBan'
  | 'RecordCommitment'
  | 'RecordVerdict'
  | 'RecordCommitmentWithdrawal'
  | 'ReopenCommitment';

export type PeoplesCommand = Exclude<AnyCommand, EnginesOwn>;

/** What is said with each command that people give: a command without its DTO, or one of another shape, does not compile. */
export const COMMAND_DTOS = exactly({
  SubmitApplication: SubmitApplicationDto,
  WithdrawApplication: receipt.WithdrawApplicationDto,
  AcceptApplication: receipt.AcceptApplicationDto,
  DeclineApplication: ReasonedDto,
  RequestCorrection: receipt.RequestCorrectionDto,
  SupplyCorrection: receipt.SupplyCorrectionDto,
  SupplyMaterial: receipt.SupplyMaterialDto,
  AcceptWithOutstanding: tolerantAcceptance.AcceptWithOutstandingDto,
  SupplyOutstanding: tolerantAcceptance.SupplyOutstandingDto,
  SignCommitment: selfDeclaration.SignCommitmentDto,
  WithdrawCommitment: selfDeclaration.WithdrawCommitmentDto,
  AcceptSelfDeclaration: selfDeclaration.AcceptSelfDeclarationDto,
  ClaimDocumentReview: NOTHING,
  ReleaseDocumentReview: NOTHING,
  TakeBackDocumentReview: documentReview.TakeBackDocumentReviewDto,
  PassDocumentReview: documentReview.PassDocumentReviewDto,
  FailDocumentReview: documentReview.FailDocumentReviewDto,
  OrderOnSiteReview: documentReview.OrderOnSiteReviewDto,
  CommissionReview: technicalReview.CommissionReviewDto,
  ChangeReviewTeam: technicalReview.ChangeReviewTeamDto,
  PostponeReview: technicalReview.PostponeReviewDto,
  ResumeReview: NOTHING,
  OrderRectification: technicalReview.OrderRectificationDto,
  SubmitRectification: technicalReview.SubmitRectificationDto,
  VerifyRectification: technicalReview.VerifyRectificationDto,
  StopReview: technicalReview.StopReviewDto,
  ConcludeReview: technicalReview.ConcludeReviewDto,
  TellHearingRight: hearing.TellHearingRightDto,
  RequestHearing: hearing.RequestHearingDto,
  OpenHearing: hearing.OpenHearingDto,
  CloseHearing: hearing.CloseHearingDto,
  GrantQualification: decision.GrantQualificationDto,
  RefuseQualification: ReasonedDto,
  ExtendDecision: decision.ExtendDecisionDto,
  ExplainDelay: decision.ExplainDelayDto,
  RecordRefusalSetAside: decision.RecordRefusalSetAsideDto,
  RepinPolicy: decision.RepinPolicyDto,
  DeliverCertificate: NOTHING,
  AppointInspectors: verification.AppointInspectorsDto,
  ConcludeVerification: verification.ConcludeVerificationDto,
  SubmitVerificationRectification: verification.SubmitVerificationRectificationDto,
  CheckVerificationRectification: verification.CheckVerificationRectificationDto,
  RegisterCertificate: RegisterCertificateDto,
  OpenRevocation: revocation.OpenRevocationDto,
  SuspendRevocation: revocation.SuspendRevocationDto,
  ResumeRevocation: NOTHING,
  ExtendRevocation: revocation.ExtendRevocationDto,
  RecordStatement: revocation.RecordStatementDto,
  RevokeCertificate: revocation.RevokeCertificateDto,
  CloseRevocation: revocation.CloseRevocationDto,
  RegisterFacts: body.RegisterFactsDto,
  RecordStanding: body.StandingDto,
  RecordCreditClass: body.CreditClassDto,
  RecordBreach: body.BreachDto,
  LiftEntry: body.LiftEntryDto,
});

type Dto = ClassConstructor<object> | typeof NOTHING;

function exactly<T extends { readonly [N in PeoplesCommand]: Dto }>(
  table: T & { readonly [N in PeoplesCommand]: Fitting<N, T[N]> },
): T {
  return table;
}

/** The class itself where it says what the command takes, no more and no less; else the fields in which it differs. */
export type Fitting<N extends AnyCommand, D> = D extends null
  ? keyof Given<N> extends never
    ? D
    : `differs in ${keyof Given<N> & string}`
  : D extends ClassConstructor<infer I>
    ? Fits<I, Given<N>, D>
    : never;

type Fits<I, G, D> = Same<Said<I>, G> extends true ? D : `differs in ${Differing<Said<I>, G> & string}`;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Differing<A, B> = {
  [K in keyof A | keyof B]: K extends keyof A & keyof B ? (Same<Pick<A, K>, Pick<B, K>> extends true ? never : K) : K;
}[keyof A | keyof B];
