import type { Instant, Rejection } from '#kernel';
import type { Account, Admitted, Whence } from './account.js';
import type { Devices } from './devices.js';
import { BUSY, type Gate } from './gate.js';
import { budgetOfSession, budgetsOfSignIn, type Budget, type Limits } from './limits.js';
import { DUMMY_HASH, hashPassword, isWeaker, verifyPassword } from './password.js';
import * as refuse from './rejections.js';
import type { Sessions } from './sessions.js';
import type { IdentityStore, StoredAccount } from './store.js';
import { canonicalUsername } from './usernames.js';

/** Wrong passwords have closed something for a while. */
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
  readonly now: () => Instant;
  readonly onLock: (lock: Lock) => void;
}

/** One try: who, against which budgets it counts, and from where. */
interface Try extends Whence {
  readonly username: string;
  readonly budgets: readonly Budget[];
  /** Hash of the device, where the account knows it. */
  readonly known?: string;
}

/** The door: passwords are looked at here and nowhere else. */
export function createSignIn({ store, sessions, gate, limits, devices, now, onLock }: SignInParts) {
  /** A device that belongs to somebody else is as good as none. */
  function tryOf(username: string, whence: Whence): Try {
    const accountId = store.findByUsername(username)?.account.id;
    const known = accountId === undefined ? undefined : devices.find(whence.device, accountId);
    const budgets = budgetsOfSignIn(username, whence.network, known);
    return { username, ...whence, budgets, ...(known === undefined ? {} : { known }) };
  }

  const isClosed = (budgets: readonly Budget[]): boolean => budgets.some(limits.isSpent);

  function countFailure({ username, network, budgets }: Omit<Try, 'device'>): void {
    for (const { of } of limits.count(budgets)) onLock({ of, username, ...(network === undefined ? {} : { network }) });
  }

  function limited({ budgets }: Try): Rejection | undefined {
    const wait = limits.waitMs(budgets);
    return wait === undefined ? undefined : refuse.signInLimited(wait);
  }

  /** Unknown, closed and wrong take the same hash, the same commit and the same answer: none of them tells which it was. */
  async function check(one: Try, password: string): Promise<Admitted | Rejection> {
    const tooMany = limited(one);
    if (tooMany !== undefined) return tooMany;
    const stored = store.findByUsername(one.username);
    const against = stored === undefined || isClosed(one.budgets) ? undefined : stored;
    const matches = await verifyPassword(against?.passwordHash ?? DUMMY_HASH, password);
    if (against === undefined || !matches) {
      countFailure(one);
      return refuse.signInFailed();
    }
    const stronger = isWeaker(against.passwordHash) ? await hashPassword(password) : undefined;
    return admit(against, stronger, one);
  }

  /** The account may have changed while its password was being hashed. */
  function admit(checked: StoredAccount, stronger: string | undefined, { budgets, device }: Try): Admitted | Rejection {
    const current = store.findByUsername(checked.account.username);
    if (current?.passwordHash !== checked.passwordHash) return refuse.signInFailed();
    limits.clear(budgets);
    if (stronger !== undefined) store.setRehashed(undefined, current.account.id, stronger);
    if (current.account.disabled) return refuse.accountDisabled();
    if (!mayStart(current)) return refuse.signInPasswordOver();
    return { ...sessions.start(current.account), device: devices.remember(device, current.account.id) };
  }

  /** An initial password counts as used before its one session begins. */
  const mayStart = ({ account, initial }: StoredAccount): boolean =>
    initial === undefined || (!initial.used && now() < initial.until && store.useInitialPassword(account.id));

  return {
    async signIn(typed: string, password: string, whence: Whence): Promise<Admitted | Rejection> {
      const one = tryOf(canonicalUsername(typed), whence);
      const { username, network, known } = one;
      const source = { ...(network === undefined ? {} : { network }), known: known !== undefined };
      const tooMany = limited(one);
      if (tooMany !== undefined) return tooMany;
      const result = await gate.run(known ?? username, () => check(one, password), source);
      return result === BUSY ? refuse.signInBusy() : result;
    },

    /** Asked of somebody signed in, for a session that was left open is not enough. `then` follows under the same gate. */
    async withPassword<T>(
      { username }: Account,
      password: string,
      { wrong, then }: { readonly wrong: () => Rejection; readonly then: () => Promise<T> },
    ): Promise<T | Rejection> {
      const budgets = [budgetOfSession(username)];
      const result = await gate.run(
        `session of ${username}`,
        async () => {
          const stored = isClosed(budgets) ? undefined : store.findByUsername(username);
          const matches = await verifyPassword(stored?.passwordHash ?? DUMMY_HASH, password);
          if (stored !== undefined && matches) {
            limits.clear(budgets);
            return then();
          }
          countFailure({ username, budgets });
          return wrong();
        },
        { known: true },
      );
      return result === BUSY ? refuse.signInBusy() : result;
    },
  };
}
