import { isForeign, isOffered, type Actor } from '#kernel';
import type { Law } from '#law';
import { certificateCommands } from './certificate.js';
import type { CertificateCommandName } from './messages.js';
import type { CertificateState } from './state.js';

const NAMES = Object.keys(certificateCommands) as CertificateCommandName[];

/** What this person may do with this certificate now, for the buttons; from the same table and rules that the server refuses by. */
export function permitted(state: CertificateState, actor: Actor, law: Law): CertificateCommandName[] {
  if (state.status === 'NONE') return [];
  if (isForeign(state.holder.uscc, actor)) return [];
  return NAMES.filter((name) => {
    const definition = certificateCommands[name];
    const { on, fits } = definition;
    if (on === 'no-certificate' || fits?.(state) === false) return false;
    if (on === 'investigation' && state.investigations?.open === undefined) return false;
    return isOffered(definition, state, { actor, law });
  });
}
