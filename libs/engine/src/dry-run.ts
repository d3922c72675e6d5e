import { canTakeOver, isClosed, isOpenCase, pinnedCalendar, pinnedPolicy, type CaseFile, type CaseState, type Law } from '#case';
import type { CalendarBook } from '#calendar';
import type { GateReport, Reasons } from '#five-reductions';
import { dateOf, isRejection, type LocalDate, type Rejection } from '#kernel';
import { packLabel, type LintFinding, type Policy, type PolicyBook, type PolicyPack } from '#policy';
import { CALENDAR_STREAM, examinePack, examineYear, type CalendarPublicationState } from '#publication';
import { changesUnder, type DueChange } from '#time-limits';
import type { Engine } from './engine.js';
import { sha256Of } from './published-law.js';

/** What would become of one open case. */
export interface CaseDifference {
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  /** False where the new rules do not know its kind, procedure or a running limit: it could not be re-pinned. */
  readonly fits: boolean;
  readonly changes: readonly DueChange[];
}

interface Cases {
  readonly openCases: number;
  readonly affectedCases: number;
  /** The first of those for which something would change. */
  readonly cases: readonly CaseDifference[];
}

export interface PolicyDryRun extends Cases {
  readonly label: string;
  readonly sha256: string;
  readonly publishable: boolean;
  readonly findings: readonly LintFinding[];
  readonly gate: GateReport;
}

export interface CalendarDryRun extends Cases {
  readonly version: string;
  readonly calendar: string;
  readonly sha256: string;
}

const SHOWN = 500;

/**
 * What publishing a pack would mean: every finding, and which open cases would be decided under other numbers if they were re-pinned.
 * Publishing itself re-pins none. Nothing is stored.
 */
export async function dryRunPolicy(engine: Engine, json: unknown, reasons: Reasons = {}): Promise<PolicyDryRun | Rejection> {
  const today = dateOf(engine.clock.now());
  const examined = examinePack(json, engine.law.policies, reasons, today);
  if (isRejection(examined)) return examined;
  const { pack, book, findings, gate } = examined;
  const publishable = gate.unexplained.length === 0 && findings.every(({ severity }) => severity !== 'error');
  const target = targetOf(pack, book, today);
  const cases = await compareCases(engine, (file) => (target === undefined ? undefined : repinned(file, target, engine.law)));
  return { label: packLabel(pack), sha256: sha256Of(json), publishable, findings, gate, ...cases };
}

/** What publishing a year would do to the due days of open cases, and would do at once. Nothing is stored. */
export async function dryRunCalendar(engine: Engine, json: unknown): Promise<CalendarDryRun | Rejection> {
  const { published } = (await engine.load(CALENDAR_STREAM)).state as CalendarPublicationState;
  const examined = examineYear(json, engine.law.calendars, published, engine.clock.now());
  if (isRejection(examined)) return examined;
  const { year, book } = examined;
  const cases = await compareCases(engine, (file) => recounted(file, book, engine.law));
  return { version: year.version, calendar: book.current.version, sha256: sha256Of(json), ...cases };
}

/** The rules in which the pack has its place first, from today on. */
function targetOf(pack: PolicyPack, book: PolicyBook, today: LocalDate): Policy | undefined {
  const policy = book.findInForce(today > pack.effectiveFrom ? today : pack.effectiveFrom);
  return policy?.packs.some((one) => packLabel(one) === packLabel(pack)) === true ? policy : undefined;
}

type Difference = Pick<CaseDifference, 'from' | 'to' | 'fits' | 'changes'>;

function repinned(file: CaseFile, to: Policy, law: Law): Difference | undefined {
  const from = pinnedPolicy(law, file.policy);
  const fits = canTakeOver(to, file);
  const calendar = pinnedCalendar(law, file);
  const changes = fits ? changesUnder(file.clocks, { policy: from, calendar }, { policy: to, calendar }) : [];
  return fits && changes.length === 0 ? undefined : { from: file.policy, to: to.versionLabel, fits, changes };
}

function recounted(file: CaseFile, book: CalendarBook, law: Law): Difference | undefined {
  const policy = pinnedPolicy(law, file.policy);
  const changes = changesUnder(file.clocks, { policy, calendar: pinnedCalendar(law, file) }, { policy, calendar: book.current });
  return changes.length === 0 ? undefined : { from: file.calendar, to: book.current.version, fits: true, changes };
}

const PAGE = 1000;

async function compareCases(engine: Engine, compare: (file: CaseFile) => Difference | undefined): Promise<Cases> {
  const cases: CaseDifference[] = [];
  let openCases = 0;
  let affectedCases = 0;
  for (
    let page = await engine.openStreams(undefined, PAGE);
    page.length > 0;
    page = await engine.openStreams(page.at(-1), PAGE)
  ) {
    for (const stream of page.filter((name) => name.startsWith('case-'))) {
      const state = (await engine.load(stream)).state as CaseState;
      if (!isOpenCase(state) || isClosed(state)) continue;
      openCases += 1;
      const difference = compare(state.file);
      if (difference === undefined) continue;
      affectedCases += 1;
      if (cases.length < SHOWN)
        cases.push({ caseId: state.file.caseId, kind: state.file.kind, status: state.status, ...difference });
    }
  }
  return { openCases, affectedCases, cases };
}
