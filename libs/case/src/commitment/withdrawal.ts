import { isBlank } from '#kernel';
import { casePart, type EventsOf } from '../definition.js';
import type { CaseFile } from '../file/state.js';
import * as refuse from '../rejections.js';

// Events

export interface WithdrawalEvents {
  CommitmentWithdrawn: { readonly uscc: string; readonly reason: string };
}

// Decide

const { fact } = casePart<object, WithdrawalEvents>();

/** Before the decision and with a fair reason; the next application goes the general way (办法12). */
export const withdrawCommitment = (reason: string | undefined, { institution }: CaseFile) =>
  reason === undefined || isBlank(reason)
    ? refuse.fairReasonMissing()
    : [fact('CommitmentWithdrawn', { uscc: institution.uscc, reason })];

// Evolve

export const withdrawalEvents: EventsOf<WithdrawalEvents> = {
  CommitmentWithdrawn: { custody: 'closed', evolve: ({ file }) => ({ status: 'withdrawn', file, deemed: false }) },
};
