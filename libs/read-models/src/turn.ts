import { isOpenCase, isUnsigned, type CommandName, type OpenCase } from '#case';
import type { Law } from '#law';
import { openDues, type NextDue } from './dues.js';

/**
 * In whose hands the days are, by the same reading as the ledger, and the step that is awaited, of which role: the first line of every
 * list. An applicant's step may be awaited in days of the authority that no article stops (许可法45, ADR 18).
 */
export interface Turn {
  readonly of: 'applicant' | 'authority' | 'expert' | 'nobody';
  readonly role: 'applicant' | 'clerk' | 'reviewer' | 'decision-maker' | null;
  readonly next: CommandName | null;
}

const TURNS: { readonly [S in OpenCase['status']]: Turn } = {
  received: { of: 'authority', role: 'clerk', next: 'AcceptApplication' },
  'awaiting-correction': { of: 'applicant', role: 'applicant', next: 'SupplyCorrection' },
  'document-review': { of: 'authority', role: 'reviewer', next: 'PassDocumentReview' },
  'awaiting-commission': { of: 'authority', role: 'clerk', next: 'CommissionReview' },
  'technical-review': { of: 'expert', role: 'reviewer', next: 'ConcludeReview' },
  'review-postponed': { of: 'applicant', role: 'applicant', next: 'ResumeReview' },
  rectification: { of: 'applicant', role: 'applicant', next: 'SubmitRectification' },
  'rectification-check': { of: 'expert', role: 'reviewer', next: 'VerifyRectification' },
  'awaiting-decision': { of: 'authority', role: 'decision-maker', next: 'GrantQualification' },
  granted: { of: 'authority', role: 'clerk', next: 'DeliverCertificate' },
  delivered: { of: 'nobody', role: null, next: null },
  declined: { of: 'nobody', role: null, next: null },
  withdrawn: { of: 'nobody', role: null, next: null },
  refused: { of: 'nobody', role: null, next: null },
};

/** What else than the status says whose turn it is: a commitment, a hearing, materials that were promised. */
export function turnOf(state: OpenCase, law: Law): Turn {
  const { procedure, outstanding = [], hearing } = state.file;
  if (isUnsigned(state.file)) return unsigned(state);
  const waits = state.status === 'received' || state.status === 'awaiting-decision';
  if (waits && procedure === 'COMMITMENT') return ACCEPT;
  if (state.status === 'rectification' && outstanding.length > 0) return firstOf([TURNS.rectification, SUPPLY_NOW], state, law);
  if (state.status !== 'awaiting-decision') return TURNS[state.status];
  if (hearing?.status === 'requested' || hearing?.status === 'called') return { ...TURNS[state.status], next: 'OpenHearing' };
  if (hearing?.status === 'open') return { ...TURNS[state.status], next: 'CloseHearing' };
  if (hearing?.status === 'told') return ASK;
  if (state.conclusion === '不符合') return REFUSE;
  return outstanding.length > 0 ? SUPPLY : TURNS[state.status];
}

/** Without the signature the papers have a gap that the window tells (许可法32(四)); told, or accepted by silence, it is the applicant's. */
function unsigned({ status, file }: OpenCase): Turn {
  if (status === 'awaiting-correction' || status === 'awaiting-decision') return SIGN;
  if (status !== 'received') return TURNS[status];
  return { ...TURNS.received, next: file.correctionRequested ? 'DeclineApplication' : 'RequestCorrection' };
}

const SIGN: Turn = { of: 'applicant', role: 'applicant', next: 'SignCommitment' };
const ACCEPT: Turn = { of: 'authority', role: 'decision-maker', next: 'AcceptSelfDeclaration' };
/** Whoever accepted with gaps keeps the days: no article stops the decision limit for them (许可法45). */
const SUPPLY: Turn = { of: 'authority', role: 'applicant', next: 'SupplyOutstanding' };

/** Nothing is decided while the right to a hearing may be used; the decision limit runs on (许可法47). */
const ASK: Turn = { of: 'authority', role: 'applicant', next: 'RequestHearing' };
const REFUSE: Turn = { of: 'authority', role: 'decision-maker', next: 'RefuseQualification' };

const SUPPLY_NOW: Turn = { ...SUPPLY, of: 'applicant' };

/** Steps of the applicant that have a limit of their own. */
const LIMITS: Partial<Record<CommandName, string>> = {
  SubmitRectification: 'T13',
  SupplyOutstanding: 'T05',
  ResumeReview: 'T15',
  RequestHearing: 'T60',
};

/** Of several steps that the applicant owes, the one whose time is over first. */
function firstOf(turns: readonly [Turn, Turn], { file }: OpenCase, law: Law): Turn {
  const [first] = openDues(file, law).flatMap(({ limit }) => turns.filter(({ next }) => next !== null && LIMITS[next] === limit));
  return first ?? turns[0];
}

/**
 * The limit of the step that is awaited, else of those of whoever has the turn the earliest running one, a stopped one only where none
 * runs. Another step's limit is not shown with this one.
 */
export function nextDue(state: OpenCase, law: Law, { of, next } = turnOf(state, law)): NextDue | undefined {
  const applicants = of === 'applicant';
  const own = next !== null ? LIMITS[next] : undefined;
  const open = openDues(state.file, law).filter(({ limit }) => !applicants || own === limit || limit !== 'T05');
  const first =
    open.find(({ limit }) => limit === own) ?? open.find(({ party }) => (party === 'applicant') === applicants) ?? open[0];
  return first && { limit: first.limit, due: first.due, provisional: first.provisional };
}

/** Whose turn it is, and until when. */
export interface Step {
  readonly turn: Turn;
  readonly due: NextDue | undefined;
}

export function stepOf(state: OpenCase, law: Law): Step {
  const turn = turnOf(state, law);
  return { turn, due: nextDue(state, law, turn) };
}

/** The case of a change, or undefined where the stream is none or has not begun. */
export const caseOf = (state: unknown): OpenCase | undefined =>
  typeof state === 'object' && state !== null && isOpenCase(state) ? state : undefined;
