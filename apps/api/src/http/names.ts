import type { Identity } from '#identity';

type Accounts = Pick<Identity, 'findAccountById'>;

/** Ids of accounts are UUIDs. */
const ACCOUNT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Display names by account id, of everybody whom an answer names by id: events know only ids. */
function namesIn(answer: unknown, accounts: Accounts): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    if (typeof value !== 'string' || value in names || !ACCOUNT_ID.test(value)) return;
    const name = accounts.findAccountById(value)?.displayName;
    if (name !== undefined) names[value] = name;
  };
  look(answer);
  return names;
}

export interface Named {
  readonly names: Readonly<Record<string, string>>;
}

export const withNames = <T extends object>(answer: T, accounts: Accounts): T & Named => ({
  ...answer,
  names: namesIn(answer, accounts),
});
