import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

export type MyCaseRow = {
  case_id: string;
  uscc: string;
  institution: string;
  kind: string;
  procedure: string;
  status: string;
  turn: string;
  next: string | null;
  due: string | null;
  due_limit: string | null;
  due_provisional: number;
  certificate: string | null;
  received_at: number;
  changed_at: number;
  revision: number;
};

export const myCases: Screen<MyCaseRow> = {
  table: 'my_cases',
  version: 6,
  columns: {
    case_id: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    institution: 'TEXT NOT NULL',
    kind: 'TEXT NOT NULL',
    procedure: 'TEXT NOT NULL',
    status: 'TEXT NOT NULL',
    turn: 'TEXT NOT NULL',
    next: 'TEXT',
    due: 'TEXT',
    due_limit: 'TEXT',
    due_provisional: 'INTEGER NOT NULL',
    certificate: 'TEXT',
    received_at: 'INTEGER NOT NULL',
    changed_at: 'INTEGER NOT NULL',
    revision: 'INTEGER NOT NULL',
  },
  indexes: [['uscc', 'received_at']],
  streamOf: "'case-' || case_id",
  showsAll: true,
  category: 'case',

  rows({ after, events, step }) {
    const state = caseOf(after.state);
    if (state === undefined) return [];
    const { file, status } = state;
    const { turn, due } = step();
    return [
      {
        case_id: file.caseId,
        uscc: file.institution.uscc,
        institution: file.institution.name,
        kind: file.kind,
        procedure: file.procedure,
        status,
        turn: turn.of,
        next: turn.next,
        due: due?.due ?? null,
        due_limit: due?.limit ?? null,
        due_provisional: due?.provisional ? 1 : 0,
        certificate: 'certificateNumber' in state ? (state.certificateNumber ?? null) : (file.certificate?.number ?? null),
        received_at: file.receivedAt,
        changed_at: events.at(-1)?.recordedAt ?? file.receivedAt,
        revision: after.revision,
      },
    ];
  },
};
