import type { StepRule } from './policy-pack.js';
import type { ApplicationKind, Procedure, ReviewForm } from './terms.js';

/** A way through the handling: kind, procedure and form of review. */
export interface Route {
  readonly kind: ApplicationKind;
  readonly procedure: Procedure;
  readonly form: ReviewForm | 'NONE';
}

const holds = <T>(which: '*' | readonly T[], one: T): boolean => which === '*' || which.includes(one);

export const isOnRoute = (step: Pick<StepRule, 'kinds' | 'procedures' | 'forms'>, { kind, procedure, form }: Route): boolean =>
  holds(step.kinds, kind) && holds(step.procedures, procedure) && holds(step.forms, form);

/** Each step behind those that go before it; otherwise in the order of the pack. Steps that wait for one another come last. */
export function inOrder(steps: readonly StepRule[]): StepRule[] {
  const done: StepRule[] = [];
  const left = [...steps];
  const isFree = ({ after }: StepRule): boolean => !left.some(({ id }) => after.includes(id));
  for (let free = left.findIndex(isFree); free >= 0; free = left.findIndex(isFree)) done.push(...left.splice(free, 1));
  return [...done, ...left];
}

/** A circle of steps that wait for one another: their ids, the first one again at the end; undefined where there is none. */
export function findCircle(steps: readonly StepRule[]): readonly string[] | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const known = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (known.has(id)) return undefined;
    for (const before of byId.get(id)?.after ?? []) {
      const circle = walk(before, [...path, id]);
      if (circle !== undefined) return circle;
    }
    known.add(id);
    return undefined;
  };
  for (const { id } of steps) {
    const circle = walk(id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
