import type { Kysely } from 'kysely';
import type { Instant } from '#kernel';
import type { Tables } from '../tables.js';
import type { DeadlineRow } from './project.js';

export interface Deadline {
  readonly id: string;
  readonly version: number;
  readonly dueAt: Instant;
}

export const deadline = (row: Pick<DeadlineRow, 'id' | 'version' | 'due_at'>): Deadline => ({
  id: row.id,
  version: row.version,
  dueAt: row.due_at as Instant,
});

/** What has run out by `now`, the oldest first. The last day of a certificate waits while a renewal of it is open. */
export const queryDue = async (db: Kysely<Tables>, now: Instant, limit: number): Promise<Deadline[]> =>
  (
    await db
      .selectFrom('deadlines')
      .selectAll()
      .where('due_at', '<=', now)
      .where(({ or, not, exists, selectFrom, eb }) =>
        or([
          eb('certificate', 'is', null),
          not(
            exists(
              selectFrom('open_renewals')
                .select('open_renewals.case_id')
                .whereRef('open_renewals.certificate', '=', 'deadlines.certificate'),
            ),
          ),
        ]),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit)
      .execute()
  ).map(deadline);

/** All deadlines in order of their ids, from `afterId` on (exclusive). */
export async function queryDeadlines(db: Kysely<Tables>, afterId: string | undefined, limit: number): Promise<Deadline[]> {
  let query = db.selectFrom('deadlines').selectAll();
  if (afterId !== undefined) query = query.where('id', '>', afterId);
  return (await query.orderBy('id').limit(limit).execute()).map(deadline);
}
