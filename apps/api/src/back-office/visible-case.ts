import type { OpenCase } from '#case';
import { reject, type Actor, type Rejection } from '#kernel';
import { caseOf } from '#read-models';
import { isApplicantOnly } from '../actors.js';

/** The case of a folded stream, or undefined where there is none for this viewer: an applicant's view ends at the body they act for. */
export function findVisible(state: unknown, viewer: readonly Actor[]): OpenCase | undefined {
  const found = caseOf(state);
  if (found === undefined) return undefined;
  return isApplicantOnly(viewer) && found.file.institution.uscc !== viewer[0]?.uscc ? undefined : found;
}

export const caseNotFound = (): Rejection =>
  reject('case-not-found', 'not-found', { zh: '没有这个办件', en: 'There is no such case' });
