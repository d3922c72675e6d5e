import type { Policy, Subject } from '#law';
import type { InspectionContext } from './definition.js';
import * as refuse from './rejections.js';
import type { InspectionFile, Inspector } from './state.js';

/** What decides which limits run: T51, and T52 for first applications and mandatory standards (告知承诺实施办法11). */
export const subjectOf = ({ kind, mandatoryStandards }: InspectionFile): Subject => ({
  kind,
  procedure: 'COMMITMENT',
  reviewed: false,
  mandatoryStandards,
});

/**
 * Facts are checked by two or more officers (许可法34, 61). None of them belongs to the body or applied for it, and whoever
 * decided on the commitment does not inspect their own decision (办法29).
 */
export function checkTeam(team: readonly Inspector[], file: InspectionFile, { policy }: Pick<InspectionContext, 'policy'>) {
  const { min } = policy.team;
  if (new Set(team.map(({ id }) => id)).size < Math.max(min, team.length)) return refuse.inspectorsTooFew(min);
  const concerned = team.find(({ id, uscc }) => id === file.applicant || id === file.decidedBy || uscc === file.institution.uscc);
  return concerned === undefined ? undefined : refuse.inspectorRecused(concerned.name ?? concerned.id);
}

/** Whoever concludes or checks is one of the inspectors. */
export const checkInspector = (inspectors: readonly Inspector[], { actor }: Pick<InspectionContext, 'actor'>) =>
  inspectors.some(({ id }) => id === actor.id) ? undefined : refuse.notAnInspector();

export const sameTeam = (a: readonly Inspector[], b: readonly Inspector[]): boolean =>
  a.length === b.length && a.every(({ id }) => b.some((other) => other.id === id));

/** How long a rectification may take at most: T53, in older packs that of a review (评审准则18, 办法26). */
export function longestRectification(policy: Policy): number {
  const rule = policy.findLimit('T53') ?? policy.limit('T13');
  return rule.setBy?.max ?? rule.n;
}
