import type { ApplicantRule, KindRule, LimitRule, ResultRule, ReviewFormRule, StepRule } from './policy-pack.js';
import { findCircle, isOnRoute } from './steps.js';
import { STAGES, type Stage } from './terms.js';

export interface Problem {
  readonly at: readonly (string | number)[];
  readonly what: string;
}

export interface Rows {
  readonly limits: readonly LimitRule[];
  readonly kinds: readonly KindRule[];
  readonly reviewForms: readonly Pick<ReviewFormRule, 'form'>[];
  readonly steps: readonly StepRule[];
  readonly applicants: readonly ApplicantRule[];
  readonly results: readonly ResultRule[];
}

const NEEDED: readonly Stage[] = STAGES.filter((stage) => stage === 'acceptance' || stage === 'decision');

/** Rows that name what is not there, steps in a circle, and ways through the handling that lack a stage. */
export function* contradictions(rows: Rows): Iterable<Problem> {
  yield* stepsNameWhatIsThere(rows);
  yield* stepsFormNoCircle(rows.steps);
  yield* kindsNameWhatIsThere(rows);
  yield* everyRouteHasItsStages(rows);
}

function* stepsNameWhatIsThere({ steps, limits, reviewForms }: Rows): Iterable<Problem> {
  for (const [index, { after, limits: named, forms }] of steps.entries()) {
    const at = (field: string) => ['steps', index, field];
    yield* unknown(at('after'), after, steps.map(idOf), 'step');
    yield* unknown(at('limits'), named, limits.map(idOf), 'limit');
    if (forms !== '*') yield* unknown(at('forms'), forms, ['NONE', ...reviewForms.map(({ form }) => form)], 'form of review');
  }
}

/** Also of use for the rows of an overlay alone. */
export function* stepsFormNoCircle(steps: readonly StepRule[]): Iterable<Problem> {
  const circle = findCircle(steps);
  if (circle === undefined) return;
  const [last, first] = circle.slice(-2);
  const index = steps.findIndex(({ id }) => id === last);
  const place = steps[index]?.after.indexOf(first ?? '') ?? 0;
  yield { at: ['steps', index, 'after', place], what: `closes a circle of steps: ${circle.join(' after ')}` };
}

function* kindsNameWhatIsThere({ kinds, applicants, results, reviewForms }: Rows): Iterable<Problem> {
  const forms = ['NONE', ...reviewForms.map(({ form }) => form)];
  for (const [index, { reviewForm, otherForms = [], who, results: named }] of kinds.entries()) {
    const at = (field: string) => ['kinds', index, field];
    if (!forms.includes(reviewForm)) yield { at: at('reviewForm'), what: `${reviewForm} is not among the pack's reviewForms` };
    yield* unknown(at('otherForms'), otherForms, forms, 'form of review');
    if (!applicants.some(({ id }) => id === who)) yield { at: at('who'), what: `there is no row "${who}" among the applicants` };
    yield* unknown(at('results'), named, results.map(idOf), 'result');
  }
}

function* everyRouteHasItsStages({ kinds, steps }: Rows): Iterable<Problem> {
  for (const [index, { kind, procedures, reviewForm }] of kinds.entries()) {
    for (const [place, procedure] of procedures.entries()) {
      const form = procedure === 'COMMITMENT' ? 'NONE' : reviewForm;
      const always = steps.filter((step) => step.when === undefined && isOnRoute(step, { kind, procedure, form }));
      const stages = always.map(({ stage }) => stage);
      const missing = NEEDED.find((stage) => !stages.includes(stage));
      if (missing === undefined) continue;
      yield { at: ['kinds', index, 'procedures', place], what: `${kind} has no step of ${missing} under ${procedure}` };
    }
  }
}

function* unknown(
  at: readonly (string | number)[],
  named: readonly string[],
  known: readonly string[],
  what: string,
): Iterable<Problem> {
  for (const [index, name] of named.entries()) {
    if (!known.includes(name)) yield { at: [...at, index], what: `there is no ${what} "${name}" here` };
  }
}

const idOf = ({ id }: { readonly id: string }): string => id;
