import type { OpenCase } from '#case';
import { isUndecided } from '#case';
import type { Screen } from '../screen.js';
import { caseOf } from '../turn.js';

/**
 * A renewal that is still open, by the certificate that it is about: until it ends, or is written on the certificate, that is not
 * recorded as expired.
 */
export type OpenRenewalRow = {
  certificate: string;
  case_id: string;
};

export function renewalOf(state: OpenCase): string | undefined {
  const { kind, certificate } = state.file;
  const isOpen = isUndecided(state) || (state.status === 'granted' && state.certificateNumber === undefined);
  return kind === 'RENEWAL' && isOpen ? certificate?.number : undefined;
}

export const openRenewals: Screen<OpenRenewalRow> = {
  table: 'open_renewals',
  version: 2,
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
