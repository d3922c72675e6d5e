import { isForeign, isOffered, type Actor, type Role } from '#kernel';
import { pinnedPolicy, type Law } from '#law';
import { caseCommands } from './case.js';
import { isOwnCase } from './file/rules.js';
import type { CaseState } from './file/state.js';
import type { CommandName } from './messages.js';

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
    if (!definition.in.includes(state.status) || definition.fits?.(state.file, policy) === false) return false;
    return isOffered(definition, state, { actor, policy, law });
  });
}

export const rolesFor = (name: CommandName): readonly Role[] => caseCommands[name].by;
