import type { Instant } from '#kernel';
import type { Database } from 'better-sqlite3';
import { hash } from 'node:crypto';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** How many wrong tries each one bears, and for how long it is closed after the last of them. */
const BUDGETS = {
  address: { most: 10, ms: MINUTE_MS },
  'account-at-address': { most: 5, ms: 15 * MINUTE_MS },
  account: { most: 30, ms: 15 * MINUTE_MS },
  device: { most: 5, ms: 15 * MINUTE_MS },
  'devices-at-address': { most: 10, ms: 15 * MINUTE_MS },
  'open-session': { most: 5, ms: 15 * MINUTE_MS },
  'second-factor': { most: 100, ms: 30 * DAY_MS },
  'second-factor-on-devices': { most: 100, ms: 30 * DAY_MS },
} as const;

export interface Budget {
  readonly of: keyof typeof BUDGETS;
  readonly key: string;
  /** Digest of the user name: people type their password there too. */
  readonly account?: string;
}

interface Row {
  failures: number;
  until: number;
}

const digestOf = (username: string): string => hash('sha256', username, 'base64url').slice(0, 22);
const nameOf = ({ of, key }: Budget): string => `${of} ${key}`;

/**
 * A device that has signed in before has a budget of its own, and all of one account at one address have another: nobody elsewhere can
 * use them up, and whoever has many devices has no more tries for it.
 */
export function budgetsOfSignIn(username: string, network: string | undefined, device: string | undefined): Budget[] {
  const account = digestOf(username);
  const here = { key: `${account} ${network ?? ''}`, account };
  if (device !== undefined)
    return [
      { of: 'device', key: device, account },
      { of: 'devices-at-address', ...here },
    ];
  return [
    ...(network === undefined ? [] : [{ of: 'address', key: network } as const]),
    { of: 'account-at-address', ...here },
    { of: 'account', key: account, account },
  ];
}

/** Of somebody signed in who is asked for the password again: strangers at the door do not use it up. */
export const budgetOfSession = (username: string): Budget => {
  const account = digestOf(username);
  return { of: 'open-session', key: account, account };
};

/** Of codes that are guessed by who knows the password, however patiently; strangers do not use up that of the devices. */
export const budgetOfCodes = (username: string, isKnown: boolean): Budget => {
  const account = digestOf(username);
  return { of: isKnown ? 'second-factor-on-devices' : 'second-factor', key: account, account };
};

/** Told to whoever it closes out: an address says nothing of any account, and a device is known to its account alone. */
const TOLD: readonly Budget['of'][] = ['address', 'device', 'devices-at-address', 'second-factor-on-devices'];

/** What a right password or code does not give back. */
const LASTING: readonly Budget['of'][] = ['address', 'account', 'second-factor', 'second-factor-on-devices'];

/** Failures are counted and nothing else, for names that exist and for others alike. They lie in a table and survive a restart. */
export function createLimits(database: Database, now: () => Instant) {
  const find = database.prepare<[string, number], Row>(
    'SELECT failures, until FROM identity_failures WHERE budget = ? AND until > ?',
  );
  const put = database.prepare<[string, string | null, number, number]>(
    'INSERT OR REPLACE INTO identity_failures (budget, account, failures, until) VALUES (?, ?, ?, ?)',
  );
  const drop = database.prepare<[string]>('DELETE FROM identity_failures WHERE budget = ?');
  const dropOf = database.prepare<[string]>('DELETE FROM identity_failures WHERE account = ?');
  const dropOver = database.prepare<[number]>('DELETE FROM identity_failures WHERE until <= ?');

  const rowOf = (budget: Budget): Row => find.get(nameOf(budget), now()) ?? { failures: 0, until: 0 };
  const isSpent = (budget: Budget): boolean => rowOf(budget).failures >= BUDGETS[budget.of].most;

  function countOne(budget: Budget): boolean {
    const { most, ms } = BUDGETS[budget.of];
    const { failures, until } = rowOf(budget);
    if (failures >= most) return false;
    const isFirstOrLast = failures === 0 || failures + 1 === most;
    put.run(nameOf(budget), budget.account ?? null, failures + 1, isFirstOrLast ? now() + ms : until);
    return failures + 1 === most;
  }

  /** Answers what is used up by it. What is closed already is not closed for longer, and bears no further counting elsewhere. */
  const count = database.transaction((budgets: readonly Budget[]): Budget[] => {
    dropOver.run(now());
    const isClosed = budgets.some((budget) => budget.of !== 'address' && isSpent(budget));
    return budgets.filter((budget) => (budget.of === 'address' || !isClosed) && countOne(budget));
  });

  return {
    isSpent,
    /** Until the address, or the device, may try again; undefined where it may now. */
    waitMs(budgets: readonly Budget[]): number | undefined {
      const spent = budgets.filter((budget) => TOLD.includes(budget.of) && isSpent(budget));
      return spent.length === 0 ? undefined : Math.max(...spent.map((budget) => rowOf(budget).until)) - now();
    },
    count: (budgets: readonly Budget[]): Budget[] => count.immediate(budgets),
    /** After a right password. What an address or all of them together have spent stays spent. */
    clear(budgets: readonly Budget[]): void {
      for (const budget of budgets) if (!LASTING.includes(budget.of)) drop.run(nameOf(budget));
    },
    /** After a new password. */
    forgive: (username: string): void => void dropOf.run(digestOf(username)),
  };
}

export type Limits = ReturnType<typeof createLimits>;
