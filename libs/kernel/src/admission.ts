import type { Actor } from './decider.js';
import type { Rejection } from './decision.js';
import { wrongRole, type Role } from './roles.js';

/** Who sees the affairs of every body. Administrators look after the program and see none; an applicant sees those of one body. */
export const STAFF = ['clerk', 'reviewer', 'decision-maker', 'head', 'supervisor'] as const satisfies readonly Role[];

const SEEING: readonly Role[] = [...STAFF, 'applicant', 'engine'];

export interface Asked {
  readonly by: readonly Role[];
  readonly actor: Actor;
  /** The code of the body whose affair it is; undefined where there is nothing. */
  readonly body: string | undefined;
  readonly notFound: () => Rejection;
}

/**
 * Whether somebody may give a command, before its revision or its state is looked at: first whether there is anything for them, then
 * whether it is theirs to give. What is foreign is answered as what is not there; whoever sees nothing hears that of either.
 */
export function admitted({ by, actor, body, notFound }: Asked): Rejection | undefined {
  if (!by.includes(actor.role) && !SEEING.includes(actor.role)) return wrongRole(by);
  if (body === undefined || isForeign(body, actor)) return notFound();
  return admittedRole(by, actor);
}

/** The same where there is nothing to be seen: a beginning, or an affair of everybody. */
export const admittedRole = (by: readonly Role[], { role }: Actor): Rejection | undefined =>
  by.includes(role) ? undefined : wrongRole(by);

/** An applicant's view ends at the body they act for. */
export const isForeign = (body: string, { role, uscc }: Actor): boolean => role === 'applicant' && uscc !== body;
