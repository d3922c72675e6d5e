import type { Inspector } from '#inspection';
import { formatInstant, type Instant, type LocalDate } from '#kernel';
import { listOf, type Today } from '../list.js';
import type { PageRequest } from '../page.js';
import { colourOf, remainingDays, type Colour } from '../remaining.js';
import { inspections, type InspectionRow } from './project.js';

export interface InspectionsFilter extends PageRequest {
  readonly uscc?: string;
  readonly status?: string;
  readonly verdict?: string;
}

export interface InspectionLine {
  readonly caseId: string;
  readonly uscc: string;
  readonly institution: string;
  readonly kind: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly inspectors: readonly Inspector[];
  readonly due: string | null;
  readonly dueLimit: string | null;
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
  readonly colour: Colour;
  readonly decidedAt: string;
}

/** What presses most comes first; what has ended comes last. */
export const inspectionsList = listOf(inspections, {
  order: { name: 'inspections', keys: [{ column: 'due', emptyAs: '9' }, { column: 'case_id' }] },
  filter(rows, { uscc, status, verdict }: InspectionsFilter) {
    if (uscc !== undefined) rows = rows.where('uscc', '=', uscc);
    if (status !== undefined) rows = rows.where('status', '=', status);
    return verdict === undefined ? rows : rows.where('verdict', '=', verdict);
  },
  line,
});

function line(row: InspectionRow, { today, calendar }: Today): InspectionLine {
  const due = row.due as LocalDate | null;
  return {
    caseId: row.case_id,
    uscc: row.uscc,
    institution: row.institution,
    kind: row.kind,
    status: row.status,
    verdict: row.verdict,
    inspectors: JSON.parse(row.inspectors) as readonly Inspector[],
    due,
    dueLimit: row.due_limit,
    provisional: row.due_provisional === 1,
    remainingWorkingDays: due === null ? null : remainingDays(due, today, calendar),
    colour: colourOf(due, today, calendar),
    decidedAt: formatInstant(row.decided_at as Instant),
  };
}
