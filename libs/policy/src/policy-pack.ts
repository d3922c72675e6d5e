import type { LocalDate } from '#kernel';
import type {
  ApplicationKind,
  Conclusion,
  ExpiryEffect,
  Party,
  Procedure,
  Requirement,
  ReviewForm,
  Unit,
  Verified,
} from './terms.js';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Where a row comes from: the articles it rests on, the text that was read, and how sure it is. */
export interface Sourced {
  readonly basis: readonly string[];
  readonly source: string;
  readonly verified: Verified;
  readonly note?: string;
}

/** A legal limit: `n` units from the day of an event in `start` (not counted) until an event in `stop`. Event names are EVENT_TYPES. */
export interface LimitRule extends Sourced {
  readonly id: string;
  readonly name: Bilingual;
  /** Whose clock it is. */
  readonly party: Party;
  readonly n: number;
  readonly unit: Unit;
  readonly kinds: '*' | readonly ApplicationKind[];
  readonly procedures: '*' | readonly Procedure[];
  /** Applies to other kinds too where the items applied for are tied to mandatory standards. */
  readonly alsoFor?: 'mandatory-standards';
  readonly reviewed: '*' | 'with-review' | 'without-review';
  readonly start: readonly string[];
  readonly stop: readonly string[];
  readonly pause: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[];
  /** The length is set by a number field in the data of the start event; `max` is what the law allows at most. */
  readonly setBy?: { readonly field: string; readonly max: number | null };
  /** The limit hangs on that date instead of the start event: it ends `n` units before it (n = 0: on it). */
  readonly anchor?: 'certificate.validTo';
  readonly extend?: { readonly on: string; readonly n: number; readonly once: boolean };
  readonly onExpiry: ExpiryEffect;
  /** true: the engine runs a clock for it; false: a rule uses the value, or it is only shown. */
  readonly tracked: boolean;
}

export interface KindRule extends Sourced {
  readonly kind: ApplicationKind;
  readonly zh: string;
  readonly en: string;
  readonly procedures: readonly Procedure[];
  /** The form of review unless the case gives reason for another. */
  readonly reviewForm: ReviewForm | 'NONE';
  /** Whether it touches the conditions of the qualification and so runs the whole procedure; ask: the applicant is asked. */
  readonly affectsConditions: 'always' | 'never' | 'ask';
  readonly needsCertificate: boolean;
}

export interface MaterialRule extends Sourced {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly required: Readonly<Partial<Record<ApplicationKind, Requirement>>>;
}

/** A form of review that the pack knows, and how a review of that form may end. */
export interface ReviewFormRule extends Sourced {
  readonly form: ReviewForm;
  readonly conclusions: readonly Conclusion[];
}

export interface TeamRule extends Sourced {
  /** Persons, the leader among them. */
  readonly min: number;
}

export interface ValueRule<T> extends Sourced {
  readonly value: T;
}

/** Dated values that rules need. */
export interface PolicyValues {
  readonly renewalTermStartsFrom: ValueRule<'previous-expiry' | 'decision-day'>;
  readonly reviewTimeToldInWriting: ValueRule<boolean>;
  /** Digits 3-4 of the certificate number. */
  readonly certificateOrgan: ValueRule<string>;
  /** Digits 5-6: code to name. */
  readonly certificateFields: ValueRule<Readonly<Record<string, string>>>;
  /** Digits 7-8: code to name. */
  readonly certificateSectors: ValueRule<Readonly<Record<string, string>>>;
  /** Calendar days from knowing of the decision. */
  readonly reconsiderationDays: ValueRule<number>;
  /** Calendar months from knowing of the decision. */
  readonly litigationMonths: ValueRule<number>;
  readonly feeYuan: ValueRule<number>;
  /** Calendar years without a new application. */
  readonly banYearsAfterFalsehood: ValueRule<number>;
  readonly banYearsAfterFraud: ValueRule<number>;
}

interface Pack {
  readonly policy: string;
  /** Counts corrections of the same pack; an old one stays readable for the cases that were decided under it. */
  readonly version: number;
  readonly title: Bilingual;
  readonly effectiveFrom: LocalDate;
  /** Last day in force; null: open. */
  readonly effectiveTo: LocalDate | null;
  readonly source: string;
  readonly verified: Verified;
  readonly note?: string;
  readonly limits: readonly LimitRule[];
  readonly kinds: readonly KindRule[];
  readonly materials: readonly MaterialRule[];
  readonly reviewForms: readonly ReviewFormRule[];
}

/** A whole body of rules; on any day at most one is in force. */
export interface BasePack extends Pack {
  readonly overlay: false;
  readonly team: TeamRule;
  readonly values: PolicyValues;
}

/** Rows that are added to a base pack, or replace its rows of the same name, while the overlay is in force. */
export interface OverlayPack extends Pack {
  readonly overlay: true;
  readonly team?: TeamRule;
  readonly values: Partial<PolicyValues>;
}

export type PolicyPack = BasePack | OverlayPack;
