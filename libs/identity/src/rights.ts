import { DamageError } from '#event-store';
import type { Origin, Rights, RightsLine, SecurityLog, What } from '#security-log';
import type { Database } from 'better-sqlite3';
import { hash } from 'node:crypto';

interface Row {
  id: string;
  username: string;
  roles: string;
  uscc: string | null;
  disabled: number;
  password_hash: string;
  secret: string | null;
  codes: string | null;
}

/** A digest of a salted hash, or of a random secret, tells nothing of it, only whether it is another one. */
const digestOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

const rightsOf = ({ id, username, roles, uscc, disabled, password_hash, secret, codes }: Row): Rights => ({
  id,
  username,
  roles: JSON.parse(roles) as string[],
  uscc,
  closed: disabled === 1,
  password: digestOf(password_hash),
  ...(secret === null ? {} : { secondFactor: digestOf(`${secret} ${codes ?? ''}`) }),
});

const COLUMNS = `id, username, roles, uscc, disabled, password_hash,
  (SELECT secret FROM identity_second_factors WHERE account_id = id) AS secret,
  (SELECT group_concat(hash, ' ' ORDER BY hash) FROM identity_recovery_codes WHERE account_id = id) AS codes`;

/**
 * Holds the accounts against the record of rights in the security log. A line is on the disk before the change of the table is
 * committed, and the number of the last line lies in the table with it: a table that was changed by another hand, or a record that was
 * cut, is noticed at the next start. Only the very last line may be ahead, by a crash between the two; then
 * the table is as it was before that line, for number and change are one commit.
 */
export function createRights(database: Database, file: string, log: SecurityLog) {
  const byId = database.prepare<[string], Row>(`SELECT ${COLUMNS} FROM identity_accounts WHERE id = ?`);
  const every = database.prepare<[], Row>(`SELECT ${COLUMNS} FROM identity_accounts ORDER BY username`);
  const readNumber = database.prepare<[], number>('SELECT last_line FROM identity_rights').pluck();
  const putNumber = database.prepare<[number]>('INSERT OR REPLACE INTO identity_rights VALUES (1, ?)');

  const numberIn = (): number => readNumber.get() ?? 0;
  const find = (id: string): Rights | null => {
    const row = byId.get(id);
    return row === undefined ? null : rightsOf(row);
  };

  function write(what: What, id: string, by?: Origin): void {
    const rights = find(id);
    const on = rights === null ? {} : { on: rights.username };
    putNumber.run(log.recordRights({ what, ...on, ...(by === undefined ? {} : { by }) }, id, rights));
  }

  const damaged = (what: string): DamageError => new DamageError(file, what);

  /** Accounts from before there was a record. */
  function takeIn(known: ReadonlySet<string>): number {
    const strangers = every.all().filter(({ id }) => !known.has(id));
    for (const { id } of strangers) write('account-taken-in', id);
    return strangers.length;
  }

  function findDifference(recorded: ReadonlyMap<string, Rights | null>): string | undefined {
    const rows = new Map(every.all().map((row) => [row.id, rightsOf(row)]));
    for (const [id, now] of rows) {
      const then = recorded.get(id);
      if (then === undefined || then === null) return `the account ${now.username} is in no line of the record of rights`;
      const field = differing(now, then);
      if (field !== undefined)
        return `the account ${now.username} has ${field}, the record of rights another: ${told(field, now, then)}`;
    }
    for (const [id, then] of recorded)
      if (then !== null && !rows.has(id)) return `the account ${then.username} of the record of rights is missing`;
    return undefined;
  }

  /** How many accounts were taken in. Throws DamageError. */
  function check(): number {
    const { lines, damage } = log.rights();
    if (damage !== undefined) throw damaged(`rights.jsonl beside it: ${damage}`);
    const number = numberIn();
    let takenIn = 0;
    const isFirst = number === 0 && lines.every(({ what }) => what === 'account-taken-in');
    if (isFirst) takenIn = takeIn(new Set(lines.map(({ id }) => id)));
    else if (lines.length === number + 1) {
      const before = findDifference(statesOf(lines.slice(0, -1)));
      if (before !== undefined) throw damaged(before);
      // Nobody was told that it was done: the table says what holds, never a line by itself.
      write('change-not-carried-out', lines.at(-1)?.id ?? '');
    } else if (lines.length !== number)
      throw damaged(`it knows of ${number} changes of rights, rights.jsonl beside it of ${lines.length}`);
    const difference = findDifference(statesOf(log.rights().lines));
    if (difference !== undefined) throw damaged(difference);
    if (isFirst && lines.length > 0) putNumber.run(log.rights().lines.length);
    return takenIn;
  }

  return {
    record: write,
    /** Around that transaction: where it is rolled back, so is its line. */
    guard<T>(change: () => T): T {
      const before = log.rightsCount();
      try {
        return change();
      } catch (fault) {
        if (log.rightsCount() > before) log.undoRights();
        throw fault;
      }
    },
    linesOf: (id: string): readonly RightsLine[] => log.rights().lines.filter((line) => line.id === id),
    check(): number {
      try {
        return database.transaction(check).immediate();
      } catch (fault) {
        if (fault instanceof DamageError)
          log.record({ what: 'start-finding', outcome: 'failure', code: 'rights-differ', on: fault.damage });
        throw fault;
      }
    },
  };
}

export type RightsKeeper = ReturnType<typeof createRights>;

const FIELDS = ['username', 'roles', 'uscc', 'closed', 'password', 'secondFactor'] as const;

const differing = (now: Rights, then: Rights): (typeof FIELDS)[number] | undefined =>
  FIELDS.find((field) => JSON.stringify(now[field]) !== JSON.stringify(then[field]));

/** Of a password or a second factor nothing is told but that it differs. */
function told(field: (typeof FIELDS)[number], now: Rights, then: Rights): string {
  if (field === 'password') return 'it was replaced by another hand';
  if (field !== 'secondFactor') return `${JSON.stringify(now[field])} is not ${JSON.stringify(then[field])}`;
  if (now.secondFactor === undefined) return 'there is none, and one is on record';
  return then.secondFactor === undefined
    ? 'there is one, and none is on record'
    : 'its secret or its recovery codes were replaced by another hand';
}

/** Each account as the last line about it says. */
const statesOf = (lines: readonly RightsLine[]): ReadonlyMap<string, Rights | null> =>
  new Map(lines.map(({ id, rights }) => [id, rights]));
