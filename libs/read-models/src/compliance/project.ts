import { categoryOf } from '#event-store';
import type { InspectionState } from '#inspection';
import type { CertificateState } from '#issuance';
import {
  dueDate,
  elapsedDays,
  isProvisionalDue,
  isStopped,
  lawOfRuns,
  type Clocked,
  type ClockRun,
  type CountingLaw,
  type Law,
} from '#law';
import { remainingDays } from '../remaining.js';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

/** As far as it does not hang on the day of looking: an open clock that runs may be overdue by then. `lapsed`: ended by silence. */
type StoredOutcome = 'running' | 'stopped' | 'met' | 'late' | 'lapsed';

/** One run of one limit, of a case, a verification or an investigation. */
export type ComplianceRow = {
  /** `<stream>/<limit>/<run>` */
  id: string;
  limit_id: string;
  party: string;
  kind: string | null;
  procedure: string | null;
  started: string;
  /** Null while it stands still. */
  due: string | null;
  /** 1: the holidays that the due day rests on are not announced. */
  due_provisional: number;
  ended: string | null;
  /** Id of whoever ended it; `engine` where the law did. */
  person: string | null;
  outcome: StoredOutcome;
  /** Days of its party that it has taken, working days of limits in such; null while it runs. */
  days: number | null;
  /** Working days that were left when it ended; below zero: too late by so many. */
  margin: number | null;
};

export const compliance: Screen<ComplianceRow> = {
  table: 'compliance',
  version: 1,
  columns: {
    id: 'TEXT PRIMARY KEY',
    limit_id: 'TEXT NOT NULL',
    party: 'TEXT NOT NULL',
    kind: 'TEXT',
    procedure: 'TEXT',
    started: 'TEXT NOT NULL',
    due: 'TEXT',
    due_provisional: 'INTEGER NOT NULL',
    ended: 'TEXT',
    person: 'TEXT',
    outcome: 'TEXT NOT NULL',
    days: 'INTEGER',
    margin: 'INTEGER',
  },
  indexes: [],
  streamOf: "substr(id, 1, instr(id, '/') - 1)",
  category: ['case', 'inspection', 'certificate'],

  rows({ stream, after }, law) {
    const clocked = clockedOf(stream, after.state);
    return clocked === undefined ? [] : rowsOnce(stream, clocked, law);
  },
};

interface Known {
  readonly policy: string;
  readonly calendar: string | undefined;
  readonly rows: readonly ComplianceRow[];
}
const knownRows = new WeakMap<readonly ClockRun[], Known>();

/** What a commit has left is what the next one begins with. */
function rowsOnce(stream: string, clocked: WithClocks, law: Law): readonly ComplianceRow[] {
  const { clocks, policy, calendar } = clocked;
  const known = knownRows.get(clocks);
  if (known?.policy === policy && known.calendar === calendar) return known.rows;
  const lawOf = lawOfRuns(law, clocked);
  // What ends on a given day is the term of a certificate, and nobody's work.
  const rows = clocks.filter(({ anchor }) => anchor === undefined).map((run) => rowOnce(stream, clocked, run, lawOf(run)));
  knownRows.set(clocks, { policy, calendar, rows });
  return rows;
}

type WithClocks = Clocked & { readonly kind?: string; readonly procedure?: string };

function clockedOf(stream: string, state: unknown): WithClocks | undefined {
  switch (categoryOf(stream)) {
    case 'case':
      return caseOf(state)?.file;
    case 'inspection': {
      const inspection = state as InspectionState;
      return inspection.status === 'none' ? undefined : inspection.file;
    }
    default: {
      const certificate = state as CertificateState;
      return certificate.status === 'NONE' ? undefined : certificate.investigations;
    }
  }
}

const knownRow = new WeakMap<ClockRun, { readonly law: CountingLaw; readonly row: ComplianceRow }>();

/** An event leaves most runs as they were: the row of each is worked out once as long as the law it is counted by stays the same. */
function rowOnce(stream: string, clocked: WithClocks, run: ClockRun, law: CountingLaw): ComplianceRow {
  const found = knownRow.get(run);
  if (found?.law.policy === law.policy && found.law.calendar === law.calendar) return found.row;
  const row = rowOf(stream, clocked, run, law);
  knownRow.set(run, { law, row });
  return row;
}

function rowOf(stream: string, clocked: WithClocks, run: ClockRun, { policy, calendar }: CountingLaw): ComplianceRow {
  const { kind = null, procedure = null } = clocked;
  const rule = policy.limit(run.limit);
  const due = dueDate(run, rule, calendar);
  const { ended } = run;
  const standing = ended ?? run.stops.find(({ to }) => to === null)?.from;
  return {
    id: `${stream}/${run.limit}/${run.run}`,
    limit_id: run.limit,
    party: rule.party,
    kind,
    procedure,
    started: run.started,
    due: due ?? null,
    due_provisional: isProvisionalDue(run, rule, calendar, due) ? 1 : 0,
    ended: ended ?? null,
    person: run.finishedBy ?? null,
    outcome: outcomeOf(run, due),
    days: standing === undefined ? null : elapsedDays(run, rule, calendar, standing),
    margin: ended === undefined || due === undefined ? null : remainingDays(due, ended, calendar),
  };
}

function outcomeOf(run: ClockRun, due: string | undefined): StoredOutcome {
  if (run.expired === 'lapsed') return 'lapsed';
  if (run.ended === undefined) return isStopped(run) ? 'stopped' : 'running';
  return due !== undefined && run.ended > due ? 'late' : 'met';
}
