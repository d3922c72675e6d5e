import { sql } from 'kysely';
import type { LocalDate } from '#kernel';
import { listOf, type Enquiry, type Today } from '../list.js';
import type { PageRequest, RowsOf } from '../page.js';
import { remainingDays } from '../remaining.js';
import { compliance, type ComplianceRow } from './project.js';

/** How a clock stands on the day of looking. overdue: open, and its last day is over. */
export const OUTCOMES = ['running', 'stopped', 'overdue', 'met', 'late', 'lapsed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** By what the clocks may be counted; `month` is that in which they ended, or are due. */
export const COMPLIANCE_GROUPS = ['limit', 'kind', 'procedure', 'party', 'person', 'month'] as const;
export type ComplianceGroup = (typeof COMPLIANCE_GROUPS)[number];

export interface ClocksAsked {
  /** First and last day of a period: of the clocks that ended in it, and of those open that are due in it. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: string;
  readonly kind?: string;
  readonly procedure?: string;
  readonly party?: string;
  readonly person?: string;
  readonly outcome?: Outcome;
}

interface ComplianceLine {
  /** The case, verification or certificate it belongs to: the name of its stream. */
  readonly stream: string;
  readonly limit: string;
  readonly run: number;
  readonly party: string;
  readonly kind: string | null;
  readonly procedure: string | null;
  readonly started: string;
  readonly due: string | null;
  readonly provisional: boolean;
  readonly ended: string | null;
  readonly person: string | null;
  readonly outcome: Outcome;
  /** Days of its party that it has taken; null while it runs. */
  readonly days: number | null;
  /** Working days left: when it ended, else today; below zero: too late by so many. Null while it stands still. */
  readonly margin: number | null;
}

/** How many clocks of one group stand how; of those that ended, how long they took. */
export interface ComplianceCount extends Readonly<Record<Outcome, number>> {
  /** Null: the clocks that have none, such as the kind of an investigation. */
  readonly key: string | null;
  readonly total: number;
  readonly ended: number;
  readonly averageDays: number | null;
  readonly longestDays: number | null;
}

/** Of a clock that has none: asked for by this word. */
export const NONE = 'none';

const DAY = sql<string>`coalesce(ended, due)`;

function narrowed(rows: RowsOf<ComplianceRow>, asked: ClocksAsked, { today }: Today): RowsOf<ComplianceRow> {
  const { from, to, limit, kind, procedure, party, person, outcome } = asked;
  if (from !== undefined) rows = rows.where(DAY, '>=', from);
  if (to !== undefined) rows = rows.where(DAY, '<=', to);
  if (limit !== undefined) rows = rows.where('limit_id', '=', limit);
  if (party !== undefined) rows = rows.where('party', '=', party);
  for (const [column, value] of Object.entries({ kind, procedure, person })) {
    if (value === undefined) continue;
    const named = sql.ref<string | null>(column);
    rows = value === NONE ? rows.where(named, 'is', null) : rows.where(named, '=', value);
  }
  if (outcome === 'overdue') return rows.where('outcome', '=', 'running').where('due', '<', today);
  if (outcome === 'running') return rows.where('outcome', '=', 'running').where('due', '>=', today);
  return outcome === undefined ? rows : rows.where('outcome', '=', outcome);
}

/** Clock by clock, by the day that each is due; what stands still comes last. */
export const complianceList = listOf(compliance, {
  order: { name: 'compliance', keys: [{ column: 'due', emptyAs: '9' }, { column: 'id' }] },
  filter: (rows, asked: ClocksAsked & PageRequest, day) => narrowed(rows, asked, day),
  line,
});

function line(row: ComplianceRow, { today, calendar }: Today): ComplianceLine {
  const [stream = '', limit = '', run = ''] = row.id.split('/');
  const isRunning = row.outcome === 'running' && row.due !== null;
  return {
    stream,
    limit,
    run: Number(run),
    party: row.party,
    kind: row.kind,
    procedure: row.procedure,
    started: row.started,
    due: row.due,
    provisional: row.due_provisional === 1,
    ended: row.ended,
    person: row.person,
    outcome: isRunning && (row.due ?? '') < today ? 'overdue' : row.outcome,
    days: row.days,
    margin: isRunning ? remainingDays(row.due as LocalDate, today, calendar) : row.margin,
  };
}

const KEYS: Readonly<Record<ComplianceGroup, ReturnType<typeof sql<string | null>>>> = {
  limit: sql`limit_id`,
  kind: sql`kind`,
  procedure: sql`procedure`,
  party: sql`party`,
  person: sql`person`,
  month: sql`substr(coalesce(ended, due), 1, 7)`,
};

/** The same clocks counted by one of their marks. A figure opens as the list of its key and outcome, with `none` for a key that is null. */
export const complianceCounts: Enquiry<
  ComplianceRow,
  ClocksAsked & { readonly by: ComplianceGroup },
  readonly ComplianceCount[]
> = {
  screen: compliance,
  async answer(rows, { by, ...asked }, day) {
    const counted = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})`;
    return narrowed(rows, asked, day)
      .select([
        KEYS[by].as('key'),
        sql<number>`count(*)`.as('total'),
        counted(sql`ended is not null`).as('ended'),
        counted(sql`outcome = 'running' and due >= ${day.today}`).as('running'),
        counted(sql`outcome = 'running' and due < ${day.today}`).as('overdue'),
        counted(sql`outcome = 'stopped'`).as('stopped'),
        counted(sql`outcome = 'met'`).as('met'),
        counted(sql`outcome = 'late'`).as('late'),
        counted(sql`outcome = 'lapsed'`).as('lapsed'),
        sql<number | null>`round(avg(case when ended is not null then days end), 1)`.as('averageDays'),
        sql<number | null>`max(case when ended is not null then days end)`.as('longestDays'),
      ])
      .groupBy(KEYS[by])
      .orderBy(KEYS[by])
      .execute();
  },
};
