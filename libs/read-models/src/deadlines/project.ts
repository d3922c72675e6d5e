import { categoryOf } from '#event-store';
import type { InspectionState } from '#inspection';
import { investigationExpiries, isAlive, TERM_LIMIT, type CertificateState } from '#issuance';
import { dayNumber, endOfDay } from '#kernel';
import { expiries, pinnedCalendar, pinnedPolicy, type Expiry, type Law } from '#law';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

/** A limit that runs out at `due_at` unless something happens: what the alarms are set for. */
export type DeadlineRow = {
  /** `<stream>/<limit>/<run>` */
  id: string;
  version: number;
  due_at: number;
  /** The certificate whose last day it is: not due as long as a renewal of it is open. */
  certificate: string | null;
};

export const deadlines: Screen<DeadlineRow> = {
  table: 'deadlines',
  version: 2,
  columns: {
    id: 'TEXT PRIMARY KEY',
    version: 'INTEGER NOT NULL',
    due_at: 'INTEGER NOT NULL',
    certificate: 'TEXT',
  },
  indexes: [['due_at']],
  streamOf: "substr(id, 1, instr(id, '/') - 1)",
  category: ['case', 'certificate', 'inspection'],
  rows: ({ stream, after }, law) => deadlinesOf(stream, after.state, law),
};

export function deadlinesOf(stream: string, state: unknown, law: Law): DeadlineRow[] {
  switch (categoryOf(stream)) {
    case 'case': {
      const open = caseOf(state);
      if (open === undefined) return [];
      const { file } = open;
      return expiries(file.clocks, pinnedPolicy(law, file.policy), pinnedCalendar(law, file)).map((expiry) =>
        row(stream, expiry),
      );
    }
    case 'certificate':
      return ofCertificate(stream, state as CertificateState, law);
    case 'inspection': {
      const inspection = state as InspectionState;
      if (inspection.status === 'none') return [];
      const { file } = inspection;
      return expiries(file.clocks, pinnedPolicy(law, file.policy), pinnedCalendar(law, file)).map((expiry) =>
        row(stream, expiry),
      );
    }
    default:
      return [];
  }
}

/** Its last day, as long as it is alive, and the limits of an investigation. A term that was prolonged is a later version. */
function ofCertificate(stream: string, state: CertificateState, law: Law): DeadlineRow[] {
  if (state.status === 'NONE') return [];
  const { number, validTo } = state;
  const term = { id: `${stream}/${TERM_LIMIT}/1`, version: dayNumber(validTo), due_at: endOfDay(validTo), certificate: number };
  return [...(isAlive(state) ? [term] : []), ...investigationExpiries(state, law).map((expiry) => row(stream, expiry))];
}

const row = (stream: string, { limit, run, version, at }: Expiry): DeadlineRow => ({
  id: `${stream}/${limit}/${run}`,
  version,
  due_at: at,
  certificate: null,
});
