import { hash } from 'node:crypto';
import type { Approval, Identity } from '#identity';
import { reject, type Rejection } from '#kernel';
import type { Origin, SecurityLog } from '#security-log';

interface Books {
  readonly identity: Identity;
  readonly securityLog: SecurityLog;
}

/** What exactly was agreed to, with the password that waits; tells nothing of it. */
function digestOf({ id, command, what, requestedBy }: Approval, { approvals }: Identity): string {
  const parts = [id, command, what, requestedBy, approvals.secretOf(id) ?? null];
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}

/** On the disk before anything is carried out. */
export function recordGiven(approval: Approval, by: Origin, { identity, securityLog }: Books): void {
  const more = { command: approval.command, digest: digestOf(approval, identity) };
  securityLog.record({ what: 'approval-given', by, on: approval.id, more });
}

/** Whether the one who is said to have agreed did so, to what the table has now: it may have been written by another hand. */
export async function isOnRecord(approval: Approval, { identity, securityLog }: Books): Promise<boolean> {
  const digest = digestOf(approval, identity);
  const ask = { what: 'approval-given', outcome: 'success', account: approval.id, size: 10 } as const;
  for (let page = await securityLog.read(ask); ; page = await securityLog.read({ ...ask, after: page.next })) {
    if (page.items.some(({ account, more }) => account === approval.decidedBy && more?.digest === digest)) return true;
    if (page.next === null) return false;
  }
}

/** As a finding of the start, and as what came of it. */
export function refuseUnrecorded({ id }: Approval, { identity, securityLog }: Books): Rejection {
  const why = reject('approval-not-on-record', 'conflict', {
    zh: '安全日志中没有批准该事项的记录，不予办理；确有需要的，请重新提出。',
    en: 'The security log has no line of its approval: it is not carried out. Ask for it again where it is wanted.',
    allowed: ['ask again'],
  });
  identity.approvals.conclude(id, 'failed', why);
  securityLog.record({ what: 'start-finding', outcome: 'failure', code: why.code, on: id });
  return why;
}
