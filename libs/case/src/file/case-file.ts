import type { Instant, LocalDate } from '#kernel';
import type { AttestedFact, ClockRun, ReviewForm } from '#law';
import type { Application } from './application.js';

/** A hint for whoever handles the case: no ground to turn the application down. */
export interface Warning {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly basis: readonly string[];
}

export interface Commitment {
  readonly sha256: string;
  readonly signatory: string;
  readonly title?: string;
  readonly signedAt: Instant;
  /** What the body was called when it signed. */
  readonly body?: string;
}

/** What the parties were told in time: the day and the place (许可法48(一)). */
interface HearingNotice {
  readonly on: LocalDate;
  readonly heldOn: LocalDate;
  readonly chair: string;
  readonly place?: string;
  /** The notice before, which no longer holds. */
  readonly replaces?: { readonly on: LocalDate; readonly heldOn: LocalDate };
}

/** How far a hearing has come: the right to it told, asked for, not asked for in time, called by the authority itself, being held, done. */
export interface Hearing {
  readonly status: 'told' | 'requested' | 'waived' | 'called' | 'open' | 'closed';
  readonly notice?: HearingNotice;
  /** Who was told besides the applicant. */
  readonly parties?: readonly string[];
  readonly requestedOn?: LocalDate;
  readonly record?: string;
}

export interface CorrectionItem {
  readonly material: string;
  /** Where one file of the material is asked for: its id. */
  readonly file?: string;
  readonly reason: string;
}

export interface TeamMember {
  readonly id: string;
  readonly name?: string;
  readonly leader?: boolean;
  /** Bodies (unified social credit codes) that the member has consulted for or is otherwise tied to (办法29). */
  readonly conflicts?: readonly string[];
}

export interface Review {
  readonly form: ReviewForm;
  readonly team: readonly TeamMember[];
  /** Rectification: none asked, asked and not yet passed, passed, or failed at the last check. */
  readonly rectification: 'none' | 'open' | 'passed' | 'failed';
  readonly items?: readonly string[];
}

/** A material that a source holds, so that the applicant need not hand it in. */
export interface HeldMaterial {
  readonly material: string;
  readonly source: string;
  readonly reference: string;
  readonly fetchedAt: Instant;
  /** The last day on which the source stands by it. */
  readonly validUntil?: LocalDate;
  readonly attests?: Readonly<Partial<Record<AttestedFact, string>>>;
}

/** 减程序、减环节、减时间、减收费、减申请材料. */
export type ReductionKind = 'procedure' | 'step' | 'time' | 'fee' | 'material';

/** One thing that is less than the law's ordinary way, by which rule. */
export interface Reduction {
  readonly rule: string;
  readonly kind: ReductionKind;
  readonly article: readonly string[];
  readonly before: string;
  readonly after: string;
  /** In the measure of the kind: procedures, steps, working days, yuan, materials. */
  readonly saves: number;
}

/** A decision without a person: the rule that allowed it and the facts that sources confirmed. */
export interface MachineDecision {
  readonly rule: string;
  readonly article: readonly string[];
  readonly facts: readonly HeldMaterial[];
}

interface EveryFile extends Application {
  /** Under which the application was handed in, where the body is called otherwise now. */
  readonly formerName?: string;
  /** A renewal handed in later than the rule asks: no deemed renewal is promised. */
  readonly late: boolean;
  readonly warnings?: readonly Warning[];
  readonly applicant: string;
  readonly policy: string;
  readonly calendar: string;
  readonly receivedAt: Instant;
  readonly correctionRequested: boolean;
  readonly decisionExtended: boolean;
  readonly reviewers: readonly string[];
  /** Who accepted the application or asked for corrections: none of them chairs its hearing. */
  readonly examiners?: readonly string[];
  readonly commitment?: Commitment;
  /** Runs whose delay has been explained: `T22/1`. */
  readonly explained?: readonly string[];
  readonly clocks: readonly ClockRun[];
  /** When other law took over the running clocks, the last time: nothing ran out under it before. */
  readonly lawSince?: Instant;
  /** Absent until ReductionsApplied: most cases have none beyond the ordinary way of their kind. */
  readonly reductions?: readonly Reduction[];
  readonly waivedMaterials?: readonly HeldMaterial[];
  readonly silent?: readonly { readonly source: string; readonly material: string; readonly reason: string }[];
  readonly setAside?: readonly SetAside[];
}

/** Until it is accepted nobody has said which review it takes, and there is nothing to be heard on or decided. */
export interface ReceivedFile extends EveryFile {
  readonly reviewForm: 'UNDECIDED';
  readonly acceptedAt?: never;
  readonly outstanding?: never;
  readonly hearing?: never;
  readonly machineDecision?: never;
}

/** From the acceptance on, by declaration or by silence (许可法32). */
export interface AcceptedFile extends EveryFile {
  readonly reviewForm: ReviewForm | 'NONE';
  readonly acceptedAt: Instant;
  /** Materials that were promised at acceptance and are not in yet (容缺受理). */
  readonly outstanding?: readonly string[];
  /** Where somebody was told of the right to it, or it was called (许可法46, 47). */
  readonly hearing?: Hearing;
  readonly machineDecision?: MachineDecision;
}

export type CaseFile = ReceivedFile | AcceptedFile;

/** What sets a refusal aside (行政复议决定书、行政判决书). */
export interface Instrument {
  readonly authority: string;
  readonly number: string;
  readonly date: LocalDate;
}

/** The refusal is annulled; or it is, and another decision is ordered. */
export const SET_ASIDE_ORDERS = ['撤销', '责令重新作出'] as const;

export type SetAsideOrder = (typeof SET_ASIDE_ORDERS)[number];

export interface SetAside {
  readonly reasons: readonly string[];
  readonly refusedBy: string;
  readonly refusedOn: LocalDate;
  readonly on: LocalDate;
  readonly instrument: Instrument;
  readonly orders: SetAsideOrder;
  readonly reason: string;
  readonly forProcedure?: true;
}
