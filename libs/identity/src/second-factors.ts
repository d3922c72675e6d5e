import type { Instant, Rejection, Role } from '#kernel';
import type { Origin } from '#security-log';
import type { Account } from './account.js';
import type { FactorStore } from './factor-store.js';
import type { Limits } from './limits.js';
import { hashOfRecovery, newRecoveryCodes, readCode } from './recovery-codes.js';
import { accountUnknown } from './rejections.js';
import * as refuse from './second-factor-rejections.js';
import { hashOf, type Sessions } from './sessions.js';
import type { Door, Proof } from './sign-in.js';
import type { IdentityStore } from './store.js';
import { newSecret, stepOf, uriOf } from './totp.js';
import { canonicalUsername } from './usernames.js';

const BEGUN_MS = 10 * 60_000;

export interface SecondFactorParts {
  readonly store: IdentityStore;
  readonly factors: FactorStore;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly door: Door;
  readonly now: () => Instant;
  readonly isObligatory: (roles: readonly Role[]) => boolean;
}

export interface SecondFactorState {
  readonly set: boolean;
  readonly since?: Instant;
  readonly obligatory: boolean;
  readonly recoveryCodesLeft: number;
}

export interface Begun {
  /** Base32. */
  readonly secret: string;
  readonly uri: string;
  readonly until: Instant;
}

export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

/** Setting, replacing, removing and resetting the second factor of an account. Sign-in itself asks for it (sign-in.ts). */
export function createSecondFactors(parts: SecondFactorParts) {
  const { store, factors, sessions, limits, door, now, isObligatory } = parts;
  const isSet = (id: string): boolean => factors.find(id) !== undefined;

  /** Open sessions know the account as it is after the change. */
  function changing(id: string, change: () => void): Account | Rejection {
    sessions.changing(change);
    const account = store.findById(id);
    if (account === undefined) return accountUnknown();
    sessions.replaceAccount(account);
    return account;
  }

  function stepOfTyped(secret: string, typed: string): number | undefined {
    const read = readCode(typed);
    return read !== undefined && 'digits' in read ? stepOf(secret, read.digits, now()) : undefined;
  }

  function made(id: string): { readonly recoveryCodes: readonly string[]; readonly codes: readonly string[] } {
    const recoveryCodes = newRecoveryCodes();
    return { recoveryCodes, codes: recoveryCodes.map((code) => hashOfRecovery(id, code)) };
  }

  return {
    stateOf({ id, roles }: Account): SecondFactorState {
      const since = factors.find(id)?.since;
      return {
        set: since !== undefined,
        ...(since === undefined ? {} : { since }),
        obligatory: isObligatory(roles),
        recoveryCodesLeft: factors.codesLeft(id),
      };
    },

    /** A new secret, in the place of one begun before. Where a factor is set it stays until the new one is confirmed, and its code is asked for. */
    begin: (account: Account, proof: Proof, by?: Origin): Promise<Begun | Rejection> =>
      door.withProof(account, proof, by, () => {
        const secret = newSecret();
        const until = (now() + BEGUN_MS) as Instant;
        factors.begin(account.id, secret, until);
        return { secret, uri: uriOf(secret, account.username), until };
      }),

    /** Whoever has the secret knows its code. All other sessions of the account end. */
    confirm(account: Account, token: string, typed: string, by?: Origin): RecoveryCodes | Rejection {
      const begun = factors.begun(account.id);
      if (begun === undefined || now() >= begun.until) return refuse.secondFactorNotBegun();
      const step = door.guessed(account, () => stepOfTyped(begun.secret, typed));
      if (typeof step !== 'number') return step;
      const { recoveryCodes, codes } = made(account.id);
      const kept = hashOf(token);
      changing(account.id, () => {
        factors.confirm(by, account.id, { secret: begun.secret, at: now(), step, codes, kept });
        sessions.endAllOf(account.id, kept);
      });
      return { recoveryCodes };
    },

    async remove(account: Account, proof: Proof, by?: Origin): Promise<Account | Rejection> {
      if (!isSet(account.id)) return refuse.secondFactorNotSet();
      if (isObligatory(account.roles)) return refuse.secondFactorObligatory();
      return door.withProof(account, proof, by, () =>
        changing(account.id, () => {
          factors.remove(by, account.id);
        }),
      );
    },

    /** The old ones are void. */
    async renewCodes(account: Account, proof: Proof, by?: Origin): Promise<RecoveryCodes | Rejection> {
      if (!isSet(account.id)) return refuse.secondFactorNotSet();
      return door.withProof(account, proof, by, () => {
        const { recoveryCodes, codes } = made(account.id);
        changing(account.id, () => {
          factors.renewCodes(by, account.id, codes);
        });
        return { recoveryCodes };
      });
    },

    /** By somebody else, for a device that is lost: the sessions end, and a lock is lifted. Where none is set nothing changes. */
    reset(username: string, by?: Origin): Account | Rejection {
      const found = store.findByUsername(canonicalUsername(username))?.account;
      if (found === undefined) return accountUnknown();
      if (!isSet(found.id)) return found;
      return changing(found.id, () => {
        factors.reset(by, found.id);
        sessions.endAllOf(found.id);
        limits.forgive(found.username);
      });
    },
  };
}

export type SecondFactors = ReturnType<typeof createSecondFactors>;
