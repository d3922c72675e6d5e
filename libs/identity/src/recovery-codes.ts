import { canonicalCode } from '#kernel';
import { hash, randomBytes } from 'node:crypto';

const HOW_MANY = 10;
const LENGTH = 12;
/** Crockford's base 32: nothing that is read wrongly from paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** For the day on which the device is lost: ten codes of 60 random bits, each good once, as `7k3f-9qxm-2a5t`. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: HOW_MANY }, newCode);

function newCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** What a typed code may be: six digits of the device, or a recovery code in the form that its hash is made of. */
export type TypedCode = { readonly digits: string } | { readonly recovery: string };

/** As people type: whatever width, letters, dashes and blanks; O is 0, and I and L are 1. Undefined where it can be neither. */
export function readCode(typed: string): TypedCode | undefined {
  const text = canonicalCode(typed).replaceAll('-', '').toLowerCase();
  if (/^[0-9]{6}$/.test(text)) return { digits: text };
  const recovery = text.replaceAll('o', '0').replace(/[il]/g, '1');
  return /^[0-9a-hjkmnp-tv-z]{12}$/.test(recovery) ? { recovery } : undefined;
}

/** Nobody guesses 60 random bits: a slow hash, as for passwords, would gain nothing. */
export const hashOfRecovery = (accountId: string, recovery: string): string =>
  hash('sha256', `${accountId} ${recovery.replaceAll('-', '')}`, 'base64url');
