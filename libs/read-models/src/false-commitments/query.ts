import type { Kysely } from 'kysely';
import type { Page, PageRequest } from '../page.js';
import type { Tables } from '../tables.js';

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

/** The newest first. */
export async function queryFalseCommitments(
  db: Kysely<Tables>,
  { page, size, uscc }: FalseCommitmentsFilter,
): Promise<Page<FalseCommitment>> {
  let query = db.selectFrom('false_commitments');
  if (uscc !== undefined) query = query.where('uscc', '=', uscc);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('recorded_on', 'desc')
    .orderBy('entry')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const items = rows.map((row) => ({
    uscc: row.uscc,
    institution: row.institution,
    caseId: row.case_id,
    what: row.what,
    recordedOn: row.recorded_on,
  }));
  return { items, page, size, total };
}
