import { isForeign, type Actor, type Role } from '#kernel';
import { caseCommands } from './case.js';
import { fourEyes, reviewAllowsGrant, runningDecision } from './decision.js';
import { hearingAllowsDecision } from './hearing.js';
import type { CommandName } from './messages.js';
import { type Law, pinnedPolicy } from '#law';
import { commitmentIsSigned, isOwnCase } from './rules.js';
import type { CaseState, OpenCase } from './state.js';
import { doneByTheTeam } from './review-team.js';

const NAMES = Object.keys(caseCommands) as CommandName[];

/**
 * What this person may do with this case now, for the buttons; from the same table that the server refuses by. A claimed review
 * stays with its reviewer, a commissioned one with its team, and whoever applied or reviewed does not decide.
 */
export function permitted(state: CaseState, actor: Actor, law: Law): CommandName[] {
  if (state.status === 'none') return actor.role === 'applicant' ? ['SubmitApplication'] : [];
  if (isForeign(state.file.institution.uscc, actor)) return [];
  if (isOwnCase(state.file, actor)) return [];
  const policy = pinnedPolicy(law, state.file.policy);
  return NAMES.filter((name) => {
    const definition = caseCommands[name];
    const { by, in: statuses, fits } = definition;
    const possible = statuses.includes(state.status) && by.includes(actor.role) && (fits?.(state.file, policy) ?? true);
    return possible && !heldBack(name, state, actor);
  });
}

function heldBack(name: CommandName, state: OpenCase, actor: Actor): boolean {
  const { file } = state;
  const claimedBy = state.status === 'document-review' ? state.claimedBy : undefined;
  switch (name) {
    case 'ExtendDecision':
      return file.decisionExtended || runningDecision(file) === undefined;
    case 'GrantQualification':
      return (
        fourEyes(file, { actor }) !== undefined ||
        (state.status === 'awaiting-decision' && reviewAllowsGrant(state) !== undefined) ||
        (file.outstanding ?? []).length > 0 ||
        hearingAllowsDecision(file) !== undefined
      );
    case 'RefuseQualification':
      return fourEyes(file, { actor }) !== undefined || hearingAllowsDecision(file) !== undefined;
    case 'AcceptApplication':
      return commitmentIsSigned(file) !== undefined;
    case 'AcceptSelfDeclaration':
      return (
        fourEyes(file, { actor }) !== undefined ||
        commitmentIsSigned(file) !== undefined ||
        hearingAllowsDecision(file) !== undefined
      );
    case 'TellHearingRight':
    case 'OpenHearing':
      return commitmentIsSigned(file) !== undefined;
    case 'CommissionReview':
      return claimedBy !== undefined && claimedBy !== actor.id;
    case 'ClaimDocumentReview':
      return claimedBy !== undefined;
    case 'TakeBackDocumentReview':
      return claimedBy === undefined;
    case 'ReleaseDocumentReview':
      return claimedBy !== actor.id;
    case 'PassDocumentReview':
    case 'FailDocumentReview':
    case 'OrderOnSiteReview':
      return claimedBy !== undefined && claimedBy !== actor.id;
    case 'ResumeReview':
      return actor.role !== 'applicant' && 'review' in state && doneByTheTeam(state.review, { actor }) !== undefined;
    case 'PostponeReview':
    case 'OrderRectification':
    case 'VerifyRectification':
    case 'ConcludeReview':
    case 'StopReview':
      return 'review' in state && doneByTheTeam(state.review, { actor }) !== undefined;
    default:
      return false;
  }
}

/** The roles that may give a command: which of a person's roles to act in. */
export const rolesFor = (name: CommandName): readonly Role[] => caseCommands[name].by;
