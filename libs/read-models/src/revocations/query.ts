import type { Kysely } from 'kysely';
import { formatInstant, type Instant, type LocalDate } from '#kernel';
import { listOf, type Today } from '../list.js';
import type { PageRequest } from '../page.js';
import { colourOf, remainingDays, type Colour } from '../remaining.js';
import type { Tables } from '../tables.js';
import { revocations, type RevocationRow, type RevocationStage } from './project.js';

export interface RevocationsFilter extends PageRequest {
  readonly uscc?: string;
  readonly stage?: RevocationStage;
}

/** One investigation that is open: whose turn it is, and by when; `decideBy` is the last day for the decision (T70). */
export interface RevocationLine {
  readonly number: string;
  readonly uscc: string;
  readonly holder: string;
  readonly ground: string;
  readonly source: string;
  readonly caseId: string | null;
  readonly stage: RevocationStage;
  /** Why it stands still; null while its time runs. */
  readonly suspended: string | null;
  readonly turn: string;
  readonly role: string;
  readonly next: string;
  readonly due: string | null;
  readonly dueLimit: string | null;
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
  readonly colour: Colour;
  readonly decideBy: string | null;
  readonly decideByProvisional: boolean;
  readonly openedAt: string;
}

/** A hint for whoever handles an application about the certificate: it is being investigated, and may be revoked before. */
export interface InvestigationHint {
  readonly hint: 'revocation-open';
  readonly number: string;
  readonly ground: string;
  readonly decideBy: string | null;
  readonly decideByProvisional: boolean;
}

export async function queryInvestigationHints(db: Kysely<Tables>, number: string | undefined): Promise<InvestigationHint[]> {
  if (number === undefined) return [];
  const rows = await db.selectFrom('revocations').selectAll().where('number', '=', number).execute();
  return rows.map(({ ground, decide_by: decideBy, decide_by_provisional: provisional }) => ({
    ...{ hint: 'revocation-open', number, ground, decideBy },
    decideByProvisional: provisional === 1,
  }));
}

/** What presses most comes first; what stands still comes last. */
export const revocationsList = listOf(revocations, {
  order: { name: 'revocations', keys: [{ column: 'due', emptyAs: '9' }, { column: 'number' }] },
  filter(rows, { uscc, stage }: RevocationsFilter) {
    if (uscc !== undefined) rows = rows.where('uscc', '=', uscc);
    return stage === undefined ? rows : rows.where('stage', '=', stage);
  },
  line,
});

function line(row: RevocationRow, { today, calendar }: Today): RevocationLine {
  const due = row.due as LocalDate | null;
  return {
    number: row.number,
    uscc: row.uscc,
    holder: row.holder,
    ground: row.ground,
    source: row.source,
    caseId: row.case_id,
    stage: row.stage as RevocationStage,
    suspended: row.suspended,
    turn: row.turn,
    role: row.role,
    next: row.next,
    due,
    dueLimit: row.due_limit,
    provisional: row.due_provisional === 1,
    remainingWorkingDays: due === null ? null : remainingDays(due, today, calendar),
    colour: colourOf(due, today, calendar),
    decideBy: row.decide_by,
    decideByProvisional: row.decide_by_provisional === 1,
    openedAt: formatInstant(row.opened_at as Instant),
  };
}
