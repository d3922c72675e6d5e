import { kindsOf, SCOPE_KINDS, type CaseCommands, type Institution } from '#case';
import type { CommandRequest } from '#event-store';
import { standingOn, type InstitutionState } from '#institution';
import { inWords, scopeChangeProblem, type Certificate, type CertificateState } from '#issuance';
import { dateOf, reject, type Rejection } from '#kernel';
import type { Known } from './lookups.js';

export type Submission = Omit<CaseCommands['SubmitApplication'], 'standing' | 'certificate'> & {
  readonly certificate?: { readonly number: string };
};

/**
 * What the authority already holds is not asked of the applicant: the standing of the body and the facts of its certificate come
 * from their own streams, and the applicant's word on them is not taken.
 */
export async function completeSubmission(
  request: CommandRequest,
  { load, lookups, now }: Known,
): Promise<CommandRequest | Rejection> {
  const { certificate, ...submitted } = request.command.data as Submission;
  const { uscc } = submitted.institution;
  const record = (await load(`institution-${uscc}`)).state as InstitutionState;
  const application = { ...submitted, institution: addressed(submitted.institution, record) };
  const known = standingOn(record, dateOf(now));
  // First-time applicants are excepted from what a punishment closes; nothing else asks for it.
  const standing = known.punishedWithin2Years ? { ...known, firstTime: !lookups.hasCertificate(uscc) } : known;
  if (certificate === undefined)
    return { ...request, command: { type: 'SubmitApplication', data: { ...application, standing } } };
  const held = (await load(`certificate-${certificate.number}`)).state as CertificateState;
  if (held.status === 'NONE' || held.holder.uscc !== uscc) return certificateNotHeld();
  if (held.status === 'REVOKED') return certificateRevoked();
  // One that was cancelled for having expired is turned down as expired.
  if (held.status === 'CANCELLED' && held.cancelled?.ground !== 'expired') return certificateCancelled();
  const stray = strayScope(application, held);
  if (stray !== undefined) return stray;
  const { number, validTo } = held;
  const data = { ...inWordsOf(held, application), standing, certificate: { number, validTo } };
  return { ...request, command: { type: 'SubmitApplication', data } };
}

/** The address on record, where the body gives none. */
function addressed(institution: Institution, { facts }: InstitutionState): Institution {
  const { address = facts?.address } = institution;
  return address === undefined ? institution : { ...institution, address };
}

type Applied = Omit<Submission, 'certificate'>;

/** Rows to be dropped are told in words: whoever reads the case need not look them up. */
function inWordsOf({ annex }: Certificate, application: Applied): Applied {
  const { changes } = application;
  return changes?.droppedItems === undefined
    ? application
    : { ...application, changes: { ...changes, droppedItems: inWords(annex, changes.droppedItems) } };
}

/** What is not applied for is turned down as such, by the case itself. */
function strayScope(application: Applied, { annex }: Certificate): Rejection | undefined {
  const kinds = kindsOf(application);
  const { changes: { droppedItems, standards } = {}, scopeItems } = application;
  return scopeChangeProblem(annex, {
    kinds,
    ...(droppedItems !== undefined && kinds.includes('CHG_DROP_ITEMS') ? { droppedItems } : {}),
    ...(standards !== undefined && kinds.includes('CHG_STANDARD') ? { standards } : {}),
    ...(scopeItems !== undefined && kinds.some((kind) => SCOPE_KINDS.includes(kind)) ? { scopeItems } : {}),
  });
}

const certificateNotHeld = (): Rejection =>
  reject('certificate-not-held', 'invalid', {
    zh: '该机构没有此编号的资质认定证书',
    en: 'This body holds no certificate of that number',
    field: 'certificate.number',
    allowed: ['a certificate of this body in the register'],
  });

const certificateCancelled = (): Rejection =>
  reject('certificate-cancelled', 'conflict', {
    zh: '该证书已注销',
    en: 'The certificate has been cancelled',
    field: 'certificate.number',
    basis: ['办法31'],
    allowed: ['INITIAL'],
  });

const certificateRevoked = (): Rejection =>
  reject('certificate-revoked', 'conflict', {
    zh: '该证书已被撤销',
    en: 'The certificate has been revoked',
    field: 'certificate.number',
    basis: ['办法32', '许可法69'],
    allowed: ['INITIAL'],
  });
