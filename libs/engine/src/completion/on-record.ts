import type { CaseFile, HeldCertificate, KnownBody, OnRecord } from '#case';
import { standingOn, type InstitutionState } from '#institution';
import type { Certificate, CertificateState } from '#issuance';
import { dateOf, isBlank, type LocalDate } from '#kernel';
import type { Known } from '../lookups.js';

export async function recordOf(
  { institution: { uscc }, certificate }: Pick<CaseFile, 'institution' | 'certificate'>,
  { load, now }: Pick<Known, 'load' | 'now'>,
): Promise<OnRecord> {
  const body = (await load(`institution-${uscc}`)).state as InstitutionState;
  const held = certificate && ((await load(`certificate-${certificate.number}`)).state as CertificateState);
  return madeOf(body, held?.status === 'NONE' ? undefined : held, dateOf(now));
}

interface Made {
  readonly held: Certificate | undefined;
  readonly today: LocalDate;
  readonly onRecord: OnRecord;
}

/** Every command to a case asks, and the record of a body seldom changes. */
const lastMade = new WeakMap<InstitutionState, Made>();

function madeOf(body: InstitutionState, held: Certificate | undefined, today: LocalDate): OnRecord {
  const last = lastMade.get(body);
  if (last?.held === held && last?.today === today) return last.onRecord;
  const onRecord = {
    institution: bodyOnRecord(body, held),
    standing: standingOn(body, today),
    ...(held === undefined ? {} : { certificate: heldCertificate(held) }),
  };
  lastMade.set(body, { held, today, onRecord });
  return onRecord;
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
