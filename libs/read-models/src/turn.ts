import { caseCommands, isOpenCase, isUnsigned, type CaseFile, type CommandName, type OpenCase } from '#case';
import type { Role } from '#kernel';
import { isOpen, type Law } from '#law';
import { openDues, type NextDue } from './dues.js';

/**
 * In whose hands the days are, by the same reading as the ledger, and the step that is awaited, of which role: the first line of every
 * list. An applicant's step may be awaited in days of the authority that no article stops (许可法45, ADR 18).
 */
export interface Turn {
  readonly of: 'applicant' | 'authority' | 'expert' | 'nobody';
  readonly role: Role | null;
  readonly next: CommandName | null;
}

const HANDS: { readonly [S in OpenCase['status']]: Turn['of'] } = {
  received: 'authority',
  'awaiting-correction': 'applicant',
  'document-review': 'authority',
  'awaiting-commission': 'authority',
  'technical-review': 'expert',
  'review-postponed': 'applicant',
  rectification: 'applicant',
  'rectification-check': 'expert',
  'awaiting-decision': 'authority',
  granted: 'authority',
  delivered: 'nobody',
  declined: 'nobody',
  withdrawn: 'nobody',
  refused: 'nobody',
};

const NAMES = Object.keys(caseCommands) as CommandName[];
const USUAL = new Map(NAMES.flatMap((name) => (caseCommands[name].nextIn ?? []).map((status) => [status, name] as const)));

export function turnOf(state: OpenCase, law: Law): Turn {
  const next = awaited(state, law);
  const [role = null] = next === null ? [] : caseCommands[next].by;
  // Accepted by silence without the signature: there is nothing to decide on (告知承诺实施办法).
  const of = next === 'SignCommitment' ? 'applicant' : HANDS[state.status];
  return { of, role, next };
}

/** What else than the status says which step is awaited: a commitment, a hearing, materials that were promised. */
function awaited(state: OpenCase, law: Law): CommandName | null {
  const { procedure, outstanding = [] } = state.file;
  const usual = USUAL.get(state.status) ?? null;
  const promised = outstanding.length > 0;
  if (isUnsigned(state.file)) return untilSigned(state) ?? usual;
  const waits = state.status === 'received' || state.status === 'awaiting-decision';
  if (waits && procedure === 'COMMITMENT') return 'AcceptSelfDeclaration';
  if (state.status === 'rectification' && promised) return firstDue(['SubmitRectification', 'SupplyOutstanding'], state, law);
  if (state.status === 'technical-review' && isRunning('CompleteLeaderCheck', state.file)) return 'CompleteLeaderCheck';
  if (state.status !== 'awaiting-decision') return usual;
  return (
    inHearing(state.file) ?? (state.conclusion === '不符合' ? 'RefuseQualification' : promised ? 'SupplyOutstanding' : usual)
  );
}

/** Whether the limit of that very step is running; run out, it is open still. */
const isRunning = (name: CommandName, { clocks }: CaseFile): boolean =>
  clocks.some((run) => isOpen(run) && run.limit === caseCommands[name].limit);

/** Without the signature the papers have a gap that the window tells (许可法32(四)); told, or accepted by silence, it is the applicant's. */
function untilSigned({ status, file }: OpenCase): CommandName | undefined {
  if (status === 'awaiting-correction' || status === 'awaiting-decision') return 'SignCommitment';
  if (status !== 'received') return undefined;
  return file.correctionRequested ? 'DeclineApplication' : 'RequestCorrection';
}

/** Nothing is decided while the right to a hearing may be used; the decision limit runs on (许可法47). */
function inHearing({ hearing }: CaseFile): CommandName | undefined {
  if (hearing?.status === 'told') return 'RequestHearing';
  if (hearing?.status === 'requested' || hearing?.status === 'called') return 'OpenHearing';
  return hearing?.status === 'open' ? 'CloseHearing' : undefined;
}

/** Of several steps that the applicant owes, the one whose time is over first. */
function firstDue(steps: readonly [CommandName, CommandName], { file }: OpenCase, law: Law): CommandName {
  const [first] = openDues(file, law).flatMap(({ limit }) => steps.filter((name) => caseCommands[name].limit === limit));
  return first ?? steps[0];
}

/**
 * The limit of the step that is awaited, else of those of whoever has the turn the earliest running one, a stopped one only where none
 * runs. Another step's limit is not shown with this one.
 */
export function nextDue(state: OpenCase, law: Law, { of, next } = turnOf(state, law)): NextDue | undefined {
  const applicants = of === 'applicant';
  const own = next === null ? undefined : caseCommands[next].limit;
  const open = openDues(state.file, law).filter(({ limit }) => !applicants || own === limit || limit !== 'T05');
  const first =
    open.find(({ limit }) => limit === own) ?? open.find(({ party }) => (party === 'applicant') === applicants) ?? open[0];
  return first && { limit: first.limit, due: first.due, provisional: first.provisional };
}

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
