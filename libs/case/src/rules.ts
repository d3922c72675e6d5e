import { addMonths, dateOf, type Actor, type LocalDate } from '#kernel';
import type { ApplicationKind, Policy, ReviewForm } from '#policy';
import type { Subject } from '#time-limits';
import type { CaseContext } from './definition.js';
import type { CaseFile, HeldCertificate, Remedies, Standing } from './state.js';

/** The applicant in another role: nobody handles their own application (办法29). */
export const isOwnCase = (file: CaseFile, actor: Actor): boolean => actor.role !== 'applicant' && actor.id === file.applicant;

/** The file with more people who took part in its review. */
export const reviewedBy = (file: CaseFile, ...people: readonly string[]): CaseFile => ({
  ...file,
  reviewers: [...new Set([...file.reviewers, ...people])],
});

/** A renewal is to be handed in three months before expiry (办法13); later ones get no promise of deemed renewal. */
export function isLateRenewal(
  application: { kind: ApplicationKind; certificate?: HeldCertificate },
  { now, policy }: CaseContext,
): boolean {
  if (application.kind !== 'RENEWAL' || application.certificate === undefined) return false;
  return dateOf(now) > addMonths(application.certificate.validTo, -policy.limit('T40').n);
}

/** Clean record and nothing substantial changed: a review on paper may suffice (办法13, 评审准则15-16). */
const mayRenewOnPaper = (standing: Standing, affectsConditions: boolean): boolean =>
  !standing.breachInLastTerm && !standing.badCreditList && !affectsConditions;

/** The form of review that the law gives this application (办法11, 13, 14; 评审准则14-17). */
export function reviewFormFor(
  file: Pick<CaseFile, 'kind' | 'standing' | 'affectsConditions'>,
  policy: Policy,
): ReviewForm | 'NONE' {
  if (file.kind === 'RENEWAL') return mayRenewOnPaper(file.standing, file.affectsConditions) ? 'WRITTEN' : 'ON_SITE';
  if (file.affectsConditions && policy.kind(file.kind).affectsConditions !== 'never') return 'ON_SITE';
  return policy.kind(file.kind).reviewForm;
}

/** What of a case decides which limits run (办法11; 许可法42, 50). */
export const subjectOf = (file: CaseFile): Subject => ({
  kind: file.kind,
  procedure: file.procedure,
  reviewed: file.reviewForm !== 'NONE',
  ...(file.certificate !== undefined && !file.late ? { certificateValidTo: file.certificate.validTo } : {}),
});

/** Reconsideration and litigation, named in every decision against the applicant (许可法38; 行政复议法20, 行政诉讼法46). */
export function remediesUnder(policy: Policy): Remedies {
  const { reconsiderationDays, litigationMonths } = policy.values;
  return {
    reconsideration: `自知道本决定之日起${reconsiderationDays.value}日内，可以依法申请行政复议`,
    litigation: `自知道本决定之日起${litigationMonths.value}个月内，可以依法向人民法院提起行政诉讼`,
  };
}

/** Last day of a new term: six years, the same day number (办法13); a renewal prolongs the term that is running. */
export function newTerm(file: CaseFile, decidedOn: LocalDate, policy: Policy): LocalDate {
  const months = 12 * policy.limit('T42').n;
  const prolongs = file.certificate !== undefined && policy.values.renewalTermStartsFrom.value === 'previous-expiry';
  return addMonths(prolongs ? file.certificate.validTo : decidedOn, months);
}
