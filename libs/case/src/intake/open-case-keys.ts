import { canonical } from '#kernel';
import { kindsOf } from '../file/rules.js';
import type { CaseFile } from '../file/state.js';

/**
 * One application of a kind at a time for one certificate; where there is none yet, for one body, and for each of its branches. The
 * keys are free with the decision: what is handed over later is no open application.
 */
export const keysOf = (file: CaseFile): readonly string[] => kindsOf(file).map((kind) => `open-case/${subjectOf(file)}/${kind}`);

function subjectOf({ kind, certificate, institution: { uscc, name, address } }: CaseFile): string {
  if (certificate !== undefined) return `certificate-${certificate.number}`;
  return kind === 'BRANCH' ? `${uscc}/${canonical(name)}/${canonical(address)}` : uscc;
}
