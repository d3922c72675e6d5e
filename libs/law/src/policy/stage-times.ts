import type { LimitRule } from './policy-pack.js';
import type { Policy } from './policy.js';
import type { ApplicationKind, Procedure, ReviewForm, Stage } from './terms.js';

/** The longest time that the authority and its experts have for a stage, in working days. */
export interface StageTime {
  readonly stage: Stage;
  /** The limit that says so; null where the law sets none for the stage. */
  readonly limit: string | null;
  readonly legal: number;
  readonly promised: number;
}

const isHandlingTime = ({ unit, anchor, party }: LimitRule): boolean =>
  unit === 'wd' && anchor === undefined && party !== 'applicant';

/**
 * The stages up to the delivery of the result, in order, of the steps that every such case takes (those with `when` are left out).
 * Of several limits within a stage the longest counts: the shorter ones run inside it.
 */
export function stageTimes(
  policy: Policy,
  kind: ApplicationKind,
  procedure: Procedure,
  form?: ReviewForm | 'NONE',
): readonly StageTime[] {
  const steps = policy.stepsFor(kind, procedure, form).filter(({ when, stage }) => when === undefined && stage !== 'supervision');
  const limits = policy.limitsFor(kind, procedure, form).filter(isHandlingTime);
  return [...new Set(steps.map(({ stage }) => stage))].map((stage) => {
    const named = steps.filter((step) => step.stage === stage).flatMap((step) => step.limits);
    const [longest] = limits.filter(({ id }) => named.includes(id)).sort((a, b) => b.n - a.n);
    const legal = longest?.n ?? 0;
    const promised = longest === undefined ? legal : (policy.promiseFor(longest.id, kind)?.n ?? legal);
    return { stage, limit: longest?.id ?? null, legal, promised };
  });
}
