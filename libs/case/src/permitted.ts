import { isForeign, type Actor, type Role } from '#kernel';
import { caseCommands } from './case.js';
import type { CommandName } from './messages.js';
import { type Law, pinnedPolicy } from '#law';
import { isOwnCase } from './rules.js';
import type { CaseState } from './state.js';

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
    const { by, in: statuses, fits, done, heldBack } = definition;
    if (!statuses.includes(state.status) || !by.includes(actor.role) || fits?.(state.file, policy) === false) return false;
    const asking = { actor, policy, law };
    return done?.(state as never, asking) !== true && heldBack?.(state as never, asking) === undefined;
  });
}

/** The roles that may give a command: which of a person's roles to act in. */
export const rolesFor = (name: CommandName): readonly Role[] => caseCommands[name].by;
