import { sql, type Kysely } from 'kysely';
import type { StreamName } from '#event-store';
import type { Tables } from './tables.js';

/**
 * Streams with clocks that are not closed, in order of their names, those after `after`: open cases, verifications with an open
 * limit, and certificates that are investigated, whether their limits run, stand still or are over.
 */
export async function queryOpenStreams(db: Kysely<Tables>, after: StreamName | undefined, limit: number): Promise<StreamName[]> {
  const { rows } = await sql<{ stream: string }>`
    SELECT stream FROM (
      SELECT 'case-' || case_id AS stream FROM my_cases WHERE turn <> 'nobody'
      UNION
      SELECT 'inspection-' || case_id AS stream FROM inspections WHERE due_limit IS NOT NULL
      UNION
      SELECT 'certificate-' || number AS stream FROM revocations
    ) WHERE stream > ${after ?? ''} ORDER BY stream LIMIT ${limit}`.execute(db);
  return rows.map(({ stream }) => stream);
}
