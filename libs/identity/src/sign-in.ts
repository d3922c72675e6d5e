import { isRejection, type Instant, type Rejection } from '#kernel';
import type { Origin } from '#security-log';
import type { Account, Admitted, Whence } from './account.js';
import type { Devices } from './devices.js';
import type { FactorCodes } from './factor-codes.js';
import { BUSY, type Gate } from './gate.js';
import { budgetOfCodes, budgetOfSession, budgetsOfSignIn, type Budget, type Limits } from './limits.js';
import { DUMMY_HASH, hashPassword, isWeaker, verifyPassword } from './password.js';
import * as refuse from './rejections.js';
import { passwordWrong, secondFactorRequired, secondFactorWrong } from './second-factor-rejections.js';
import type { Sessions } from './sessions.js';
import type { IdentityStore, StoredAccount } from './store.js';
import { canonicalUsername } from './usernames.js';

export interface Lock {
  readonly of: Budget['of'];
  readonly username: string;
  readonly network?: string;
}

export interface SignInParts {
  readonly store: IdentityStore;
  readonly sessions: Sessions;
  readonly gate: Gate;
  readonly limits: Limits;
  readonly devices: Devices;
  readonly codes: FactorCodes;
  readonly now: () => Instant;
  readonly onLock: (lock: Lock) => void;
}

/** What somebody knows, and what they have beside it. */
export interface Proof {
  readonly password: string;
  /** Of the second factor, where the account has one; as it was typed. */
  readonly code?: string;
}

interface Try extends Whence {
  readonly username: string;
  readonly budgets: readonly Budget[];
  readonly known?: string;
}

/**
 * The door: passwords are looked at here and nowhere else. Wrong codes draw on the same budgets; and where an account has a second
 * factor, only a right code clears them: whoever knows the password alone has no more guesses than anybody.
 */
export function createSignIn({ store, sessions, gate, limits, devices, codes, now, onLock }: SignInParts) {
  /** A device that belongs to somebody else is as good as none. */
  function tryOf(username: string, whence: Whence): Try {
    const accountId = store.findByUsername(username)?.account.id;
    const device = accountId === undefined ? undefined : devices.find(whence.device, accountId);
    const budgets = budgetsOfSignIn(username, whence.network, device);
    return { username, ...whence, budgets, ...(device === undefined || accountId === undefined ? {} : { known: accountId }) };
  }

  const withCodes = ({ username, budgets, known }: Try): readonly Budget[] => [
    ...budgets,
    budgetOfCodes(username, known !== undefined),
  ];

  const isClosed = (budgets: readonly Budget[]): boolean => budgets.some(limits.isSpent);

  function countFailure({ username, network, budgets }: Omit<Try, 'device'>): void {
    for (const { of } of limits.count(budgets)) onLock({ of, username, ...(network === undefined ? {} : { network }) });
  }

  function limited(one: Try): Rejection | undefined {
    const wait = limits.waitMs(withCodes(one));
    return wait === undefined ? undefined : refuse.signInLimited(wait);
  }

  /** At the address or the device it is told at once, without a hash. Otherwise unknown, closed and wrong take the same hash, the same commit and the same answer: none of them tells which it was. */
  async function check(one: Try, { password, code }: Proof): Promise<Admitted | Rejection> {
    const tooMany = limited(one);
    if (tooMany !== undefined) return tooMany;
    const stored = store.findByUsername(one.username);
    const against = stored === undefined || isClosed(withCodes(one)) ? undefined : stored;
    const matches = await verifyPassword(against?.passwordHash ?? DUMMY_HASH, password);
    if (against === undefined || !matches) {
      countFailure(one);
      return refuse.signInFailed();
    }
    const stronger = isWeaker(against.passwordHash) ? await hashPassword(password) : undefined;
    return admit(against, stronger, one, code);
  }

  /** The account may have changed while its password was being hashed. */
  function admit(checked: StoredAccount, stronger: string | undefined, one: Try, code?: string): Admitted | Rejection {
    const current = store.findByUsername(checked.account.username);
    if (current?.passwordHash !== checked.passwordHash) return refuse.signInFailed();
    const { account } = current;
    if (!codes.isAsked(account)) limits.clear(one.budgets);
    if (stronger !== undefined) store.setRehashed(undefined, account.id, stronger);
    if (account.disabled) return refuse.accountDisabled();
    const session = sessions.start(account, () => findBar(current, one, code));
    return isRejection(session) ? session : { ...session, device: devices.remember(one.device, account.id) };
  }

  /** What a right password alone does not open; what it takes is used up with the beginning of the session. */
  function findBar({ account, initial }: StoredAccount, one: Try, code?: string): Rejection | undefined {
    if (initial !== undefined && (initial.used || now() >= initial.until)) return refuse.signInPasswordOver();
    if (codes.isAsked(account)) {
      if (code === undefined) return secondFactorRequired();
      const from = one.network === undefined ? {} : { from: one.network };
      if (!codes.use(account, code, { account: account.id, name: account.username, ...from })) {
        countFailure({ ...one, budgets: withCodes(one) });
        return secondFactorWrong();
      }
      limits.clear(one.budgets);
    }
    return initial === undefined || store.useInitialPassword(account.id) ? undefined : refuse.signInPasswordOver();
  }

  /** Asked of somebody signed in, for a session that was left open is not enough. `then` follows under the same gate. */
  async function withPassword<T>(
    account: Account,
    password: string,
    { wrong, then }: { readonly wrong: () => Rejection; readonly then: () => T | Promise<T> },
  ): Promise<T | Rejection> {
    const { username } = account;
    const budgets = [budgetOfSession(username)];
    const result = await gate.run(
      `session of ${username}`,
      async () => {
        const stored = isClosed(budgets) ? undefined : store.findByUsername(username);
        const matches = await verifyPassword(stored?.passwordHash ?? DUMMY_HASH, password);
        if (stored === undefined || !matches) {
          countFailure({ username, budgets });
          return wrong();
        }
        if (!codes.isAsked(account)) limits.clear(budgets);
        return then();
      },
      { known: true },
    );
    return result === BUSY ? refuse.signInBusy() : result;
  }

  /** A code typed by somebody signed in. `look` answers undefined where it is wrong. */
  function guessed<T>({ username }: Account, look: () => T | undefined): T | Rejection {
    const budgets = [budgetOfSession(username)];
    const found = isClosed(budgets) ? undefined : look();
    if (found === undefined) {
      countFailure({ username, budgets });
      return secondFactorWrong();
    }
    limits.clear(budgets);
    return found;
  }

  return {
    async signIn(typed: string, proof: Proof, whence: Whence): Promise<Admitted | Rejection> {
      const one = tryOf(canonicalUsername(typed), whence);
      const { username, network, known } = one;
      const source = { ...(network === undefined ? {} : { network }), known: known !== undefined };
      const tooMany = limited(one);
      if (tooMany !== undefined) return tooMany;
      const result = await gate.run(known === undefined ? username : `devices of ${known}`, () => check(one, proof), source);
      return result === BUSY ? refuse.signInBusy() : result;
    },

    withPassword,
    guessed,

    withProof: <T>(account: Account, { password, code }: Proof, by: Origin | undefined, then: () => T): Promise<T | Rejection> =>
      withPassword(account, password, {
        wrong: passwordWrong,
        then(): T | Rejection {
          if (!codes.isAsked(account)) return then();
          if (code === undefined) return secondFactorRequired();
          const used = guessed(account, () => (codes.use(account, code, by) ? true : undefined));
          return used === true ? then() : used;
        },
      }),
  };
}

export type Door = ReturnType<typeof createSignIn>;
