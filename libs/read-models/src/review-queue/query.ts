import { formatInstant, type Instant, type LocalDate } from '#kernel';
import { listOf, type Today } from '../list.js';
import { isNamed } from '../named.js';
import type { ListOrder, PageRequest, RowsOf } from '../page.js';
import { colourOf, dueBounds, remainingDays, type Colour } from '../remaining.js';
import { reviewQueue, type QueueRow } from './project.js';

export interface QueueFilter extends PageRequest {
  readonly roles: readonly string[];
  readonly kind?: string;
  readonly next?: string;
  readonly colour?: Colour;
  readonly institution?: string;
  /** `me`: claimed by `person`, or theirs as a member of the review team; `free`: nobody's yet. */
  readonly claimed?: 'me' | 'free';
  readonly person: string;
  readonly sort: 'due' | 'received';
}

export interface QueueTask {
  readonly caseId: string;
  readonly role: string;
  readonly next: string;
  /** 1: on top of the queue (马上办), 0 otherwise. */
  readonly priority: number;
  readonly status: string;
  readonly kind: string;
  readonly institution: string;
  readonly claimedBy: string | null;
  readonly team: readonly string[];
  readonly due: string | null;
  readonly dueLimit: string | null;
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
  readonly colour: Colour;
  readonly receivedAt: string;
  readonly revision: number;
}

const ORDERS: Readonly<Record<QueueFilter['sort'], ListOrder>> = {
  received: { name: 'queue-received', keys: [{ column: 'received_at', number: true }, { column: 'case_id' }] },
  due: {
    name: 'queue-due',
    keys: [{ column: 'priority', descending: true, number: true }, { column: 'due', emptyAs: '9' }, { column: 'case_id' }],
  },
};

/** What can be done at once comes first, then what presses most; tasks whose clock stands still come last. */
export const queueList = listOf(reviewQueue, {
  order: ({ sort }: QueueFilter) => ORDERS[sort],
  filter: (rows, filter, day) => pressing(filtered(rows, filter), filter, day),
  line: task,
});

function task(row: QueueRow, { today, calendar }: Today): QueueTask {
  const due = row.due as LocalDate | null;
  return {
    caseId: row.case_id,
    role: row.role,
    next: row.next,
    priority: row.priority,
    status: row.status,
    kind: row.kind,
    institution: row.institution,
    claimedBy: row.claimed_by,
    team: JSON.parse(row.team) as string[],
    due,
    dueLimit: row.due_limit,
    provisional: row.due_provisional === 1,
    remainingWorkingDays: due === null ? null : remainingDays(due, today, calendar),
    colour: colourOf(due, today, calendar),
    receivedAt: formatInstant(row.received_at as Instant),
    revision: row.revision,
  };
}

function filtered(rows: RowsOf<QueueRow>, { roles, kind, next, institution, claimed, person }: QueueFilter): RowsOf<QueueRow> {
  rows = rows.where('role', 'in', roles.length === 0 ? ['nobody'] : [...roles]);
  if (kind !== undefined) rows = rows.where('kind', '=', kind);
  if (next !== undefined) rows = rows.where('next', '=', next);
  if (institution !== undefined) rows = rows.where(isNamed('institution_key', institution));
  if (claimed === 'me') {
    const listed = JSON.stringify(person);
    rows = rows.where((eb) =>
      eb.or([eb('claimed_by', '=', person), eb(eb.fn('instr', ['team', eb.val(listed)]), '>', eb.val(0))]),
    );
  }
  return claimed === 'free' ? rows.where('claimed_by', 'is', null).where('team', '=', '[]') : rows;
}

function pressing(rows: RowsOf<QueueRow>, { colour }: QueueFilter, { today, calendar }: Today): RowsOf<QueueRow> {
  if (colour === 'grey') return rows.where('due', 'is', null);
  if (colour === undefined) return rows;
  const { from, before } = dueBounds(colour, today, calendar);
  if (from !== undefined) rows = rows.where('due', '>=', from);
  return before === undefined ? rows : rows.where('due', '<', before);
}
