import type { StandardChange } from '#case';
import type { Signatory } from '#institution';
import type { Instant, LocalDate } from '#kernel';
import type { Clocked } from '#law';
import type { Annex } from './annex.js';

export interface Holder {
  readonly uscc: string;
  readonly name: string;
  readonly address?: string;
}

/** What else a certificate says, as far as granted changes have told it. */
export interface CertifiedFacts {
  readonly legalRepresentative?: string;
  readonly legalNature?: string;
  readonly topManager?: string;
  readonly technicalLead?: string;
  readonly signatories?: readonly Signatory[];
  /** In words; those that were granted again are gone from here. */
  readonly droppedItems?: readonly string[];
  readonly standards?: readonly StandardChange[];
}

/** Why a certificate may be revoked (办法32, 许可法69, 评审准则19). */
export const REVOCATION_GROUNDS = [
  'false-commitment',
  'unrectified-commitment',
  'fraud',
  'agency-error',
  'other-by-law',
] as const;
export type RevocationGround = (typeof REVOCATION_GROUNDS)[number];

/** Why it was cancelled (办法31). */
export type CancellationGround = 'application' | 'expired';

/** Not counted in the time for the decision (程序暂行规定45). */
export const SUSPENSIONS = ['听证', '检验', '检测', '鉴定', '专家评审'] as const;
export type Suspension = (typeof SUSPENSIONS)[number];

/** An investigation under way: its ground, who may not decide, and whether the holder has been heard. */
export interface Investigation {
  readonly ground: RevocationGround;
  readonly source: string;
  readonly proposed: {
    readonly scope: 'whole' | 'items';
    /** In words; `rows` are those that they named. */
    readonly items?: readonly string[];
    readonly rows?: readonly number[];
    readonly fraud: boolean;
  };
  readonly reasons: readonly string[];
  readonly caseId?: string;
  /** Inspectors of the case and whoever opened it: none of them decides. */
  readonly excluded: readonly string[];
  readonly openedAt: Instant;
  readonly extended: boolean;
  readonly suspended?: Suspension;
  readonly statement: 'awaited' | 'recorded' | 'waived';
}

export const CERTIFICATE_STATUSES = ['VALID', 'DEEMED_RENEWED', 'REVOKED_PARTIAL', 'EXPIRED', 'CANCELLED', 'REVOKED'] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

export interface Certificate {
  readonly status: CertificateStatus;
  readonly number: string;
  readonly holder: Holder;
  readonly field: string;
  readonly issuedOn: LocalDate;
  readonly validTo: LocalDate;
  /** Last day of the term before, where this one prolongs it. */
  readonly renewedTerm?: LocalDate;
  /** Cases that already had their effect on it: doing one twice changes nothing. */
  readonly cases: readonly string[];
  readonly facts?: CertifiedFacts;
  /** Absent where nothing of the scope of ability is on this record. */
  readonly annex?: Annex;
  /** Stretches in which it was not valid although it was renewed afterwards: a late renewal heals nothing. */
  readonly gaps?: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
  readonly revokedItems?: readonly string[];
  readonly revoked?: readonly Revocation[];
  readonly cancelled?: { readonly on: LocalDate; readonly ground: CancellationGround };
  /** Of all investigations so far; the law is that of the last one, ended clocks keep their own. */
  readonly investigations?: Clocked & { readonly open?: Investigation };
}

export interface Revocation {
  readonly on: LocalDate;
  readonly ground: RevocationGround;
  readonly scope: 'whole' | 'items';
  /** In words. */
  readonly items?: readonly string[];
  readonly fraud: boolean;
}

export type Investigated = Certificate & {
  readonly investigations: NonNullable<Certificate['investigations']> & { readonly open: Investigation };
};

export type CertificateState = { readonly status: 'NONE' } | Certificate;

/** Neither expired nor ended, as far as the record goes: the last day may be over and a renewal still open. */
export const ALIVE: readonly CertificateStatus[] = ['VALID', 'DEEMED_RENEWED', 'REVOKED_PARTIAL'];

export const isAlive = ({ status }: CertificateState): boolean => status !== 'NONE' && ALIVE.includes(status);

/** What the public is told on a day: past its last day a certificate has expired, whatever is still open. */
export const statusOn = ({ status, validTo }: Certificate, today: LocalDate): CertificateStatus =>
  ALIVE.includes(status) && validTo < today ? 'EXPIRED' : status;

/** The validity of the certificate (办法13): the deadline of that name is its last day. */
export const TERM_LIMIT = 'T42';
