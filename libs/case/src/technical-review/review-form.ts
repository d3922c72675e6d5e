import type { ApplicationKind, Policy, Procedure, ReviewForm } from '#law';
import { kindsOf } from '../file/rules.js';
import type { CaseFile, Standing } from '../file/state.js';

/** Clean record and nothing substantial changed: a review on paper may suffice (办法13, 评审准则15-16). */
const mayRenewOnPaper = (standing: Standing, affectsConditions: boolean): boolean =>
  !standing.breachInLastTerm && !standing.badCreditList && !affectsConditions;

type Reviewable = Pick<CaseFile, 'kind' | 'alsoKinds' | 'standing' | 'affectsConditions'> & { readonly procedure?: Procedure };

function formFor(kind: ApplicationKind, { standing, affectsConditions }: Reviewable, policy: Policy): ReviewForm | 'NONE' {
  if (kind === 'RENEWAL') return mayRenewOnPaper(standing, affectsConditions) ? 'WRITTEN' : 'ON_SITE';
  if (affectsConditions && policy.kind(kind).affectsConditions !== 'never') return 'ON_SITE';
  return policy.kind(kind).reviewForm;
}

const STRICTER: readonly (ReviewForm | 'NONE')[] = ['NONE', 'WRITTEN', 'REMOTE', 'ON_SITE'];

/**
 * The form of review that the law gives this application (办法11, 13, 14; 评审准则14-17): of several changes in one case the
 * strictest, and none before a decision on a commitment (办法12).
 */
export function reviewFormFor(file: Reviewable, policy: Policy): ReviewForm | 'NONE' {
  if (file.procedure === 'COMMITMENT') return 'NONE';
  const forms = kindsOf(file).map((kind) => formFor(kind, file, policy));
  return STRICTER.findLast((form) => forms.includes(form)) ?? 'NONE';
}
