import { addMonths, dateOf, type LocalDate, type Rejection } from '#kernel';
import type { ApplicationKind, Policy } from '#law';
import type { CaseContext } from '../definition.js';
import type { CaseFile, HeldCertificate } from '../file/state.js';
import * as refuse from '../rejections.js';

/** A renewal is to be handed in three months before expiry (办法13); later ones get no promise of deemed renewal. */
export function isLateRenewal(
  application: { kind: ApplicationKind; certificate?: HeldCertificate },
  { now, policy }: CaseContext,
): boolean {
  if (application.kind !== 'RENEWAL' || application.certificate === undefined) return false;
  return dateOf(now) > addMonths(application.certificate.validTo, -policy.limit('T40').n);
}

/** The day of an application is before the end of a term that was prolonged already: only the next one can be renewed (办法13). */
export const isRenewedAlready = (kind: ApplicationKind, { renewedTerm }: HeldCertificate, today: LocalDate): boolean =>
  kind === 'RENEWAL' && renewedTerm !== undefined && today <= renewedTerm;

/**
 * What has been cancelled or revoked since the receipt is neither prolonged nor changed (办法31, 32), and no term is prolonged twice,
 * whatever else was decided meanwhile (办法13).
 */
export function certificateAllowsGrant({ kind, certificate }: CaseFile, today: LocalDate): Rejection | undefined {
  if (certificate === undefined) return undefined;
  if (certificate.ended !== undefined) return refuse.certificateNotAlive();
  return isRenewedAlready(kind, certificate, today) ? refuse.alreadyRenewed(certificate) : undefined;
}

/** Last day of a new term: six years, the same day number (办法13); a renewal prolongs the term that is running. */
export function newTerm(file: CaseFile, decidedOn: LocalDate, policy: Policy): LocalDate {
  const months = 12 * policy.limit('T42').n;
  const prolongs = file.certificate !== undefined && policy.values.renewalTermStartsFrom.value === 'previous-expiry';
  return addMonths(prolongs ? file.certificate.validTo : decidedOn, months);
}
