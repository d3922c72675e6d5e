import type { Kysely } from 'kysely';
import type { Inspector } from '#inspection';
import { formatInstant, type Instant, type LocalDate } from '#kernel';
import type { Calendar } from '#law';
import { pageOf, type ListOrder, type Page, type PageRequest } from '../page.js';
import { colourOf, remainingDays, type Colour } from '../remaining.js';
import type { Tables } from '../tables.js';
import type { InspectionRow } from './project.js';

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
  /** Whether the due day rests on a year whose holidays are not announced. */
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
  readonly colour: Colour;
  readonly decidedAt: string;
}

export const INSPECTIONS_ORDER: ListOrder = {
  name: 'inspections',
  keys: [{ column: 'due', emptyAs: '9' }, { column: 'case_id' }],
};

/** What presses most comes first; what has ended comes last. */
export async function queryInspections(
  db: Kysely<Tables>,
  filter: InspectionsFilter,
  today: LocalDate,
  calendar: Calendar,
): Promise<Page<InspectionLine>> {
  const { uscc, status, verdict, ...request } = filter;
  let query = db.selectFrom('inspections');
  if (uscc !== undefined) query = query.where('uscc', '=', uscc);
  if (status !== undefined) query = query.where('status', '=', status);
  if (verdict !== undefined) query = query.where('verdict', '=', verdict);
  return pageOf(query, INSPECTIONS_ORDER, request, (row: InspectionRow) => line(row, today, calendar));
}

function line(row: InspectionRow, today: LocalDate, calendar: Calendar): InspectionLine {
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
