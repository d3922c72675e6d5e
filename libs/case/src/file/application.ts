import type { LocalDate } from '#kernel';
import type { ApplicationKind, Procedure } from '#law';

export interface Institution {
  readonly uscc: string;
  readonly name: string;
  readonly address?: string;
  readonly legalRepresentative?: string;
  readonly contactPhone?: string;
}

export interface Standing {
  readonly breachInLastTerm: boolean;
  readonly badCreditList: boolean;
  readonly punishedWithin2Years: boolean;
  /** Last day of a ban on applications (办法32, 33). */
  readonly bannedUntil?: LocalDate;
  /** What the ban rests on, as it was decided. */
  readonly banBasis?: string;
  /** Why the commitment procedure is closed to the body (办法12, 评审准则19). */
  readonly commitmentBarred?: 'false-commitment' | 'withdrawn-commitment';
  readonly creditClass?: 'A' | 'B' | 'C' | 'D';
  /** false: part of another legal person, as the record of the body has it. */
  readonly independentLegalPerson?: boolean;
  /** Applies for the first time; where nothing is on record, a first application counts as one. */
  readonly firstTime?: boolean;
}

export interface HeldCertificate {
  readonly number: string;
  readonly validTo: LocalDate;
  readonly renewedTerm?: LocalDate;
  /** It can neither be prolonged nor changed any more. */
  readonly ended?: 'CANCELLED' | 'REVOKED';
}

/** What a change puts in the place of what the certificate says; each field belongs to one kind of change. */
export interface CertificateChanges {
  readonly name?: string;
  readonly addressName?: string;
  readonly site?: string;
  readonly legalNature?: string;
  readonly legalRepresentative?: string;
  readonly topManager?: string;
  readonly technicalLead?: string;
  readonly signatories?: readonly SignatoryChange[];
  readonly droppedItems?: readonly string[];
  readonly standards?: readonly StandardChange[];
  readonly other?: string;
}

export interface SignatoryChange {
  readonly name: string;
  readonly scope?: string;
  readonly action: 'add' | 'change' | 'remove';
}

export interface StandardChange {
  readonly from: string;
  readonly to: string;
}

/** One row of the scope of ability (检验检测能力范围), as it is applied for. */
export interface ScopeItem {
  /** What is tested: 产品、项目或者参数的类别. */
  readonly category: string;
  readonly name: string;
  /** Number with its year, such as GB/T 5750.4-2023. */
  readonly standard: string;
  readonly limitation?: string;
  readonly site?: string;
}

/** The table of abilities (M05) as it was handed in, where its rows are not told one by one. */
export interface FiledScope {
  readonly caseId: string;
  readonly fileName?: string;
  readonly sha256?: string;
}

export interface Material {
  readonly material: string;
  /** Of this file alone: `M07/1`. */
  readonly id?: string;
  readonly fileName?: string;
  readonly sha256?: string;
  readonly bytes?: number;
}

/** A material that comes in later: in the place of a file (`M07/2`), of all files of its material (`M07`), or beside them. */
export interface SuppliedMaterial extends Material {
  readonly replaces?: string;
}

export interface Application {
  readonly caseId: string;
  readonly kind: ApplicationKind;
  /** Further changes of the same body that travel in the same case (减程序). */
  readonly alsoKinds?: readonly ApplicationKind[];
  readonly procedure: Procedure;
  /** As on record, where the body is on record. */
  readonly institution: Institution;
  readonly asTyped?: Partial<Institution>;
  /** The applicant gave no address: it is that of the record. */
  readonly addressOnRecord?: true;
  readonly standing: Standing;
  readonly certificate?: HeldCertificate;
  readonly affectsConditions: boolean;
  /** Whether special food is among the items applied for; undefined where the body does not say. */
  readonly specialFood?: boolean;
  readonly withinHeldAbility?: boolean;
  readonly mandatoryStandards?: boolean;
  readonly changes?: CertificateChanges;
  /** The rows of ability applied for; left out where the table filed as M05 tells them. */
  readonly scopeItems?: readonly ScopeItem[];
  readonly field: string;
  readonly sector: string;
  readonly materials: readonly Material[];
}
