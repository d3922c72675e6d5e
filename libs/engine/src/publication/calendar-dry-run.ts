import { isClosed, isOpenCase, type CaseState } from '#case';
import { categoryOf } from '#event-store';
import type { InspectionState } from '#inspection';
import type { CertificateState } from '#issuance';
import { isRejection, type Rejection } from '#kernel';
import {
  CALENDAR_STREAM,
  changesUnder,
  examineYear,
  isCounting,
  pinnedCalendar,
  pinnedPolicy,
  type Calendar,
  type CalendarPublicationState,
  type Clocked,
  type DueChange,
} from '#law';
import type { CaseDifference } from './dry-run.js';
import type { Engine } from '../engine.js';
import { counting, openWork } from './open-work.js';
import { sha256Of } from './published-law.js';

interface Recounted {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly DueChange[];
}

/** What would become of the verification of a commitment. */
interface VerificationDifference extends Recounted {
  readonly caseId: string;
  readonly institution: string;
  readonly kind: string;
  readonly status: string;
}

/** What would become of the investigation of a certificate. */
interface InvestigationDifference extends Recounted {
  readonly number: string;
  readonly holder: string;
}

/** Everything that a published year reaches: cases, verifications and investigations, the first of each that would change. */
export interface CalendarDryRun {
  readonly version: string;
  readonly calendar: string;
  readonly sha256: string;
  readonly openCases: number;
  readonly affectedCases: number;
  readonly cases: readonly CaseDifference[];
  readonly openVerifications: number;
  readonly affectedVerifications: number;
  readonly verifications: readonly VerificationDifference[];
  readonly openInvestigations: number;
  readonly affectedInvestigations: number;
  readonly investigations: readonly InvestigationDifference[];
}

/** What publishing a year would do to the due days of all that is open, and would do at once. Nothing is stored. */
export async function dryRunCalendar(engine: Engine, json: unknown): Promise<CalendarDryRun | Rejection> {
  const { law, clock, load } = engine;
  const { published } = (await load(CALENDAR_STREAM)).state as CalendarPublicationState;
  const examined = examineYear(json, law.calendars, published, clock.now());
  if (isRejection(examined)) return examined;
  const { year, book } = examined;
  const recount = (file: Clocked): Recounted | undefined => recounted(file, book.current, engine);

  const cases = counting<CaseDifference>();
  const verifications = counting<VerificationDifference>();
  const investigations = counting<InvestigationDifference>();
  for await (const { stream, state } of openWork(engine)) {
    if (categoryOf(stream) === 'case') takeCase(state as CaseState, cases, recount);
    if (categoryOf(stream) === 'inspection') takeVerification(state as InspectionState, verifications, recount);
    if (categoryOf(stream) === 'certificate') takeInvestigation(state as CertificateState, investigations, recount);
  }
  return {
    version: year.version,
    calendar: book.current.version,
    sha256: sha256Of(json),
    openCases: cases.counted.open,
    affectedCases: cases.counted.affected,
    cases: cases.counted.shown,
    openVerifications: verifications.counted.open,
    affectedVerifications: verifications.counted.affected,
    verifications: verifications.counted.shown,
    openInvestigations: investigations.counted.open,
    affectedInvestigations: investigations.counted.affected,
    investigations: investigations.counted.shown,
  };
}

type Recount = (file: Clocked) => Recounted | undefined;
type Counting<D> = Pick<ReturnType<typeof counting<D>>, 'take'>;

function takeCase(state: CaseState, cases: Counting<CaseDifference>, recount: Recount): void {
  if (!isOpenCase(state) || isClosed(state)) return;
  const { caseId, kind } = state.file;
  const moved = recount(state.file);
  cases.take(moved && { caseId, kind, status: state.status, fits: true, ...moved });
}

function takeVerification(state: InspectionState, verifications: Counting<VerificationDifference>, recount: Recount): void {
  if (state.status === 'none' || !isCounting(state.file)) return;
  const { caseId, kind, institution } = state.file;
  const moved = recount(state.file);
  verifications.take(moved && { caseId, institution: institution.name, kind, status: state.status, ...moved });
}

function takeInvestigation(state: CertificateState, investigations: Counting<InvestigationDifference>, recount: Recount): void {
  if (state.status === 'NONE' || state.investigations?.open === undefined) return;
  const moved = recount(state.investigations);
  investigations.take(moved && { number: state.number, holder: state.holder.name, ...moved });
}

function recounted(file: Clocked, to: Calendar, { law }: Pick<Engine, 'law'>): Recounted | undefined {
  const policy = pinnedPolicy(law, file.policy);
  const from = pinnedCalendar(law, file);
  const changes = changesUnder(file.clocks, { policy, calendar: from }, { policy, calendar: to });
  return changes.length === 0 ? undefined : { from: file.calendar ?? from.version, to: to.version, changes };
}
