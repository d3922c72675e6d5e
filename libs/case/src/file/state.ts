import type { LocalDate } from '#kernel';
import type { Conclusion } from '#law';
import type { AcceptedFile, CaseFile, CorrectionItem, ReceivedFile, Review } from './case-file.js';

export * from './application.js';
export * from './case-file.js';

export interface Remedies {
  readonly reconsideration: string;
  readonly litigation: string;
}

export type UndecidedCase =
  | Case<'received', unknown, ReceivedFile>
  | Case<'awaiting-correction', { items: readonly CorrectionItem[] }, ReceivedFile>
  | Case<'document-review', { claimedBy?: string }>
  | Case<'awaiting-commission'>
  | Case<'technical-review', { review: Review }>
  | Case<'review-postponed', { review: Review; reason: string; until?: LocalDate }>
  | Case<'rectification', { review: Review; items: readonly string[] }>
  | Case<'rectification-check', { review: Review }>
  | Case<'awaiting-decision', { conclusion?: Conclusion; rectified: boolean }>;

export type CaseState =
  | { readonly status: 'none' }
  | UndecidedCase
  | Case<'granted', { deemed: boolean; certificateNumber?: string }>
  | Case<'delivered', { certificateNumber: string }>
  | Case<'declined', Refusal, ReceivedFile>
  | Case<'withdrawn', { deemed: boolean }, CaseFile>
  | Case<'refused', Refusal>;

interface Refusal {
  readonly reasons: readonly string[];
  readonly remedies: Remedies;
  readonly falsehood?: true;
  readonly refusedBy: string;
  readonly refusedOn: LocalDate;
  readonly from: UndecidedCase;
}

type Case<S extends string, D = unknown, F = AcceptedFile> = { readonly status: S; readonly file: F } & Readonly<D>;

export type CaseStatus = CaseState['status'];
export type OpenCase = Exclude<CaseState, { status: 'none' }>;
export type In<S extends CaseStatus> = Extract<CaseState, { status: S }>;

export const CLOSED = ['delivered', 'declined', 'withdrawn', 'refused'] as const satisfies readonly CaseStatus[];

const STILL_UNDECIDED: { readonly [S in Exclude<CaseStatus, 'none' | 'granted' | (typeof CLOSED)[number]>]: true } = {
  received: true,
  'awaiting-correction': true,
  'document-review': true,
  'awaiting-commission': true,
  'technical-review': true,
  'review-postponed': true,
  rectification: true,
  'rectification-check': true,
  'awaiting-decision': true,
};
/** Open, and not decided yet; a new status without its entry does not compile. */
export const UNDECIDED = Object.keys(STILL_UNDECIDED) as (keyof typeof STILL_UNDECIDED)[];
export const isUndecided = (state: CaseState): state is UndecidedCase =>
  (UNDECIDED as readonly CaseStatus[]).includes(state.status);
export const OPEN_STATUSES = [...UNDECIDED, 'granted'] as const;
export const CASE_STATUSES = [...OPEN_STATUSES, ...CLOSED] as const;
export const isClosed = (state: CaseState): boolean => (CLOSED as readonly CaseStatus[]).includes(state.status);
/** Accepted, and not decided yet. */
export const ACCEPTED = [
  'document-review',
  'awaiting-commission',
  'technical-review',
  'review-postponed',
  'rectification',
  'rectification-check',
  'awaiting-decision',
] as const satisfies readonly CaseStatus[];
/** The same case with another file. */
export const withFile = <S extends OpenCase>(state: S, file: S['file']): S => ({ ...state, file });
export const isOpenCase = (state: object): state is OpenCase => 'file' in state;
