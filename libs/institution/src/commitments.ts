import { dateOf, nothing, type Instant, type LocalDate } from '#kernel';
import { institutionPart, type DefinitionsOf, type EventsOf, type OfBody } from './definition.js';
import { named } from './registration.js';
import { openWithdrawals, type Commitment, type InstitutionState, type Withdrawal } from './state.js';

// Commands: all of them the engine's own, after what happened in a case or in its verification

export interface CommitmentCommands {
  RecordCommitment: OfBody & {
    readonly caseId: string;
    readonly sha256: string;
    readonly signatory?: string;
    readonly signedOn: LocalDate;
    readonly name?: string;
    readonly legalRepresentative?: string;
  };
  RecordVerdict: OfBody & { readonly caseId: string; readonly verdict: string };
  RecordCommitmentWithdrawal: OfBody & { readonly caseId: string; readonly reason?: string };
  /** The next application, by the general procedure, has been decided: the commitment procedure is open again (办法12). */
  ReopenCommitment: OfBody & {
    readonly caseId: string;
    /** Of the next application: a commitment that was withdrawn afterwards bars the one after it. */
    readonly receivedAt?: Instant;
  };
}

// Events

export interface CommitmentEvents {
  CommitmentRecorded: CommitmentCommands['RecordCommitment'];
  VerdictRecorded: CommitmentCommands['RecordVerdict'];
  CommitmentWithdrawalRecorded: CommitmentCommands['RecordCommitmentWithdrawal'];
  CommitmentReopened: CommitmentCommands['ReopenCommitment'];
}

// Decide

const { command, fact } = institutionPart<CommitmentCommands, CommitmentEvents>();

const commitmentOf = ({ commitments = [] }: InstitutionState, caseId: string): Commitment | undefined =>
  commitments.find((one) => one.caseId === caseId);

/** All of them where the application is not dated. */
const isBefore =
  (receivedAt: Instant | undefined) =>
  ({ at }: Withdrawal): boolean =>
    receivedAt === undefined || at <= receivedAt;

export const commitmentCommands: DefinitionsOf<CommitmentCommands, CommitmentEvents> = {
  RecordCommitment: command('RecordCommitment', {
    by: ['engine'],
    decide: (data, state) =>
      commitmentOf(state, data.caseId)?.sha256 === data.sha256 ? nothing : [fact('CommitmentRecorded', data)],
  }),
  RecordVerdict: command('RecordVerdict', {
    by: ['engine'],
    decide: (data, state) =>
      commitmentOf(state, data.caseId)?.verdict === data.verdict ? nothing : [fact('VerdictRecorded', data)],
  }),
  RecordCommitmentWithdrawal: command('RecordCommitmentWithdrawal', {
    by: ['engine'],
    decide: (data, { withdrawals = [] }) =>
      withdrawals.some(({ caseId }) => caseId === data.caseId) ? nothing : [fact('CommitmentWithdrawalRecorded', data)],
  }),
  ReopenCommitment: command('ReopenCommitment', {
    by: ['engine'],
    decide: (data, state) =>
      openWithdrawals(state).some(isBefore(data.receivedAt)) ? [fact('CommitmentReopened', data)] : nothing,
  }),
};

// Evolve

const withCommitment = (state: InstitutionState, caseId: string, change: Partial<Commitment>): InstitutionState => ({
  ...state,
  commitments: (state.commitments ?? []).map((one) => (one.caseId === caseId ? { ...one, ...change } : one)),
});

export const commitmentEvents: EventsOf<CommitmentEvents> = {
  CommitmentRecorded: (state, { data: { caseId, sha256, signatory, signedOn, name, legalRepresentative } }) => ({
    ...named(state, {
      ...(name === undefined ? {} : { name }),
      ...(legalRepresentative === undefined ? {} : { legalRepresentative }),
    }),
    commitments: [
      ...(state.commitments ?? []).filter((one) => one.caseId !== caseId),
      { caseId, sha256, signedOn, ...(signatory === undefined ? {} : { signatory }) },
    ],
  }),
  VerdictRecorded: (state, { data: { caseId, verdict } }) => withCommitment(state, caseId, { verdict }),
  CommitmentWithdrawalRecorded: (state, { data: { caseId, reason = '' }, effectiveAt }) => ({
    ...state,
    withdrawals: [
      ...(state.withdrawals ?? []),
      { entry: `withdrawal:${caseId}`, caseId, at: effectiveAt, on: dateOf(effectiveAt), source: reason },
    ],
  }),
  CommitmentReopened: (state, { data: { caseId, receivedAt } }) => ({
    ...state,
    withdrawals: (state.withdrawals ?? []).map((one) =>
      isBefore(receivedAt)(one) ? { ...one, endedBy: one.endedBy ?? caseId } : one,
    ),
  }),
};
