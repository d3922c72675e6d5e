import type { CaseFile, HeldCertificate, KnownBody, OnRecord } from '#case';
import { standingOn, type InstitutionState } from '#institution';
import { isAlive, type Certificate, type CertificateState } from '#issuance';
import { dateOf, isBlank, type LocalDate } from '#kernel';
import type { Known } from './lookups.js';

/** What the streams of a body and of the certificate that a case is about say now. */
export async function recordOf(
  { institution: { uscc }, certificate }: Pick<CaseFile, 'institution' | 'certificate'>,
  { load, now }: Pick<Known, 'load' | 'now'>,
): Promise<OnRecord> {
  const record = (await load(`institution-${uscc}`)).state as InstitutionState;
  const held = certificate && ((await load(`certificate-${certificate.number}`)).state as CertificateState);
  const known = held?.status === 'NONE' ? undefined : held;
  return {
    institution: bodyOnRecord(record, known),
    standing: standingOn(record, dateOf(now)),
    ...(known === undefined ? {} : { certificate: heldCertificate(known) }),
  };
}

/** The record of the body comes first; of one that nobody has registered the certificate tells. */
export function bodyOnRecord({ facts }: InstitutionState, certificate: Certificate | undefined): KnownBody {
  const name = facts?.name === undefined || isBlank(facts.name) ? certificate?.holder.name : facts.name;
  const address = certificate?.holder.address ?? facts?.address;
  const legalRepresentative = facts?.legalRepresentative ?? certificate?.facts?.legalRepresentative;
  return {
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    ...(legalRepresentative === undefined ? {} : { legalRepresentative }),
  };
}

export function heldCertificate({ number, validTo, renewedTerm, status }: Certificate): HeldCertificate {
  return {
    number,
    validTo,
    ...(renewedTerm === undefined ? {} : { renewedTerm }),
    ...(status === 'CANCELLED' || status === 'REVOKED' ? { ended: status } : {}),
  };
}

/** Valid certificates of a body in a field. */
export async function validInField(
  uscc: string,
  field: string,
  today: LocalDate,
  { load, lookups }: Pick<Known, 'load' | 'lookups'>,
): Promise<readonly string[]> {
  const all = await Promise.all(lookups.certificatesOf(uscc).map((number) => load(`certificate-${number}`)));
  return all.flatMap(({ state }) => {
    const certificate = state as CertificateState;
    if (certificate.status === 'NONE' || certificate.field !== field) return [];
    return isAlive(certificate) && certificate.validTo >= today ? [certificate.number] : [];
  });
}
