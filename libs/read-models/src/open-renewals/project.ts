import type { OpenCase } from '#case';
import { isClosed } from '#case';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

/** A renewal that is still open, by the certificate that it is about: until it ends, the certificate is not recorded as expired. */
export type OpenRenewalRow = {
  certificate: string;
  case_id: string;
};

/** The certificate whose end waits for this case. */
export function renewalOf(state: OpenCase): string | undefined {
  const { kind, certificate } = state.file;
  return kind === 'RENEWAL' && !isClosed(state) ? certificate?.number : undefined;
}

export const openRenewals: Screen<OpenRenewalRow> = {
  table: 'open_renewals',
  version: 1,
  columns: { certificate: 'TEXT PRIMARY KEY', case_id: 'TEXT NOT NULL' },
  indexes: [],
  streamOf: "'case-' || case_id",
  category: 'case',
  rows({ after }) {
    const state = caseOf(after.state);
    const certificate = state && renewalOf(state);
    return state === undefined || certificate === undefined ? [] : [{ certificate, case_id: state.file.caseId }];
  },
};
