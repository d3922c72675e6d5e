import type { Instant } from '#kernel';
import type { ApplicationKind, ClockRun } from '#law';

export const VERDICTS = ['属实', '基本属实', '严重不实'] as const;
/** 属实 true, 基本属实 mostly true, 严重不实 gravely untrue (评审准则19). */
export type Verdict = (typeof VERDICTS)[number];

export interface Inspector {
  readonly id: string;
  readonly name?: string;
  readonly uscc?: string;
}

export interface InspectionFile {
  readonly caseId: string;
  readonly kind: ApplicationKind;
  readonly institution: { readonly uscc: string; readonly name: string };
  readonly commitmentSha256: string;
  readonly mandatoryStandards: boolean;
  /** Who handed in the application, and who decided on it: neither inspects. */
  readonly applicant?: string;
  readonly decidedBy?: string;
  /** When the qualification was granted on the commitment: from there the limits run. */
  readonly decidedAt: Instant;
  readonly policy: string;
  readonly calendar?: string;
  readonly lawSince?: Instant;
  readonly inspectors: readonly Inspector[];
  /** Who inspected and was replaced: they do not decide on what they inspected either. */
  readonly formerInspectors?: readonly string[];
  readonly verdict?: Verdict;
  readonly findings?: string;
  readonly clocks: readonly ClockRun[];
}

/** What the inspectors propose to the agency (评审准则19). */
export interface Proposal {
  readonly scope: 'whole' | 'items';
  readonly items?: readonly string[];
  readonly reasons: readonly string[];
  readonly fraud: boolean;
}

export type InspectionState =
  | { readonly status: 'none' }
  | Inspection<'verification-due'>
  | Inspection<'verification-rectification', { items: readonly string[] }>
  | Inspection<'verification-check', { items: readonly string[] }>
  | Inspection<'verification-closed'>
  | Inspection<'revocation-proposed', { proposal: Proposal }>;

type Inspection<S extends string, D = unknown> = { readonly status: S; readonly file: InspectionFile } & Readonly<D>;

export type InspectionStatus = InspectionState['status'];
export type OpenInspection = Exclude<InspectionState, { status: 'none' }>;
export type In<S extends InspectionStatus> = Extract<InspectionState, { status: S }>;

export const INSPECTION_STATUS_NAMES: Readonly<Record<InspectionStatus, string>> = {
  none: '无承诺',
  'verification-due': '待核查',
  'verification-rectification': '限期整改',
  'verification-check': '整改核查',
  'verification-closed': '核查办结',
  'revocation-proposed': '建议撤销',
};

export const INSPECTION_STATUSES = [
  'none',
  'verification-due',
  'verification-rectification',
  'verification-check',
  'verification-closed',
  'revocation-proposed',
] as const satisfies readonly InspectionStatus[];
