import { isUscc, normaliseUscc, usccInvalid } from '#institution';
import { Rejected } from './problem.js';

/** The code of a body in its normal form. Throws Rejected where form or check digit are wrong (GB 32100-2015). */
export function checkedUscc(text: string, field: string): string {
  const uscc = normaliseUscc(text);
  if (isUscc(uscc)) return uscc;
  throw new Rejected(usccInvalid(field));
}
