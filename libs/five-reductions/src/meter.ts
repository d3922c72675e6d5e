import type { Law, OpenCase } from '#case';
import { dateOf } from '#kernel';
import type { ApplicationKind, LimitRule, Policy } from '#policy';
import type { Ledger } from '#time-limits';

/** What the rule of the baseline would have asked, and what the case did ask so far. */
export interface Figure {
  readonly baseline: number;
  readonly actual: number;
}

/** The five reductions as figures (减程序、减环节、减时间、减收费、减申请材料), and the trips of 最多跑一次. */
export interface Reductions {
  readonly baselinePolicy: string;
  /** Stages with a clock of their own: acceptance, review, decision, issue. */
  readonly procedures: Figure;
  /** Acts of the authority and its experts. */
  readonly steps: Figure;
  /** Legal limits of the stages, against working days that counted on the agency's clocks. */
  readonly workingDays: Figure;
  /** Yuan. */
  readonly fee: Figure;
  /** Materials that the list asks for, against those handed in. */
  readonly materials: Figure;
  readonly trips: Figure;
}

/** The dated baseline: the rule before the reductions began. */
export const BASELINE = 'CMA-2015';
/** 最多跑一次: one trip was the promise; everything here is done online. */
const TRIPS: Figure = { baseline: 1, actual: 0 };

const STAGES: readonly (readonly string[])[] = [['T01'], ['T10', 'T11'], ['T20', 'T21', 'T22', 'T23'], ['T30', 'T31']];

export function meter(
  state: OpenCase,
  events: readonly { type: string; actor: { role: string } }[],
  ledger: Ledger | null,
  law: Law,
): Reductions {
  const { file } = state;
  const policy = law.policies.byLabel(file.policy);
  const baseline = law.policies.get(BASELINE, dateOf(file.receivedAt));
  const acts = events.filter(({ actor }) => actor.role !== 'applicant' && actor.role !== 'engine').length;
  return {
    baselinePolicy: baseline.versionLabel,
    procedures: { baseline: stagesFor(file.kind, baseline).length, actual: stagesOf(file.clocks.map(({ limit }) => limit)) },
    steps: { baseline: stepsFor(file.kind, baseline), actual: acts },
    workingDays: {
      baseline: stagesFor(file.kind, baseline).reduce((sum, limit) => sum + limit.n, 0),
      actual: ledger?.days.filter(({ counted }) => counted).length ?? 0,
    },
    fee: { baseline: baseline.values.feeYuan.value, actual: policy.values.feeYuan.value },
    materials: { baseline: askedFor(file.kind, baseline), actual: file.materials.length },
    trips: TRIPS,
  };
}

/** The agency limits that a case of that kind runs through under a policy, one a stage. */
function stagesFor(kind: ApplicationKind, policy: Policy): LimitRule[] {
  const reviewed = policy.kind(kind).reviewForm !== 'NONE';
  const applies = ({ kinds, reviewed: which }: LimitRule): boolean =>
    (which === '*' || (which === 'with-review') === reviewed) &&
    (kinds === '*' || kinds.includes(kind) || (reviewed && which === 'with-review'));
  return STAGES.flatMap((ids) =>
    policy.limits.filter((limit) => ids.includes(limit.id) && limit.tracked && applies(limit)).slice(0, 1),
  );
}

const stagesOf = (limits: readonly string[]): number => STAGES.filter((ids) => ids.some((id) => limits.includes(id))).length;

/** Accept, decide, deliver; with a review also commission and conclude. */
const stepsFor = (kind: ApplicationKind, policy: Policy): number => (policy.kind(kind).reviewForm === 'NONE' ? 3 : 5);

const askedFor = (kind: ApplicationKind, policy: Policy): number =>
  policy.materialsFor(kind).filter(({ requirement }) => requirement !== 'C').length;
