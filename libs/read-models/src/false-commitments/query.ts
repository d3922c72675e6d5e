import { listOf } from '../list.js';
import type { PageRequest } from '../page.js';
import { falseCommitments, type FalseCommitmentRow } from './project.js';

export interface FalseCommitmentsFilter extends PageRequest {
  readonly uscc?: string;
}

export interface FalseCommitment {
  readonly uscc: string;
  readonly institution: string;
  readonly caseId: string | null;
  readonly what: string;
  readonly recordedOn: string;
}

const line = (row: FalseCommitmentRow): FalseCommitment => ({
  uscc: row.uscc,
  institution: row.institution,
  caseId: row.case_id,
  what: row.what,
  recordedOn: row.recorded_on,
});

export const falseCommitmentsList = listOf(falseCommitments, {
  order: { name: 'false-commitments', keys: [{ column: 'recorded_on', descending: true }, { column: 'entry' }] },
  filter: (rows, { uscc }: FalseCommitmentsFilter) => (uscc === undefined ? rows : rows.where('uscc', '=', uscc)),
  line,
});
