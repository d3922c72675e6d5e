import { canonical, dateOf, isBlank, type Actor, type Dated, type Rejection } from '#kernel';
import type { Policy } from '#law';
import type { CaseFile, In, Remedies, UndecidedCase } from '../file/state.js';
import * as refuse from '../rejections.js';

/** Reconsideration and litigation, named in every decision against the applicant (许可法38; 行政复议法20, 行政诉讼法46). */
export function remediesUnder(policy: Policy): Remedies {
  const { reconsiderationDays, litigationMonths } = policy.values;
  return {
    reconsideration: `自知道本决定之日起${reconsiderationDays.value}日内，可以依法申请行政复议`,
    litigation: `自知道本决定之日起${litigationMonths.value}个月内，可以依法向人民法院提起行政诉讼`,
  };
}

interface Refusal {
  readonly reasons: readonly string[];
  readonly remedies: Remedies;
}

/** No decision against the applicant without reasons and remedies (许可法38). */
export function refusalIsFounded({ reasons, remedies }: Refusal): Rejection | undefined {
  if (reasons.every(isBlank)) return refuse.reasonsMissing();
  return isBlank(remedies.reconsideration) || isBlank(remedies.litigation) ? refuse.remediesMissing() : undefined;
}

/** A reason as it is compared: no full stop makes another one of it; what stands between two digits does (4.11, 41.1). */
const gistOf = (reason: string): string => canonical(reason).replace(/(?<!\d)\p{P}|\p{P}(?!\d)/gu, '');

/**
 * What was set aside is not refused again on the same reasons; one set aside for its procedure alone may be, by somebody else
 * (行政复议法64, 行政诉讼法71).
 */
export function refusedAnew(reasons: readonly string[], { setAside = [] }: CaseFile, actor: Actor): Rejection | undefined {
  const given = reasons.map(gistOf).filter((reason) => reason !== '');
  const same = setAside.filter((before) => {
    const told = before.reasons.map(gistOf);
    return given.every((reason) => told.includes(reason));
  });
  if (same.some(({ forProcedure }) => forProcedure !== true)) return refuse.sameReasonsAgain();
  return same.some(({ refusedBy }) => refusedBy === actor.id) ? refuse.refusedBefore() : undefined;
}

/** False papers or concealment: on record with the body, for whom a ban follows (办法33). */
export const untruth = (falsehood: boolean | undefined, { institution, setAside = [] }: CaseFile) =>
  falsehood === true
    ? { falsehood, uscc: institution.uscc, ...(setAside.length === 0 ? {} : { refusal: setAside.length + 1 }) }
    : {};

type Told = Pick<In<'refused'>, 'reasons' | 'remedies'> & { readonly falsehood?: true };

/** What a refused or declined case shows, and where it goes back to if the refusal is set aside. */
export const refusal = <S extends UndecidedCase>(
  state: S,
  { data, effectiveAt, actor }: Dated<{ readonly type: string; readonly data: Told }>,
): Omit<In<'refused'>, 'status' | 'file'> & Pick<S, 'file'> => ({
  file: state.file,
  reasons: data.reasons,
  remedies: data.remedies,
  ...(data.falsehood === undefined ? {} : { falsehood: data.falsehood }),
  refusedBy: actor.id,
  refusedOn: dateOf(effectiveAt),
  from: state,
});
