import type { Approval, Identity } from '#identity';
import { formatInstant } from '#kernel';
import { withNames, type Named } from '../http/names.js';

/** An approval as administrators see it; people by id, with `names` beside. */
export type ApprovalView = Omit<Approval, 'requestedAt' | 'expiresAt' | 'decidedAt'> & {
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedAt?: string;
} & Named;

export const viewApproval = ({ requestedAt, expiresAt, decidedAt, ...rest }: Approval, identity: Identity): ApprovalView =>
  withNames(
    {
      ...rest,
      requestedAt: formatInstant(requestedAt),
      expiresAt: formatInstant(expiresAt),
      ...(decidedAt === undefined ? {} : { decidedAt: formatInstant(decidedAt) }),
    },
    identity,
  );

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

export const DONE_EXAMPLE = {
  ...PENDING_EXAMPLE,
  state: 'done',
  decidedBy: APPROVER,
  decidedAt: '2026-03-02T11:00:00+08:00',
  outcome: { id: PENDING_EXAMPLE.id, username: 'zhang.san', displayName: '张三', roles: ['decision-maker'] },
  names: { [REQUESTER]: '管理员（admin）', [APPROVER]: '管理员（admin2）' },
};
