import type { ClassConstructor } from 'class-transformer';
import { decisionDtos } from './decision.js';
import { documentReviewDtos } from './document-review.js';
import { hearingDtos } from './hearing.js';
import { receiptDtos } from './receipt.js';
import { bodyDtos } from './record-of-a-body.js';
import { revocationDtos } from './revocation.js';
import { selfDeclarationDtos } from './self-declaration.js';
import { technicalReviewDtos } from './technical-review.js';
import { tolerantAcceptanceDtos } from './tolerant-acceptance.js';
import { verificationDtos } from './verification.js';
import { type NOTHING, type AnyCommand, type Given, type SingleCommand, type Said } from './given.js';
import { SubmitApplicationDto } from './submission.js';
import { RegisterCertificateDto } from './takeover.js';

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
  ...receiptDtos,
  ...tolerantAcceptanceDtos,
  ...selfDeclarationDtos,
  ...documentReviewDtos,
  ...technicalReviewDtos,
  ...hearingDtos,
  ...decisionDtos,
  ...verificationDtos,
  ...revocationDtos,
  ...bodyDtos,
  RegisterCertificate: RegisterCertificateDto,
});

type Dto = ClassConstructor<object> | typeof NOTHING;

function exactly<T extends { readonly [N in PeoplesCommand]: Dto }>(
  table: T & { readonly [N in PeoplesCommand]: Fitting<N, T[N]> },
): T {
  return table;
}

/** The class itself where it says what the command takes, no more and no less; else the fields in which it differs. */
export type Fitting<N extends AnyCommand | SingleCommand, D> = D extends null
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
