import type { Kysely } from 'kysely';
import { formatInstant, type Instant, type LocalDate } from '#kernel';
import type { Calendar } from '#law';
import { isNamed } from '../named.js';
import { pageOf, type ListOrder, type Page, type PageRequest } from '../page.js';
import { colourOf, dueBounds, remainingDays, type Colour } from '../remaining.js';
import type { Tables } from '../tables.js';
import type { QueueRow } from './project.js';

export interface QueueFilter extends PageRequest {
  /** Tasks of these roles; an empty list shows nothing. */
  readonly roles: readonly string[];
  readonly kind?: string;
  readonly next?: string;
  readonly colour?: Colour;
  /** Part of the body's name. */
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
  /** Account ids of the review team, where one was commissioned. */
  readonly team: readonly string[];
  readonly due: string | null;
  readonly dueLimit: string | null;
  /** Whether the due day rests on a year whose holidays are not announced. */
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

export const queueOrder = ({ sort }: Pick<QueueFilter, 'sort'>): ListOrder => ORDERS[sort];

/** What can be done at once comes first, then what presses most; tasks whose clock stands still come last. */
export async function queryQueue(
  db: Kysely<Tables>,
  filter: QueueFilter,
  today: LocalDate,
  calendar: Calendar,
): Promise<Page<QueueTask>> {
  return pageOf(filtered(db, filter, today, calendar), queueOrder(filter), filter, (row: QueueRow) => task(row, today, calendar));
}

function task(row: QueueRow, today: LocalDate, calendar: Calendar): QueueTask {
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

function filtered(db: Kysely<Tables>, filter: QueueFilter, today: LocalDate, calendar: Calendar) {
  const { roles, kind, next, colour, institution, claimed, person } = filter;
  let query = db.selectFrom('review_queue').where('role', 'in', roles.length === 0 ? ['nobody'] : [...roles]);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (next !== undefined) query = query.where('next', '=', next);
  if (institution !== undefined) query = query.where(isNamed('institution_key', institution));
  if (claimed === 'me') {
    const listed = JSON.stringify(person);
    query = query.where((eb) =>
      eb.or([eb('claimed_by', '=', person), eb(eb.fn('instr', ['team', eb.val(listed)]), '>', eb.val(0))]),
    );
  }
  if (claimed === 'free') query = query.where('claimed_by', 'is', null).where('team', '=', '[]');
  if (colour === 'grey') return query.where('due', 'is', null);
  if (colour === undefined) return query;
  const { from, before } = dueBounds(colour, today, calendar);
  if (from !== undefined) query = query.where('due', '>=', from);
  return before === undefined ? query : query.where('due', '<', before);
}
