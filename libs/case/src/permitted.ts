import { type Actor, type Role } from '#kernel';
import { caseCommands } from './case.js';
import type { CommandName } from './definition.js';
import type { CaseState } from './state.js';

/**
 * What this person may do with this case now, for the buttons; from the same table that the server refuses by. A claimed review
 * stays with its reviewer, and whoever reviewed does not decide.
 */
export function permitted(state: CaseState, actor: Actor): CommandName[] {
  if (state.status === 'none') return actor.role === 'applicant' ? ['SubmitApplication'] : [];
  if (actor.role === 'applicant' && actor.uscc !== state.file.institution.uscc) return [];
  return (Object.keys(caseCommands) as CommandName[]).filter((name) => {
    const definition = caseCommands[name];
    return definition.by.includes(actor.role) && definition.in.includes(state.status) && !heldBack(name, state, actor);
  });
}

function heldBack(name: CommandName, state: Exclude<CaseState, { status: 'none' }>, actor: Actor): boolean {
  const { file } = state;
  if (name === 'RequestCorrection') return file.correctionRequested;
  if (name === 'ExtendDecision') return file.decisionExtended;
  if (name === 'GrantQualification' || name === 'RefuseQualification') {
    return file.reviewers.includes(actor.id) || (name === 'GrantQualification' && 'conclusion' in state && state.conclusion === '不符合');
  }
  if (name === 'ClaimDocumentReview') return state.status === 'document-review' && state.claimedBy !== undefined;
  if (name === 'ReleaseDocumentReview') return state.status === 'document-review' && state.claimedBy !== actor.id;
  if (state.status === 'document-review' && state.claimedBy !== undefined) return state.claimedBy !== actor.id;
  return false;
}

/** The roles that may give a command: which of a person's roles to act in. */
export const rolesFor = (name: CommandName): readonly Role[] => caseCommands[name].by;

