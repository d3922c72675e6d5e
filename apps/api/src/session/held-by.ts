import type { Account } from '#identity';
import { isRejection } from '#kernel';
import type { Host } from '../host.js';

export interface Held {
  readonly caseId: string;
  readonly kind: string;
  readonly next: string;
  /** Claimed by them, or theirs as a member of a commissioned team. */
  readonly as: 'claimed' | 'team';
}

const MOST = 100;

/** What is known at this moment, at most a hundred; where the screens do not answer, nothing: the account is closed all the same. */
export async function heldBy({ id }: Account, { office, log }: Host): Promise<readonly Held[]> {
  const roles = ['clerk', 'reviewer', 'decision-maker'];
  const ask = { roles, person: id, claimed: 'me', sort: 'due', page: 1, size: MOST } as const;
  try {
    const tasks = await office.ask('queue', ask);
    if (isRejection(tasks)) return [];
    return tasks.items.map(({ caseId, kind, next, claimedBy }) => ({
      caseId,
      kind,
      next,
      as: claimedBy === id ? ('claimed' as const) : ('team' as const),
    }));
  } catch (fault) {
    log.warn(`what the closed account ${id} holds is not known: ${String(fault)}`);
    return [];
  }
}
