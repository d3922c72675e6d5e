import { falseCommitments as unlifted, type InstitutionState } from '#institution';
import type { Screen } from '../screen.js';

/** A false commitment as the public is told of it, from the decision on; one that was taken off the record is shown no more. */
export type FalseCommitmentRow = {
  entry: string;
  uscc: string;
  institution: string;
  case_id: string | null;
  what: string;
  recorded_on: string;
};

const STREAM = 'institution-';

export const falseCommitments: Screen<FalseCommitmentRow> = {
  table: 'false_commitments',
  version: 1,
  columns: {
    entry: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    institution: 'TEXT NOT NULL',
    case_id: 'TEXT',
    what: 'TEXT NOT NULL',
    recorded_on: 'TEXT NOT NULL',
  },
  indexes: [['uscc']],
  streamOf: "'institution-' || uscc",
  category: 'institution',

  rows({ stream, after }) {
    const state = after.state as InstitutionState;
    const uscc = stream.slice(STREAM.length);
    return unlifted(state).map(({ entry, on, what, caseId }) => ({
      entry: `${uscc} ${entry}`,
      uscc,
      institution: state.facts?.name ?? '',
      case_id: caseId ?? null,
      what,
      recorded_on: on,
    }));
  },
};
