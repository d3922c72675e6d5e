import type { LocalDate } from '#kernel';
import type {
  ApplicationKind,
  Conclusion,
  ExpiryEffect,
  MaterialCondition,
  NumberUnit,
  Party,
  Procedure,
  Requirement,
  ReviewForm,
  Stage,
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

interface Statement extends Bilingual, Sourced {}

/** What the authority has promised in public (承诺时限): as many units or fewer than the law allows (优化营商环境条例36). */
export interface PromiseRule extends Sourced {
  readonly n: number;
  readonly kinds?: readonly ApplicationKind[];
}

/** How long all runs of a limit in one case may be together. */
interface InAllRule extends Sourced {
  readonly n: number;
}

/** A legal limit: `n` units from the day of an event in `start` (not counted) until an event in `stop`. Event names are EVENT_TYPES. */
export interface LimitRule extends Sourced {
  readonly id: string;
  readonly name: Bilingual;
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
  /** What all runs may take together; left out: `setBy.max`, which is a maximum however often the time is set. */
  readonly inAll?: InAllRule;
  /** The limit hangs on that date instead of the start event: it ends `n` units before it (n = 0: on it). */
  readonly anchor?: 'certificate.validTo';
  readonly extend?: { readonly on: string; readonly n: number; readonly once: boolean };
  readonly promise?: PromiseRule;
  readonly onExpiry: ExpiryEffect;
  /** The rule behind that effect is younger than the pack: what ran out before that day has none. */
  readonly onExpirySince?: LocalDate;
  /** The rule behind that effect is younger than what it ends: what ran out before that day ends with the day before. */
  readonly onExpiryFrom?: LocalDate;
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
  /** Other forms that a case of this kind may be given a reason for. */
  readonly otherForms?: readonly ReviewForm[];
  /** Whether it touches the conditions of the qualification and so runs the whole procedure; ask: the applicant is asked. */
  readonly affectsConditions: 'always' | 'never' | 'ask';
  readonly needsCertificate: boolean;
  /** Who may apply: the id of an ApplicantRule. */
  readonly who: string;
  readonly results: readonly string[];
  /** Where they differ from those of the pack (`values.feeYuan`, `values.trips`). */
  readonly feeYuan?: ValueRule<number>;
  readonly trips?: ValueRule<number>;
}

export interface ApplicantRule extends Statement {
  readonly id: string;
}

export interface ResultRule extends Statement {
  readonly id: string;
}

/** One step (环节) of the handling. */
export interface StepRule extends Statement {
  readonly id: string;
  readonly stage: Stage;
  readonly by: Party;
  readonly kinds: '*' | readonly ApplicationKind[];
  readonly procedures: '*' | readonly Procedure[];
  readonly forms: '*' | readonly (ReviewForm | 'NONE')[];
  readonly after: readonly string[];
  readonly limits: readonly string[];
  readonly done: readonly string[];
  readonly when?: Bilingual;
}

/** What the rows of a checklist or a number are about; what is left out does not matter. */
export interface Scope {
  readonly kinds?: readonly ApplicationKind[];
  readonly procedures?: readonly Procedure[];
  readonly forms?: readonly ReviewForm[];
  readonly fields?: readonly string[];
}

/** One point; it rests on the articles of its list unless it names its own. */
export interface ChecklistItem extends Bilingual, Partial<Sourced> {
  readonly id: string;
  /** A failed starred point fails the whole (带*条款). */
  readonly starred?: boolean;
}

/** Points that the law lists: conditions, grounds, things to check. */
export interface ChecklistRule extends Statement {
  readonly id: string;
  readonly for: Scope;
  readonly items: readonly ChecklistItem[];
}

export interface NumberRule extends Statement {
  readonly id: string;
  readonly value: number;
  readonly unit: NumberUnit;
  readonly for: Scope;
}

export interface MaterialRule extends Sourced {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly required: Readonly<Partial<Record<ApplicationKind, Requirement>>>;
  readonly condition?: MaterialCondition;
  readonly fields?: readonly string[];
  readonly form?: true;
  /** Secondary: may be outstanding at acceptance, not at the decision (容缺受理). */
  readonly tolerated?: true;
  readonly toleratedBasis?: Sourced;
}

/** A form of review that the pack knows, and how a review of that form may end. */
export interface ReviewFormRule extends Sourced {
  readonly form: ReviewForm;
  readonly conclusions: readonly Conclusion[];
}

export interface TeamRule extends Sourced {
  readonly min: number;
}

export interface ValueRule<T> extends Sourced {
  readonly value: T;
}

/** What is told in the commitment procedure, and how the commitment begins; its points are the checklist commitment-points. `{institution}`, `{uscc}`, `{kind}` and `{materials}` are filled in. */
interface CommitmentText {
  readonly edition: string;
  readonly opening: string;
  readonly terms: readonly string[];
}

/** What a source can vouch for, beside the fact that it holds a material: a fact that the application states too. */
export const ATTESTED_FACTS = ['name', 'address', 'legalRepresentative', 'certificateNumber'] as const;
export type AttestedFact = (typeof ATTESTED_FACTS)[number];

/** A kind that is decided at once where it can be (马上办), and otherwise goes on top of the queue. */
interface OnTheSpotRule {
  /** false: never without a person; the case still goes on top of the queue. */
  readonly machineDecision: boolean;
  /** What a source must have confirmed, so that no officer has a fact left to check (许可法34). */
  readonly facts: readonly { readonly material: string; readonly attests: readonly AttestedFact[] }[];
}

/** The days between which a text may be cited; `to` is the last one, null while it is in force. */
interface InForce {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

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
  /** How often the applicant has to come in person (最多跑一次). */
  readonly trips: ValueRule<number>;
  /** Whether what the authority holds or can fetch (S) need not be handed in. */
  readonly dataSharing: ValueRule<boolean>;
  readonly banYearsAfterFalsehood: ValueRule<number>;
  readonly banYearsAfterFraud: ValueRule<number>;
  /** After the whole certificate was revoked, on whatever ground; left out: none follows from that alone. */
  readonly banYearsAfterRevocation?: ValueRule<number>;
  /** After a gravely untrue commitment in matters of public safety, health or property; left out: as after fraud. */
  readonly banYearsAfterFalseCommitment?: ValueRule<number>;
  /** false: the commitment procedure is a trial in which the authority takes no part; left out: it is open as the kinds say. */
  readonly commitmentOpen?: ValueRule<boolean>;
  readonly commitment: ValueRule<CommitmentText>;
  /** Fields (digits 5-6 of the certificate number) closed to the commitment procedure, always or unless the body declares no special food. */
  readonly commitmentClosedFields: ValueRule<{ readonly always: readonly string[]; readonly unlessDeclared: readonly string[] }>;
  /** What a body on a list of dishonest bodies may not use. */
  readonly badCreditCloses: ValueRule<readonly ('commitment' | 'tolerance')[]>;
  readonly onTheSpot: ValueRule<Readonly<Partial<Record<ApplicationKind, OnTheSpotRule>>>>;
  /** Which material that the body handed in with an earlier case will do again, for which kinds. */
  readonly heldMaterials: ValueRule<Readonly<Record<string, readonly ApplicationKind[]>>>;
  /** Texts that came or went after the pack did, by the beginning of the names of their articles. */
  readonly datedSources: ValueRule<Readonly<Record<string, InForce>>>;
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
  readonly steps?: readonly StepRule[];
  readonly applicants?: readonly ApplicantRule[];
  readonly results?: readonly ResultRule[];
  readonly checklists?: readonly ChecklistRule[];
  readonly numbers?: readonly NumberRule[];
}

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
