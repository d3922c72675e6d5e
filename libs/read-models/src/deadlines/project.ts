import { pinnedCalendar, pinnedPolicy, type Law } from '#case';
import { expiries } from '#time-limits';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

/** A limit that runs out at `due_at` unless something happens: what the alarms are set for. */
export type DeadlineRow = {
  /** `<stream>/<limit>/<run>` */
  id: string;
  version: number;
  due_at: number;
};

export const deadlines: Screen<DeadlineRow> = {
  table: 'deadlines',
  version: 1,
  columns: { id: 'TEXT PRIMARY KEY', version: 'INTEGER NOT NULL', due_at: 'INTEGER NOT NULL' },
  indexes: [['due_at']],
  category: 'case',
  rows: ({ stream, after }, law) => deadlinesOf(stream, after.state, law),
};

export function deadlinesOf(stream: string, state: unknown, law: Law): DeadlineRow[] {
  const open = caseOf(state);
  if (open === undefined) return [];
  const { file } = open;
  return expiries(file.clocks, pinnedPolicy(law, file.policy), pinnedCalendar(law, file)).map((expiry) => ({
    id: `${stream}/${expiry.limit}/${expiry.run}`,
    version: expiry.version,
    due_at: expiry.at,
  }));
}
