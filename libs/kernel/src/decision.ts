/** Why a command was not carried out. A refusal in law is an event; this is a "not now" or "not so", and nothing is stored. */
export interface Rejection {
  readonly rejected: true;
  /** Stable, kebab-case; the machine-readable name of the rule. */
  readonly code: string;
  readonly kind: RejectionKind;
  readonly zh: string;
  readonly en: string;
  readonly basis: readonly string[];
  /** The input field at fault, as a JSON path without the leading "$.". */
  readonly field?: string;
  readonly allowed?: readonly string[];
}

/**
 * invalid: the content is at fault; forbidden: this person may not; not-found; conflict: the state does not allow it;
 * stale: the caller saw an older revision; pending: the same command will be possible as soon as the engine has caught up.
 */
export type RejectionKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'stale' | 'pending' | 'unavailable';

export type Decision<E> = readonly E[] | Rejection;

/** Already done: a resend changes nothing. */
export const nothing: readonly never[] = [];

export interface RejectionDetail {
  zh: string;
  en: string;
  basis?: readonly string[];
  field?: string;
  allowed?: readonly string[];
}

export const reject = (code: string, kind: RejectionKind, detail: RejectionDetail): Rejection => ({
  rejected: true,
  code,
  kind,
  basis: [],
  ...detail,
});

export const isRejection = (value: object): value is Rejection => 'rejected' in value;
