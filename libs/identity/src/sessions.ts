import { sqliteCode } from '#event-store';
import type { Instant, Rejection } from '#kernel';
import { hash as digest, randomBytes } from 'node:crypto';
import type { Account, SessionInfo, SignedIn } from './account.js';
import type { Changes } from './changes.js';
import type { IdentityStore, StoredSession } from './store.js';

const TOKEN_LENGTH = 43;
const SAVE_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

interface Session extends StoredSession {
  lastSeenAt: Instant;
  account: Account;
}

export interface SessionLimits {
  readonly idleMs: number;
  readonly maxMs: number;
}

export const hashOf = (token: string): string => digest('sha256', token, 'base64url');
export const publicId = (sessionHash: string): string => sessionHash.slice(0, 16);

/**
 * Open sessions: a map in memory over the table. When a session was last seen is written once a minute, so a crash can only
 * shorten an idle session, never lengthen it. Changes made by another process (the command line) are seen within a second.
 */
export function createSessions(
  { store, atOnce }: { readonly store: IdentityStore } & Pick<Changes, 'atOnce'>,
  now: () => Instant,
  { idleMs, maxMs }: SessionLimits,
) {
  const open = new Map<string, Session>();
  const seen = new Map<string, Instant>();
  /** Over, though a full disk has not taken it yet: tried again with every save. */
  const ended = new Set<string>();
  let revision = store.revision();
  let lookedAt = now();
  let savedAt = lookedAt;

  const isOver = (session: StoredSession, at: Instant) => at - session.lastSeenAt >= idleMs || at - session.createdAt >= maxMs;

  function save(at: Instant): void {
    for (const hash of ended) endDurably(hash);
    store.saveSeen(seen, at - idleMs, at - maxMs);
    seen.clear();
    for (const [hash, session] of open) if (isOver(session, at)) open.delete(hash);
  }

  function saveNowAndThen(at: Instant): void {
    if (at - savedAt < SAVE_EVERY_MS) return;
    savedAt = at;
    try {
      save(at);
    } catch (fault) {
      // A full disk must not stop reading: what was not written stays in `seen` for the next minute.
      if (sqliteCode(fault) !== 'SQLITE_FULL') throw fault;
    }
  }

  function forgetWhenChangedElsewhere(at: Instant): void {
    if (at - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = at;
    const current = store.revision();
    if (current === revision) return;
    open.clear();
    revision = current;
  }

  function load(hash: string): Session | undefined {
    if (ended.has(hash)) return undefined;
    const stored = store.findSession(hash);
    const account = stored && store.findById(stored.accountId);
    if (stored === undefined || account === undefined || account.disabled) return undefined;
    const session = { ...stored, lastSeenAt: seen.get(hash) ?? stored.lastSeenAt, account };
    open.set(hash, session);
    return session;
  }

  function drop(hash: string): void {
    open.delete(hash);
    seen.delete(hash);
  }

  function endAllOf(accountId: string, kept = ''): void {
    for (const [hash, session] of open) if (session.accountId === accountId && hash !== kept) drop(hash);
  }

  /** Runs a change of our own; it needs no second look unless another process slipped in between. */
  function changing(run: () => void): void {
    run();
    const current = store.revision();
    if (current === revision + 1) revision = current;
  }

  function endDurably(hash: string): void {
    changing(() => {
      store.endSession(hash);
    });
    ended.delete(hash);
  }

  /** At once for whoever holds the token. Throws where it could not be stored: a restart before there is room would bring it back. */
  function end(hash: string): void {
    drop(hash);
    ended.add(hash);
    endDurably(hash);
  }

  const sessionsOf = (account: Account): StoredSession[] =>
    store.sessionsOf(account.id).map((session) => ({ ...session, lastSeenAt: seen.get(session.hash) ?? session.lastSeenAt }));

  return {
    /** Begins in one commit with what lets it begin, such as a code that is used up; not where that is turned down. */
    start(account: Account, admitted: () => Rejection | undefined): SignedIn | Rejection {
      const at = now();
      saveNowAndThen(at);
      const token = randomBytes(32).toString('base64url');
      const session = { hash: hashOf(token), accountId: account.id, createdAt: at, lastSeenAt: at, account };
      const refused = atOnce(() => {
        const fault = admitted();
        if (fault === undefined) store.addSession(session);
        return fault;
      });
      if (refused !== undefined) return refused;
      open.set(session.hash, session);
      return { token, account, expiresAt: (at + maxMs) as Instant };
    },

    findAccount(token: string): Account | undefined {
      if (token.length !== TOKEN_LENGTH) return undefined;
      const at = now();
      forgetWhenChangedElsewhere(at);
      const hash = hashOf(token);
      const session = open.get(hash) ?? load(hash);
      if (session === undefined || isOver(session, at)) return undefined;
      if (session.lastSeenAt !== at) {
        session.lastSeenAt = at;
        seen.set(hash, at);
        saveNowAndThen(at);
      }
      return session.account;
    },

    end(token: string): void {
      const hash = hashOf(token);
      if (ended.has(hash)) return endDurably(hash);
      if (!open.has(hash) && store.findSession(hash) === undefined) return;
      end(hash);
    },

    list(account: Account): SessionInfo[] {
      const at = now();
      return sessionsOf(account)
        .filter((session) => !isOver(session, at))
        .map(({ hash, createdAt, lastSeenAt }) => ({
          id: publicId(hash),
          createdAt,
          lastSeenAt,
          expiresAt: (createdAt + maxMs) as Instant,
        }));
    },

    /** False when the account has no such session. */
    endById(account: Account, id: string): boolean {
      const session = sessionsOf(account).find(({ hash }) => publicId(hash) === id);
      if (session === undefined) return false;
      end(session.hash);
      return true;
    },

    /** Ends all sessions of an account but `kept`. */
    endOthers(account: Account, kept = ''): void {
      endAllOf(account.id, kept);
      changing(() => {
        store.endSessionsOf(account.id, kept);
      });
    },

    changing,
    endAllOf,
    replaceAccount(account: Account): void {
      for (const session of open.values()) if (session.accountId === account.id) session.account = account;
    },
    save: () => {
      save(now());
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
