import type { CertificateState, Investigated, Investigation } from '#issuance';
import type { Law } from '#law';
import { openDues } from '../dues.js';
import type { Screen } from '../screen.js';

/** While the holder may still make a statement nothing is decided (程序暂行规定44). */
export const REVOCATION_STAGES = ['statement', 'investigation'] as const;
export type RevocationStage = (typeof REVOCATION_STAGES)[number];

export type RevocationRow = {
  number: string;
  uscc: string;
  holder: string;
  ground: string;
  source: string;
  case_id: string | null;
  stage: string;
  suspended: string | null;
  turn: string;
  role: string;
  next: string;
  due: string | null;
  due_limit: string | null;
  due_provisional: number;
  decide_by: string | null;
  decide_by_provisional: number;
  opened_at: number;
};

export const revocations: Screen<RevocationRow> = {
  table: 'revocations',
  version: 2,
  columns: {
    number: 'TEXT PRIMARY KEY',
    uscc: 'TEXT NOT NULL',
    holder: 'TEXT NOT NULL',
    ground: 'TEXT NOT NULL',
    source: 'TEXT NOT NULL',
    case_id: 'TEXT',
    stage: 'TEXT NOT NULL',
    suspended: 'TEXT',
    turn: 'TEXT NOT NULL',
    role: 'TEXT NOT NULL',
    next: 'TEXT NOT NULL',
    due: 'TEXT',
    due_limit: 'TEXT',
    due_provisional: 'INTEGER NOT NULL',
    decide_by: 'TEXT',
    decide_by_provisional: 'INTEGER NOT NULL',
    opened_at: 'INTEGER NOT NULL',
  },
  indexes: [],
  streamOf: "'certificate-' || number",
  category: 'certificate',

  rows({ after }, law) {
    const certificate = after.state as CertificateState;
    if (certificate.status === 'NONE' || certificate.investigations?.open === undefined) return [];
    return [rowOf(certificate as Investigated, law)];
  },
};

function rowOf({ number, holder, investigations }: Investigated, law: Law): RevocationRow {
  const { open } = investigations;
  const turn = turnOf(open);
  const dues = openDues(investigations, law);
  const decision = dues.find(({ party }) => party === 'authority');
  const own = dues.find(({ party }) => (party === 'applicant') === (turn.turn === 'applicant'));
  return {
    number,
    uscc: holder.uscc,
    holder: holder.name,
    ground: open.ground,
    source: open.source,
    case_id: open.caseId ?? null,
    stage: open.statement === 'awaited' ? 'statement' : 'investigation',
    suspended: open.suspended ?? null,
    ...turn,
    due: own?.due ?? null,
    due_limit: own?.limit ?? null,
    due_provisional: own?.provisional ? 1 : 0,
    decide_by: decision?.due ?? null,
    decide_by_provisional: decision?.provisional ? 1 : 0,
    opened_at: open.openedAt,
  };
}

/** The holder is heard first; then somebody decides, unless the investigation stands still. */
function turnOf({ statement, suspended }: Investigation): Pick<RevocationRow, 'turn' | 'role' | 'next'> {
  if (statement === 'awaited') return { turn: 'applicant', role: 'applicant', next: 'RecordStatement' };
  const next = suspended === undefined ? 'RevokeCertificate' : 'ResumeRevocation';
  return { turn: 'authority', role: 'decision-maker', next };
}
