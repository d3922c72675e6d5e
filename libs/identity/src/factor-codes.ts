import type { Instant } from '#kernel';
import type { Origin } from '#security-log';
import type { Account } from './account.js';
import type { FactorStore } from './factor-store.js';
import { hashOfRecovery, readCode } from './recovery-codes.js';
import { stepOf } from './totp.js';

/** What was typed as the second factor of an account is looked at here and nowhere else. */
export function createFactorCodes(factors: FactorStore, now: () => Instant) {
  return {
    isAsked: ({ id }: Account): boolean => factors.find(id) !== undefined,

    /** Uses the code up, each once: true. False where it is wrong or has been used. */
    use({ id }: Account, typed: string, by?: Origin): boolean {
      const factor = factors.find(id);
      const read = readCode(typed);
      if (factor === undefined || read === undefined) return false;
      if ('digits' in read) {
        const step = stepOf(factor.secret, read.digits, now());
        return step !== undefined && factors.useStep(id, step);
      }
      const code = hashOfRecovery(id, read.recovery);
      if (!factors.hasCode(id, code)) return false;
      factors.useCode(by, id, code);
      return true;
    },
  };
}

export type FactorCodes = ReturnType<typeof createFactorCodes>;
