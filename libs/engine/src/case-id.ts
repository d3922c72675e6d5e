import { createHash } from 'node:crypto';

/** Crockford's base 32: nothing that is read wrongly over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** The id of the case that a submission opens, for example 7K3F-9QXM-2A5T: the same command always opens the same case. */
export function caseIdFor(commandId: string): string {
  const hash = createHash('sha256').update(commandId).digest();
  const letters = Array.from({ length: LENGTH }, (_, i) => ALPHABET.charAt((hash[i] ?? 0) & 31)).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

export const CASE_ID = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
