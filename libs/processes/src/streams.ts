import type { Instant } from '#kernel';
import { dateOf, type LocalDate } from '#kernel';
import type { CaseFacts } from './process.js';

const CASE = 'case-';
const INSPECTION = 'inspection-';

export const caseIdIn = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
export const caseStream = (caseId: string): string => `${CASE}${caseId}`;
export const inspectionStream = (caseId: string): string => `${INSPECTION}${caseId}`;
export const certificateStream = (number: string): string => `certificate-${number}`;
export const institutionStream = (uscc: string): string => `institution-${uscc}`;

export const certificateOf = ({ file, certificateNumber }: CaseFacts): string | undefined =>
  certificateNumber ?? file.certificate?.number;

/** The day of an event as the law dates it; every stored event has its moment. */
export const dayOf = ({ effectiveAt }: { readonly effectiveAt?: Instant }): LocalDate => dateOf(effectiveAt ?? (0 as Instant));
