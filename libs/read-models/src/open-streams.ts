import { sql, type Kysely } from 'kysely';
import type { StreamName } from '#event-store';
import type { Tables } from './tables.js';

/**
 * Streams with clocks that are not closed, in order of their names, those after `after`: open cases, and whatever has a deadline
 * that the calendar moves (the last day of a certificate is none).
 */
export async function queryOpenStreams(db: Kysely<Tables>, after: StreamName | undefined, limit: number): Promise<StreamName[]> {
  const { rows } = await sql<{ stream: string }>`
    SELECT stream FROM (
      SELECT 'case-' || case_id AS stream FROM my_cases WHERE turn <> 'nobody'
      UNION
      SELECT substr(id, 1, instr(id, '/') - 1) AS stream FROM deadlines WHERE certificate IS NULL
    ) WHERE stream > ${after ?? ''} ORDER BY stream LIMIT ${limit}`.execute(db);
  return rows.map(({ stream }) => stream);
}
