import type { CommandName, ProcedureChoice } from '#case';
import type { CalendarDryRun, CalendarList, CalendarView, PolicyDryRun, PolicyList, SourcesStatus } from '#engine';
import type { CommandRequest } from '#event-store';
import type { Account } from '#identity';
import type { Actor, LocalDate, Rejection } from '#kernel';
import type {
  ApplicationKind,
  CalendarOutlook,
  CalendarPublished,
  Guide,
  GuideEntry,
  PolicyPack,
  PolicyPublished,
  Reasons,
} from '#law';
import type { OfficialDocument } from '#official-documents';
import type {
  CaseFileView,
  CertificateView,
  FalseCommitment,
  FalseCommitmentsFilter,
  Hint,
  History,
  InspectionLine,
  InspectionsFilter,
  InspectionView,
  InstitutionLine,
  InstitutionsFilter,
  InstitutionView,
  MyCase,
  MyCasesFilter,
  Page,
  QueueFilter,
  QueueTask,
  RegisterEntry,
  RegisterFile,
  RegisterFilter,
  RevocationLine,
  RevocationsFilter,
} from '#read-models';
import type { AlarmsStatus } from '#alarms';

/**
 * 后台, what lies behind the window: engine, screens and alarms on the file of the events. The window (HTTP, accounts) reaches them
 * through this alone, in the same thread or in another; every ask and every answer is plain data that JSON can hold. What is turned
 * down is answered by a Rejection; a fault is thrown, and keeps its name, message, stack and code.
 */
export interface BackOffice {
  readonly about: About;
  /** To be called once, before anything else: the alarms start, after the demonstration where there are accounts for it. */
  begin(start: { readonly demo?: readonly Account[] }): Promise<void>;
  /** Gives a command. What only waits for the engine's next step in that stream is tried once more after it. */
  execute(request: CommandRequest): Promise<CommandResult | Rejection>;
  /** Whether a command would be accepted now, and would change anything; nothing is stored. */
  consider(request: CommandRequest): Promise<{ readonly changes: boolean } | Rejection>;
  /** A deadline has come. Early, late or twice makes no difference. */
  expire(deadline: { readonly id: string; readonly version: number }): Promise<void>;
  /** An application has come in: asks the sources about it and applies the five reductions. Twice makes no difference. */
  reduce(receipt: { readonly caseId: string }): Promise<void>;
  dataSources(): Promise<SourcesStatus>;
  /** What the engine could not do yet, the oldest first. */
  errands(): Promise<readonly ErrandLine[]>;
  retryErrand(ask: { readonly id: string }): Promise<ErrandTried | Rejection>;
  myCases(ask: MyCasesFilter & AtLeast): Promise<Page<MyCase> | Rejection>;
  queue(ask: QueueFilter & AtLeast): Promise<Page<QueueTask> | Rejection>;
  register(ask: RegisterFilter & AtLeast): Promise<Page<RegisterEntry> | Rejection>;
  /** With the rows of its annex. */
  certificate(ask: { readonly number: string }): Promise<RegisterFile | Rejection>;
  /** With hints for whoever handles it. */
  caseFile(ask: CaseAsk): Promise<(CaseFileView & { readonly hints?: readonly Hint[] }) | Rejection>;
  /** `asOf`, in ISO 8601: the case as it was at that moment. */
  history(ask: CaseAsk & { readonly asOf?: string }): Promise<History | Rejection>;
  /** What the case has issued so far, in order. */
  documents(ask: CaseAsk): Promise<readonly OfficialDocument[] | Rejection>;
  policies(): Promise<PolicyList>;
  /** The ids of all materials that any list names. */
  materials(): Promise<readonly string[]>;
  /** The packs of a label, whole. */
  policy(ask: { readonly label: string }): Promise<{ readonly label: string; readonly packs: readonly PolicyPack[] } | Rejection>;
  calendars(): Promise<CalendarList>;
  calendar(ask: { readonly year: number }): Promise<CalendarView | Rejection>;
  /** What publishing would mean; nothing is stored. */
  policyDryRun(ask: { readonly pack: unknown; readonly reasons?: Reasons }): Promise<PolicyDryRun | Rejection>;
  calendarDryRun(ask: { readonly year: unknown }): Promise<CalendarDryRun | Rejection>;
  /** What is on record of the publication of just this content. */
  publishedPolicy(ask: { readonly pack: unknown }): Promise<OnRecord<PolicyPublished, 'pack'> | Rejection>;
  publishedCalendar(ask: { readonly year: unknown }): Promise<OnRecord<CalendarPublished, 'year'> | Rejection>;
  guides(ask: GuideAsk): Promise<GuideList | Rejection>;
  guide(ask: GuideAsk & { readonly kind: string }): Promise<KindGuide | Rejection>;
  /** Which procedures are open to a body today, and why not. */
  eligibility(ask: EligibilityAsk): Promise<Eligibility | Rejection>;
  /** The certificate itself and what was told about it, in order. */
  certificateDocuments(ask: {
    readonly number: string;
    readonly viewer: readonly Actor[];
  }): Promise<readonly OfficialDocument[] | Rejection>;
  certificateFile(ask: { readonly number: string; readonly viewer: readonly Actor[] }): Promise<CertificateView | Rejection>;
  /** Investigations of certificates that are open. */
  revocations(ask: RevocationsFilter & AtLeast): Promise<Page<RevocationLine> | Rejection>;
  inspections(ask: InspectionsFilter & AtLeast): Promise<Page<InspectionLine> | Rejection>;
  inspection(ask: CaseAsk): Promise<InspectionView | Rejection>;
  institutions(ask: InstitutionsFilter & AtLeast): Promise<Page<InstitutionLine> | Rejection>;
  /** A body sees its own file only. One that nobody has heard of has none; of one that is known otherwise the file may be empty. */
  institution(ask: { readonly uscc: string; readonly viewer: readonly Actor[] }): Promise<InstitutionView | Rejection>;
  falseCommitments(ask: FalseCommitmentsFilter & AtLeast): Promise<Page<FalseCommitment> | Rejection>;
  ready(): Promise<Ready>;
  /** What was answered is durable; nothing else may be asked afterwards. */
  close(): Promise<void>;
}

/** The data of an event without the file. */
type OnRecord<E extends { readonly data: object }, F extends keyof E['data']> = Omit<E['data'], F>;

/** What the window must know before it opens. */
export interface About {
  /** Names of all commands that are handled. */
  readonly commands: readonly string[];
  /** Nothing has ever been stored. */
  readonly isEmpty: boolean;
}

/** What a command has done. `position` may be given to any query as `atLeast`. */
export interface CommandResult {
  /** The case that an older program opened for the same key, where it is not the one named. */
  readonly caseId?: string;
  /** Of the case afterwards; null where the command was for something else. */
  readonly status: string | null;
  readonly revision: number;
  readonly position: string | null;
  /** Types of the events, in their order. */
  readonly events: readonly string[];
  /** What whoever gave it may do next with the case. */
  readonly permittedActions: readonly CommandName[];
}

/** The screens are to show at least that position. */
export interface AtLeast {
  readonly atLeast?: string;
}

interface CaseAsk extends AtLeast {
  readonly caseId: string;
  /** Who looks, in each of their roles. A foreign case is not there for applicants. */
  readonly viewer: readonly Actor[];
}

/** The law of that day, of a past one as it was published by then; of today where left out. */
export interface GuideAsk {
  readonly on?: string;
}

export interface GuideList {
  readonly on: LocalDate;
  readonly policy: string;
  readonly kinds: readonly GuideEntry[];
}

export type KindGuide = Omit<Guide, 'packs'> & {
  readonly on: LocalDate;
  /** `publishedAt`: when that version was published here; null for what the program came with. */
  readonly packs: readonly (Guide['packs'][number] & { readonly publishedAt: string | null })[];
};

interface EligibilityAsk {
  readonly uscc: string;
  /** Every kind where left out. */
  readonly kind?: ApplicationKind;
  readonly field?: string;
  readonly specialFood?: boolean;
}

export interface Eligibility {
  readonly uscc: string;
  readonly policy: string;
  readonly items: readonly { readonly kind: ApplicationKind; readonly procedures: readonly ProcedureChoice[] }[];
}

/** What was to be done after an event and could not be done yet. */
export interface ErrandLine {
  readonly id: string;
  readonly name: string;
  /** Type and stream of the event. */
  readonly after: string;
  readonly stream: string;
  /** The code of the rejection; `fault` where something broke. */
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly since: string;
  readonly nextTry: string;
}

export interface ErrandTried {
  readonly id: string;
  readonly done: boolean;
  /** What is still in its way. */
  readonly reason: string | null;
  readonly detail: string | null;
}

/** The state of the parts. */
export interface Ready {
  readonly status: 'ready' | 'degraded' | 'damaged';
  /** What is wrong with the record: it can be looked at, and nothing more. */
  readonly damage?: string;
  /** Position of the last event. */
  readonly events: string;
  readonly processes: 'caught-up' | 'behind' | 'stopped';
  /** What could not be done yet after an event: how many, since when the oldest. */
  readonly errands: { readonly open: number; readonly oldest: string | null };
  readonly alarms: AlarmsStatus & { readonly queue: string };
  /** Name of the BullMQ queue of receipts. */
  readonly reductions: { readonly queue: string };
  /** Failing: the last write found the disk full, or failing; until one succeeds nothing new is kept. */
  readonly storage: { readonly status: 'ok' } | { readonly status: 'failing'; readonly reason: 'disk-full' | 'disk-failing' };
  /** Suspicious: the wall clock is that far from the time that is believed, since that moment of it. */
  readonly clock:
    { readonly status: 'believed' } | { readonly status: 'suspicious'; readonly byMs: number; readonly since: string };
  readonly policies: readonly string[];
  /** How far holiday notices are on file, with a warning from 200 days before the first day without. */
  readonly calendar: CalendarOutlook;
}
