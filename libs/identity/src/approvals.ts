import { reject, type Instant, type Rejection } from '#kernel';
import type { Database } from 'better-sqlite3';
import { hash, randomUUID } from 'node:crypto';
import type { Account } from './account.js';

const EXPIRES_AFTER_MS = 7 * 86_400_000;

/** `approved` until what came of it is known: carried out (`done`), or turned down by the rules themselves (`failed`). */
export const APPROVAL_STATES = ['pending', 'approved', 'done', 'failed', 'turned-down', 'withdrawn', 'expired'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What one administrator asked for and another has to agree to. People are ids of accounts. */
export interface Approval {
  readonly id: string;
  readonly command: string;
  readonly what: object;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: ApprovalState;
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
  readonly reason?: string;
  readonly outcome?: object;
}

export interface Asking {
  readonly command: string;
  readonly what: object;
  /** Hash of a password that is to be set. */
  readonly secret?: string;
  /** Tells that password from another, where somebody chose it. */
  readonly mark?: string;
  /** Idempotency-Key: sent again, the same request is answered. */
  readonly key?: string;
}

interface Row {
  id: string;
  command: string;
  what: string;
  fingerprint: string;
  secret: string | null;
  requested_by: string;
  requested_at: number;
  expires_at: number;
  state: ApprovalState;
  decided_by: string | null;
  decided_at: number | null;
  reason: string | null;
  outcome: string | null;
}

export interface ApprovalParts {
  readonly database: Database;
  readonly now: () => Instant;
  readonly findAccount: (id: string) => Account | undefined;
}

/** Requests that wait for a second administrator, in a table of their own; nothing is ever removed from it. */
export function createApprovals({ database, now, findAccount }: ApprovalParts) {
  const byId = database.prepare<[string], Row>('SELECT * FROM identity_approvals WHERE id = ?');
  const byKey = database.prepare<[string, string], Row>(
    'SELECT * FROM identity_approvals WHERE requested_by = ? AND ask_key = ?',
  );
  const same = database.prepare<[string, string, number], Row>(
    "SELECT * FROM identity_approvals WHERE requested_by = ? AND fingerprint = ? AND state = 'pending' AND expires_at > ?",
  );
  const every = database.prepare<[], Row>('SELECT * FROM identity_approvals ORDER BY requested_at DESC, id');
  const insert = database.prepare<[string, string, string, string, string | null, string | null, string, number, number]>(
    `INSERT INTO identity_approvals (id, command, what, fingerprint, secret, ask_key, requested_by, requested_at, expires_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')`,
  );
  const decide = database.prepare<[ApprovalState, string, number, string | null, string]>(
    `UPDATE identity_approvals SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ? AND state = 'pending'`,
  );
  const conclude = database.prepare<[ApprovalState, string, string]>(
    `UPDATE identity_approvals SET state = ?, outcome = ?, secret = NULL WHERE id = ? AND state = 'approved'`,
  );
  const forget = database.prepare<[string]>('UPDATE identity_approvals SET secret = NULL WHERE id = ?');

  function toApproval(row: Row): Approval {
    const isOver = row.state === 'pending' && now() >= row.expires_at;
    return {
      id: row.id,
      command: row.command,
      what: JSON.parse(row.what) as object,
      requestedBy: row.requested_by,
      requestedAt: row.requested_at as Instant,
      expiresAt: row.expires_at as Instant,
      state: isOver ? 'expired' : row.state,
      ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
      ...(row.decided_at === null ? {} : { decidedAt: row.decided_at as Instant }),
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...(row.outcome === null ? {} : { outcome: JSON.parse(row.outcome) as object }),
    };
  }

  function find(id: string): Approval | undefined {
    const row = byId.get(id);
    return row === undefined ? undefined : toApproval(row);
  }

  /** Whoever asked for it must still be in office when somebody agrees. */
  function mayStillAsk(id: string): boolean {
    const account = findAccount(id);
    return account?.disabled === false && account.roles.includes('admin');
  }

  /** In one step with the look at its state; answers what it is then. */
  function settle(id: string, by: Account, state: ApprovalState, reason: string | null): Approval | Rejection {
    const { changes } = decide.run(state, by.id, now(), reason, id);
    const approval = find(id);
    if (approval === undefined) return approvalUnknown();
    return changes === 1 ? approval : approvalSettled(approval);
  }

  return {
    find,
    /** The same request of the same person, by its key or its content; a rejection where the key was used for another. */
    earlier(asking: Asking, requester: Account): Approval | Rejection | undefined {
      const { key } = asking;
      const print = fingerprint(asking);
      const keyed = key === undefined ? undefined : byKey.get(requester.id, key);
      if (keyed !== undefined && keyed.fingerprint !== print) return keyReused();
      const row = keyed ?? same.get(requester.id, print, now());
      return row === undefined ? undefined : toApproval(row);
    },

    ask(asking: Asking, requester: Account): Approval {
      const { command, what, secret, key } = asking;
      const [id, at] = [randomUUID(), now()];
      const [print, ends] = [fingerprint(asking), at + EXPIRES_AFTER_MS];
      insert.run(id, command, JSON.stringify(what), print, secret ?? null, key ?? null, requester.id, at, ends);
      return { id, command, what, requestedBy: requester.id, requestedAt: at, expiresAt: ends as Instant, state: 'pending' };
    },

    /** Asked again by the same person before its outcome is known, it is answered again: it is to be carried out in any case. */
    approve(id: string, approver: Account): Approval | Rejection {
      const approval = find(id);
      if (approval === undefined) return approvalUnknown();
      if (approval.state === 'approved' && approval.decidedBy === approver.id) return approval;
      if (approval.state !== 'pending') return approvalSettled(approval);
      if (approval.requestedBy === approver.id) return approvalOwn();
      if (!mayStillAsk(approval.requestedBy)) return requesterGone();
      return settle(id, approver, 'approved', null);
    },

    /** By whoever asked for it: withdrawn. */
    turnDown(id: string, by: Account, reason: string): Approval | Rejection {
      const approval = find(id);
      if (approval === undefined) return approvalUnknown();
      if (approval.state !== 'pending') return approvalSettled(approval);
      const settled = settle(id, by, approval.requestedBy === by.id ? 'withdrawn' : 'turned-down', reason);
      forget.run(id);
      return settled;
    },

    secretOf: (id: string): string | undefined => byId.get(id)?.secret ?? undefined,

    /** What came of it, once; the password that waited is forgotten. */
    conclude(id: string, state: 'done' | 'failed', outcome: object): void {
      conclude.run(state, JSON.stringify(outcome), id);
    },

    list: (state?: ApprovalState): Approval[] =>
      every
        .all()
        .map(toApproval)
        .filter((approval) => state === undefined || approval.state === state),
  };
}

export type Approvals = ReturnType<typeof createApprovals>;

const fingerprint = ({ command, what, mark }: Asking): string =>
  hash('sha256', [command, JSON.stringify(what), ...(mark === undefined ? [] : [mark])].join(' '));

const keyReused = (): Rejection =>
  reject('idempotency-key-reused', 'conflict', {
    zh: '此 Idempotency-Key 已用于另一项内容不同的办理',
    en: 'This Idempotency-Key was used for a different command',
    field: 'Idempotency-Key',
    allowed: ['a new UUID'],
  });

const approvalUnknown = (): Rejection =>
  reject('approval-unknown', 'not-found', { zh: '没有这项待批事项。', en: 'There is no such request.' });

const approvalOwn = (): Rejection =>
  reject('approval-own', 'forbidden', {
    zh: '不得批准自己提出的事项，须由另一名管理员批准；可以撤回。',
    en: 'Nobody approves what they asked for: another administrator does. You may withdraw it.',
    allowed: ['turn-down'],
  });

const approvalSettled = ({ state }: Approval): Rejection =>
  reject('approval-settled', 'conflict', {
    zh: `该事项已有结果（${state}），不能再批准或者退回。`,
    en: `The request is ${state}: it can neither be approved nor turned down any more.`,
    allowed: ['ask again'],
  });

const requesterGone = (): Rejection =>
  reject('approval-requester-gone', 'conflict', {
    zh: '提出人的账号已停用，或者不再是管理员，不能批准。',
    en: 'Whoever asked for it has no open account as an administrator any more.',
    allowed: ['turn-down'],
  });
