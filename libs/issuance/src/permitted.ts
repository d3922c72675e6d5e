import type { Law } from '#law';
import { isForeign, isRejection, type Actor } from '#kernel';
import { certificateCommands } from './certificate.js';
import type { CertificateCommandName } from './messages.js';
import { extension, fourEyes, goesOn, heard } from './revocation-rules.js';
import type { Certificate, CertificateState, Investigated } from './state.js';

const NAMES = Object.keys(certificateCommands) as CertificateCommandName[];

/** What this person may do with this certificate now, for the buttons; from the same table and rules that the server refuses by. */
export function permitted(state: CertificateState, actor: Actor, law: Law): CertificateCommandName[] {
  if (state.status === 'NONE') return [];
  if (isForeign(state.holder.uscc, actor)) return [];
  return NAMES.filter((name) => {
    const { needs, by } = certificateCommands[name];
    if (needs === 'no-certificate' || !by.includes(actor.role)) return false;
    if (needs === 'certificate') return !heldBack(name, state);
    return isInvestigated(state) && !heldBackInInvestigation(name, state, actor, law);
  });
}

const isInvestigated = (certificate: Certificate): certificate is Investigated => certificate.investigations?.open !== undefined;

const heldBack = (name: CertificateCommandName, certificate: Certificate): boolean =>
  name === 'OpenRevocation' && (isInvestigated(certificate) || certificate.status === 'REVOKED');

function heldBackInInvestigation(
  name: CertificateCommandName,
  { investigations }: Investigated,
  actor: Actor,
  law: Law,
): boolean {
  const { open } = investigations;
  switch (name) {
    case 'SuspendRevocation':
      return open.suspended !== undefined;
    case 'ResumeRevocation':
      return open.suspended === undefined;
    case 'ExtendRevocation':
      return isRejection(extension(investigations, law));
    case 'RecordStatement':
      return open.statement !== 'awaited';
    case 'RevokeCertificate':
      return (fourEyes(open, { actor }) ?? heard(open) ?? goesOn(open)) !== undefined;
    case 'CloseRevocation':
      return fourEyes(open, { actor }) !== undefined;
    default:
      return false;
  }
}
