import type { Approval, Identity, Reset } from '#identity';
import { formatInstant } from '#kernel';
import { withNames, type Named } from '../http/names.js';

/** An approval as administrators see it; people by id, with `names` beside. */
export type ApprovalView = Omit<Approval, 'requestedAt' | 'expiresAt' | 'decidedAt'> & {
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedAt?: string;
  readonly resets?: readonly ResetView[];
} & Named;

/** Whoever gets the power that is waited for may be somebody else than the owner of the account. */
type ResetView = Omit<Reset, 'at'> & { readonly at: string };

const RESETS_TOLD_MS = 90 * 86_400_000;

function resetsOf({ command, state, what }: Pick<Approval, 'command' | 'state' | 'what'>, { past }: Identity): ResetView[] {
  if (command !== 'SetRoles' || state !== 'pending' || !('account' in what)) return [];
  return past.resetsWithin(String(what.account), RESETS_TOLD_MS).map(({ at, ...reset }) => ({ ...reset, at: formatInstant(at) }));
}

export function viewApproval({ requestedAt, expiresAt, decidedAt, ...rest }: Approval, identity: Identity): ApprovalView {
  const resets = resetsOf(rest, identity);
  return withNames(
    {
      ...rest,
      requestedAt: formatInstant(requestedAt),
      expiresAt: formatInstant(expiresAt),
      ...(decidedAt === undefined ? {} : { decidedAt: formatInstant(decidedAt) }),
      ...(resets.length === 0 ? {} : { resets }),
    },
    identity,
  );
}

const [REQUESTER, APPROVER] = ['a2f1c0de-0000-4000-8000-000000000001', 'a2f1c0de-0000-4000-8000-000000000002'];

export const PENDING_EXAMPLE = {
  id: '0b1f6a3c-6a51-4f0e-9a57-1f2f6f0c9e31',
  command: 'CreateAccount',
  what: { username: 'zhang.san', displayName: '张三', roles: ['decision-maker'] },
  requestedBy: REQUESTER,
  state: 'pending',
  requestedAt: '2026-03-02T10:00:00+08:00',
  expiresAt: '2026-03-09T10:00:00+08:00',
  names: { [REQUESTER]: '管理员（admin）' },
};

export const SET_ROLES_EXAMPLE = {
  ...PENDING_EXAMPLE,
  command: 'SetRoles',
  what: { account: APPROVER, username: 'zhang.san', roles: ['decision-maker'] },
  resets: [{ what: 'password-reset', at: '2026-02-27T09:00:00+08:00', by: 'admin' }],
};

export const DONE_EXAMPLE = {
  ...PENDING_EXAMPLE,
  state: 'done',
  decidedBy: APPROVER,
  decidedAt: '2026-03-02T11:00:00+08:00',
  outcome: { id: PENDING_EXAMPLE.id, username: 'zhang.san', displayName: '张三', roles: ['decision-maker'] },
  names: { [REQUESTER]: '管理员（admin）', [APPROVER]: '管理员（admin2）' },
};
