import type { OpenCase } from '#case';
import { reject, type Actor, type Rejection } from '#kernel';
import { caseOf } from '#read-models';
import { sees } from '../actors.js';

/** The case of a folded stream, or undefined where there is none for this viewer. */
export function findVisible(state: unknown, viewer: readonly Actor[]): OpenCase | undefined {
  const found = caseOf(state);
  return found !== undefined && sees(viewer, found.file.institution.uscc) ? found : undefined;
}

export const caseNotFound = (): Rejection =>
  reject('case-not-found', 'not-found', { zh: '没有这个办件', en: 'There is no such case' });
