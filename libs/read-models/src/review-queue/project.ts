import { goesFirst } from '#case';
import { canonical } from '#kernel';
import { pinnedPolicy } from '#law';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

export type QueueRow = {
  case_id: string;
  role: string;
  next: string;
  /** 1: on top of the queue, because it could have been decided on the spot. */
  priority: number;
  status: string;
  kind: string;
  institution: string;
  institution_key: string;
  claimed_by: string | null;
  /** JSON list of those who were commissioned with the review; empty where nobody was. */
  team: string;
  due: string | null;
  due_limit: string | null;
  due_provisional: number;
  received_at: number;
  revision: number;
};

export const reviewQueue: Screen<QueueRow> = {
  table: 'review_queue',
  version: 6,
  columns: {
    case_id: 'TEXT PRIMARY KEY',
    role: 'TEXT NOT NULL',
    next: 'TEXT NOT NULL',
    priority: 'INTEGER NOT NULL',
    status: 'TEXT NOT NULL',
    kind: 'TEXT NOT NULL',
    institution: 'TEXT NOT NULL',
    institution_key: 'TEXT NOT NULL',
    claimed_by: 'TEXT',
    team: 'TEXT NOT NULL',
    due: 'TEXT',
    due_limit: 'TEXT',
    due_provisional: 'INTEGER NOT NULL',
    received_at: 'INTEGER NOT NULL',
    revision: 'INTEGER NOT NULL',
  },
  indexes: [['role', 'due']],
  streamOf: "'case-' || case_id",
  category: 'case',

  rows({ after, step }, law) {
    const state = caseOf(after.state);
    if (state === undefined) return [];
    const { turn, due } = step();
    const { role, next } = turn;
    if (role === null || role === 'applicant' || next === null) return [];
    return [
      {
        case_id: state.file.caseId,
        role,
        next,
        priority: goesFirst(state.file, pinnedPolicy(law, state.file.policy)) ? 1 : 0,
        status: state.status,
        kind: state.file.kind,
        institution: state.file.institution.name,
        institution_key: canonical(state.file.institution.name),
        claimed_by: state.status === 'document-review' ? (state.claimedBy ?? null) : null,
        team: JSON.stringify('review' in state ? state.review.team.map(({ id }) => id) : []),
        due: due?.due ?? null,
        due_limit: due?.limit ?? null,
        due_provisional: due?.provisional ? 1 : 0,
        received_at: state.file.receivedAt,
        revision: after.revision,
      },
    ];
  },
};
