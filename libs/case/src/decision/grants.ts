import type { Dated } from '#kernel';
import type { CaseEvent } from '../messages.js';

/**
 * Everything that ever gives a qualification. Silence is one of them in one case only, and no other limit that runs out grants
 * anything; a test plays stories at random and finds no grant outside this list.
 */
export const WAYS_TO_A_GRANT = [
  { way: 'person', command: 'GrantQualification', event: 'QualificationGranted', article: '办法11(四)' },
  { way: 'self-declaration', command: 'AcceptSelfDeclaration', event: 'QualificationGranted', article: '办法12' },
  { way: 'machine', command: 'ApplyReductions', event: 'QualificationGranted', article: '许可法34' },
  { way: 'silence', command: null, event: 'RenewalDeemedGranted', article: '许可法50' },
] as const;
export type WayToAGrant = (typeof WAYS_TO_A_GRANT)[number]['way'];

/** By which of them an event grants; undefined where it grants nothing. */
export function grantedBy(
  { type, data, actor }: Dated<CaseEvent>,
  before: readonly CaseEvent['type'][],
): WayToAGrant | undefined {
  if (type === 'RenewalDeemedGranted') return 'silence';
  if (type !== 'QualificationGranted') return undefined;
  if (data.machineDecision !== undefined) return 'machine';
  if ((before as readonly string[]).includes('SelfDeclarationAccepted')) return 'self-declaration';
  return actor.role === 'engine' ? undefined : 'person';
}
