import { formatInstant, type Instant, type LocalDate } from '#kernel';
import { listOf, type Today } from '../list.js';
import type { PageRequest } from '../page.js';
import { colourOf, remainingDays, type Colour } from '../remaining.js';
import { myCases, type MyCaseRow } from './project.js';

export interface MyCasesFilter extends PageRequest {
  readonly uscc?: string;
  readonly status?: string;
  readonly kind?: string;
}

export interface MyCase {
  readonly caseId: string;
  readonly institution: string;
  readonly uscc: string;
  readonly kind: string;
  readonly procedure: string;
  readonly status: string;
  readonly turn: string;
  readonly next: string | null;
  readonly due: string | null;
  readonly dueLimit: string | null;
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
  readonly colour: Colour;
  readonly certificate: string | null;
  readonly receivedAt: string;
  readonly changedAt: string;
  readonly revision: number;
}

export const myCasesList = listOf(myCases, {
  order: { name: 'cases', keys: [{ column: 'received_at', descending: true, number: true }, { column: 'case_id' }] },
  filter(rows, { uscc, status, kind }: MyCasesFilter) {
    if (uscc !== undefined) rows = rows.where('uscc', '=', uscc);
    if (status !== undefined) rows = rows.where('status', '=', status);
    return kind === undefined ? rows : rows.where('kind', '=', kind);
  },
  line,
});

function line(row: MyCaseRow, { today, calendar }: Today): MyCase {
  const due = row.due as LocalDate | null;
  return {
    caseId: row.case_id,
    institution: row.institution,
    uscc: row.uscc,
    kind: row.kind,
    procedure: row.procedure,
    status: row.status,
    turn: row.turn,
    next: row.next,
    due,
    dueLimit: row.due_limit,
    provisional: row.due_provisional === 1,
    remainingWorkingDays: due === null ? null : remainingDays(due, today, calendar),
    colour: colourOf(due, today, calendar),
    certificate: row.certificate,
    receivedAt: formatInstant(row.received_at as Instant),
    changedAt: formatInstant(row.changed_at as Instant),
    revision: row.revision,
  };
}
