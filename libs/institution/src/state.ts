import type { Instant, LocalDate } from '#kernel';
import type { Signatory } from './signatories.js';

export const CREDIT_CLASSES = ['A', 'B', 'C', 'D'] as const;
/** A low, B ordinary, C higher, D high risk (监督管理办法20). */
export type CreditClass = (typeof CREDIT_CLASSES)[number];

export interface Flags {
  readonly breachInLastTerm: boolean;
  readonly badCreditList: boolean;
  readonly punishedWithin2Years: boolean;
}

export interface Facts {
  readonly name: string;
  readonly address?: string;
  readonly legalRepresentative?: string;
  readonly legalNature?: string;
  /** Whether it is a legal person of its own; otherwise the body that it is part of authorises it. */
  readonly independentLegalPerson?: boolean;
}

/** Taken off the record with a reason; the entry itself stays. */
export interface Lifted {
  readonly on: LocalDate;
  readonly by: string;
  readonly reason: string;
}

interface Entry {
  readonly entry: string;
  readonly on: LocalDate;
  readonly source: string;
  readonly lifted?: Lifted;
}

/**
 * falsehood: false papers or concealment (办法33, 许可法78); fraud: revoked for fraud or bribery (办法32, 许可法79); false-commitment: revoked
 * for one that was gravely untrue, in matters of public safety (许可法79); revocation: revoked at all (办法(2015)45).
 */
export type BanGround = 'falsehood' | 'fraud' | 'false-commitment' | 'revocation';

interface Ban extends Entry {
  readonly ground: BanGround;
  /** Last day on which no application is possible; the next is the first. */
  readonly until: LocalDate;
  readonly basis: string;
}

export interface Breach extends Entry {
  readonly what: string;
  readonly caseId?: string;
  /** A false commitment closes the commitment procedure. */
  readonly barsCommitment: boolean;
}

/** A commitment that was withdrawn before the decision: the next application goes the general way (办法12). */
export interface Withdrawal extends Entry {
  readonly caseId: string;
  readonly at: Instant;
  /** The next application, by the general procedure, once it was decided. */
  readonly endedBy?: string;
}

export interface Commitment {
  readonly caseId: string;
  readonly sha256: string;
  readonly signatory?: string;
  readonly signedOn: LocalDate;
  readonly verdict?: string;
}

/** What the authority has on record about a body. One about which nothing is recorded is in good standing. */
export interface InstitutionState {
  readonly standing: Flags;
  readonly facts?: Facts;
  /** When each of them was decided. */
  readonly factsSince?: { readonly [F in keyof Facts]?: Instant };
  readonly creditClass?: { readonly class: CreditClass; readonly source: string; readonly on: LocalDate };
  readonly bans?: readonly Ban[];
  readonly breaches?: readonly Breach[];
  readonly commitments?: readonly Commitment[];
  readonly withdrawals?: readonly Withdrawal[];
  readonly signatories?: { readonly caseId: string; readonly list: readonly Signatory[] };
}

export interface StandingOn extends Flags {
  readonly bannedUntil?: LocalDate;
  readonly banBasis?: string;
  readonly commitmentBarred?: 'false-commitment' | 'withdrawn-commitment';
  readonly creditClass?: CreditClass;
  readonly independentLegalPerson?: boolean;
}

const inForce = <T extends Entry>(entries: readonly T[] = []): readonly T[] =>
  entries.filter(({ lifted }) => lifted === undefined);

const banOn = ({ bans }: InstitutionState, today: LocalDate): Ban | undefined =>
  [...inForce(bans)].filter(({ until }) => today <= until).sort((a, b) => (a.until > b.until ? -1 : 1))[0];

export const openWithdrawals = ({ withdrawals }: InstitutionState): readonly Withdrawal[] =>
  inForce(withdrawals).filter(({ endedBy }) => endedBy === undefined);

export function commitmentBarred(state: InstitutionState): StandingOn['commitmentBarred'] {
  if (inForce(state.breaches).some(({ barsCommitment }) => barsCommitment)) return 'false-commitment';
  return openWithdrawals(state).length === 0 ? undefined : 'withdrawn-commitment';
}

export const falseCommitments = ({ breaches }: InstitutionState): readonly Breach[] =>
  inForce(breaches).filter(({ barsCommitment }) => barsCommitment);

/** What is not on record is left out. */
export function standingOn(state: InstitutionState, today: LocalDate): StandingOn {
  const ban = banOn(state, today);
  const barred = commitmentBarred(state);
  return {
    ...state.standing,
    ...(ban === undefined ? {} : { bannedUntil: ban.until, banBasis: ban.basis }),
    ...(barred === undefined ? {} : { commitmentBarred: barred }),
    ...(state.creditClass === undefined ? {} : { creditClass: state.creditClass.class }),
    ...(state.facts?.independentLegalPerson === false ? { independentLegalPerson: false } : {}),
  };
}
