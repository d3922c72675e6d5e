import type { InspectionState } from '#inspection';
import { openDues } from '../dues.js';
import type { Screen } from '../screen.js';

export type InspectionRow = {
  case_id: string;
  uscc: string;
  institution: string;
  kind: string;
  status: string;
  verdict: string | null;
  inspectors: string;
  due: string | null;
  due_limit: string | null;
  due_provisional: number;
  decided_at: number;
};

export const inspections: Screen<InspectionRow> = {
  table: 'inspections',
  version: 2,
  columns: {
    case_id: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    institution: 'TEXT NOT NULL',
    kind: 'TEXT NOT NULL',
    status: 'TEXT NOT NULL',
    verdict: 'TEXT',
    inspectors: 'TEXT NOT NULL',
    due: 'TEXT',
    due_limit: 'TEXT',
    due_provisional: 'INTEGER NOT NULL',
    decided_at: 'INTEGER NOT NULL',
  },
  indexes: [['status', 'due']],
  streamOf: "'inspection-' || case_id",
  showsAll: true,
  category: 'inspection',

  rows({ after }, law) {
    const state = after.state as InspectionState;
    if (state.status === 'none') return [];
    const { caseId, institution, kind, verdict, inspectors, decidedAt } = state.file;
    const [due] = openDues(state.file, law);
    return [
      {
        case_id: caseId,
        uscc: institution.uscc,
        institution: institution.name,
        kind,
        status: state.status,
        verdict: verdict ?? null,
        inspectors: JSON.stringify(inspectors),
        due: due?.due ?? null,
        due_limit: due?.limit ?? null,
        due_provisional: due?.provisional ? 1 : 0,
        decided_at: decidedAt,
      },
    ];
  },
};
