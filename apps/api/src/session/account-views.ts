import { isLimited, SIGN_IN_BUSY, type Account, type SessionInfo } from '#identity';
import { formatInstant, isRejection, type Rejection } from '#kernel';
import { HttpProblem, Rejected } from '../http/problem.js';

export const ACCOUNT = { id: 'a2f1c0de-0000-4000-8000-000000000001', username: 'clerk', displayName: '王五', roles: ['clerk'] };
export const SESSION = {
  id: 'q3vX0aB7kLm2PzR5',
  createdAt: '2026-03-02T10:00:00+08:00',
  lastSeenAt: '2026-03-02T10:20:00+08:00',
  expiresAt: '2026-03-02T22:00:00+08:00',
};

export type AccountView = Omit<Account, 'disabled'>;
export const shown = ({ disabled: _disabled, ...account }: Account): AccountView => account;

export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  /** The one that asks. */
  readonly current?: true;
}

export const viewSessions = (sessions: readonly SessionInfo[], currentId?: string): SessionView[] =>
  sessions.map(({ id, createdAt, lastSeenAt, expiresAt }) => ({
    id,
    createdAt: formatInstant(createdAt),
    lastSeenAt: formatInstant(lastSeenAt),
    expiresAt: formatInstant(expiresAt),
    ...(id === currentId ? { current: true } : {}),
  }));

function busy(why: Rejection): HttpProblem | undefined {
  const { code, zh, en } = why;
  if (isLimited(why)) return new HttpProblem(429, code, zh, en, { retryAfterSeconds: why.retryAfterSeconds });
  return code === SIGN_IN_BUSY ? new HttpProblem(429, code, zh, en) : undefined;
}

/** Why somebody is not let in, with its own status. */
export function notLetIn(why: Rejection): HttpProblem {
  const { code, zh, en, field, allowed } = why;
  const more = { ...(field === undefined ? {} : { field }), ...(allowed === undefined ? {} : { allowed }) };
  return busy(why) ?? new HttpProblem(401, code, zh, en, more);
}

/** An answer of the accounts. Throws Rejected, or 429 where too many passwords are being hashed. */
export function settled<T extends object | string>(answer: T | Rejection): T {
  if (typeof answer === 'object' && isRejection(answer)) throw busy(answer) ?? new Rejected(answer);
  return answer;
}
