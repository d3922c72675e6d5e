import { canTakeOver, caseDecider, isClosed, isOpenCase, type CaseState, type OpenCase } from '#case';
import { dateOf, isRejection, type Actor, type Instant, type LocalDate, type Rejection } from '#kernel';
import {
  changesUnder,
  examinePack,
  packLabel,
  pinnedCalendar,
  pinnedPolicy,
  type DueChange,
  type GateReport,
  type Law,
  type LintFinding,
  type Policy,
  type PolicyBook,
  type PolicyPack,
  type Reasons,
} from '#law';
import type { Engine } from '../engine.js';
import { counting, openWork } from './open-work.js';
import { sha256Of } from './published-law.js';

export interface CaseDifference {
  readonly caseId: string;
  readonly kind: string;
  readonly status: string;
  readonly from: string;
  readonly to: string;
  /** False where the case could not be re-pinned: `refused` is what `RepinPolicy` would answer. */
  readonly fits: boolean;
  readonly refused?: Pick<Rejection, 'code' | 'zh' | 'en'>;
  readonly changes: readonly DueChange[];
}

export interface PolicyDryRun {
  readonly label: string;
  readonly sha256: string;
  readonly publishable: boolean;
  readonly findings: readonly LintFinding[];
  readonly gate: GateReport;
  readonly openCases: number;
  readonly affectedCases: number;
  readonly cases: readonly CaseDifference[];
}

/**
 * What publishing a pack would mean: every finding, and which open cases would be decided under other numbers if they were re-pinned.
 * Publishing itself re-pins none. Nothing is stored.
 */
export async function dryRunPolicy(engine: Engine, json: unknown, reasons: Reasons = {}): Promise<PolicyDryRun | Rejection> {
  const now = engine.clock.now();
  const examined = examinePack(json, engine.law.policies, reasons, dateOf(now));
  if (isRejection(examined)) return examined;
  const { pack, book, findings, gate } = examined;
  const publishable = gate.unexplained.length === 0 && findings.every(({ severity }) => severity !== 'error');
  const target = targetOf(pack, book, dateOf(now));
  const repin = target && repinningTo(target, book, engine.law, now);
  const cases = counting<CaseDifference>();
  for await (const { stream, state } of openWork(engine)) {
    if (!stream.startsWith('case-')) continue;
    const open = state as CaseState;
    if (isOpenCase(open) && !isClosed(open)) cases.take(repin?.(open));
  }
  const { open: openCases, affected: affectedCases, shown } = cases.counted;
  return { label: packLabel(pack), sha256: sha256Of(json), publishable, findings, gate, openCases, affectedCases, cases: shown };
}

function targetOf(pack: PolicyPack, book: PolicyBook, today: LocalDate): Policy | undefined {
  const policy = book.findInForce(today > pack.effectiveFrom ? today : pack.effectiveFrom);
  return policy?.packs.some((one) => packLabel(one) === packLabel(pack)) === true ? policy : undefined;
}

const HEAD: Actor = { id: 'dry-run', role: 'head' };

/** Asks the case itself, as if those rules were in force: what refuses `RepinPolicy` says here that they do not fit. */
function repinningTo(to: Policy, book: PolicyBook, law: Law, now: Instant): (state: OpenCase) => CaseDifference | undefined {
  const decider = caseDecider({ ...law, policies: { ...book, findInForce: () => to } });
  const data = { policy: to.versionLabel, reason: 'dry run' };
  return (state) => {
    const { file, status } = state;
    const { caseId, kind, policy: from } = file;
    const calendar = pinnedCalendar(law, file);
    const known = canTakeOver(to, file);
    const changes = known
      ? changesUnder(file.clocks, { policy: pinnedPolicy(law, from), calendar }, { policy: to, calendar })
      : [];
    const answer = decider.decide({ type: 'RepinPolicy', data }, state, { now, actor: HEAD });
    const which = { caseId, kind, status, from, to: to.versionLabel };
    if (!isRejection(answer)) return changes.length === 0 ? undefined : { ...which, fits: true, changes };
    const { code, zh, en } = answer;
    return { ...which, fits: false, refused: { code, zh, en }, changes };
  };
}
