import type { ApplicationKind } from '#policy';

/** What a case tells of its commitment: the fields that the processes read. */
export type CommitmentEvent =
  /** Promised materials did not come in time: refused by the published rule. */
  | Told<'ApplicationDeemedRefused', object>
  | Told<'CommitmentSigned', { readonly uscc: string; readonly sha256: string; readonly signatory?: string }>
  | Told<'CommitmentWithdrawn', { readonly uscc: string; readonly reason?: string }>
  | Told<
      'SelfDeclarationAccepted',
      {
        readonly kind: ApplicationKind;
        readonly institution: { readonly uscc: string; readonly name: string };
        readonly commitmentSha256: string;
        readonly mandatoryStandards: boolean;
      }
    >;

interface Told<T extends string, D> {
  readonly type: T;
  readonly data: D;
}

/** What a decision against the applicant says of false papers or concealment (办法33). */
export interface Falsehood {
  readonly falsehood?: boolean;
  readonly uscc?: string;
}
