import type { Kysely } from 'kysely';
import { pageOf, type ListOrder, type Page, type PageRequest } from '../page.js';
import type { Tables } from '../tables.js';
import type { FalseCommitmentRow } from './project.js';

export interface FalseCommitmentsFilter extends PageRequest {
  readonly uscc?: string;
}

export interface FalseCommitment {
  readonly uscc: string;
  readonly institution: string;
  readonly caseId: string | null;
  readonly what: string;
  readonly recordedOn: string;
}

export const FALSE_COMMITMENTS_ORDER: ListOrder = {
  name: 'false-commitments',
  keys: [{ column: 'recorded_on', descending: true }, { column: 'entry' }],
};

/** The newest first. */
export async function queryFalseCommitments(
  db: Kysely<Tables>,
  { uscc, ...request }: FalseCommitmentsFilter,
): Promise<Page<FalseCommitment>> {
  let query = db.selectFrom('false_commitments');
  if (uscc !== undefined) query = query.where('uscc', '=', uscc);
  return pageOf(query, FALSE_COMMITMENTS_ORDER, request, line);
}

const line = (row: FalseCommitmentRow): FalseCommitment => ({
  uscc: row.uscc,
  institution: row.institution,
  caseId: row.case_id,
  what: row.what,
  recordedOn: row.recorded_on,
});
