import type { OpenCase } from '#case';
import { isForeign, STAFF, type Actor, type Role } from '#kernel';
import { caseOf } from '#read-models';

export type Viewer = readonly Actor[];

/** Whoever sees the affairs of bodies at all; an administrator does not. */
export const SEEING: readonly Role[] = ['applicant', ...STAFF];

export const isStaff = (viewer: Viewer): boolean => viewer.some(({ role }) => isOneOf(STAFF, role));

/** Whether somebody sees the affairs of this body, in any of their roles. */
export const sees = (viewer: Viewer, body: string): boolean =>
  viewer.some((actor) => isOneOf(SEEING, actor.role) && !isForeign(body, actor));

/** The case of a folded stream, or undefined where there is none for this viewer: a foreign one is not there for applicants. */
export function findVisible(state: unknown, viewer: Viewer): OpenCase | undefined {
  const found = caseOf(state);
  return found !== undefined && sees(viewer, found.file.institution.uscc) ? found : undefined;
}

const isOneOf = (roles: readonly Role[], role: Role): boolean => roles.includes(role);
