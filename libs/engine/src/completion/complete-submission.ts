import {
  isBranch,
  kindsOf,
  SCOPE_KINDS,
  type CaseCommands,
  type CaseState,
  type HeldCertificate,
  type KnownBody,
  type OnRecord,
  type Submission,
} from '#case';
import type { CommandRequest } from '#event-store';
import { standingOn, type InstitutionState } from '#institution';
import { inWords, scopeChangeProblem, type Certificate, type CertificateState } from '#issuance';
import { dateOf, isSameText, reject, type Rejection } from '#kernel';
import type { Known } from '../lookups.js';
import { bodyOnRecord, heldCertificate } from './on-record.js';

/**
 * What the authority already holds is not asked of the applicant: the standing of the body, what it is called and the facts of its
 * certificate come from their own streams. What the application says otherwise is kept beside them.
 */
export async function completeSubmission(request: CommandRequest, known: Known): Promise<CommandRequest | Rejection> {
  const { load, lookups, now } = known;
  const { certificate, ...application } = request.command.data as Submission;
  const { uscc } = application.institution;
  const record = (await load(`institution-${uscc}`)).state as InstitutionState;
  const standing = standingOn(record, dateOf(now));
  // First-time applicants are excepted from what a punishment closes; nothing else asks for it.
  const more = standing.punishedWithin2Years
    ? { standing: { ...standing, firstTime: !(await lookups.hasCertificate(uscc)) } }
    : { standing };
  if (certificate === undefined) {
    const heldUntil = await lookups.heldUntil(uscc, application.field);
    const holdsField = heldUntil !== undefined && heldUntil >= dateOf(now);
    const data = { ...application, ...onRecord(application, bodyOnRecord(record, undefined)), ...more };
    return { ...request, command: submitted(data, { holdsField }) };
  }
  const held = (await load(`certificate-${certificate.number}`)).state as CertificateState;
  if (held.status === 'NONE' || held.holder.uscc !== uscc) return certificateNotHeld();
  if (held.status === 'REVOKED') return certificateRevoked();
  // One that was cancelled for having expired is turned down as expired.
  if (held.status === 'CANCELLED' && held.cancelled?.ground !== 'expired') return certificateCancelled();
  const stray = strayScope(application, held);
  if (stray !== undefined) return stray;
  const body = onRecord(application, bodyOnRecord(record, held), held);
  const data = { ...inWordsOf(held, application), ...body, ...more, certificate: await asItRuns(held, application, known) };
  return { ...request, command: submitted(data) };
}

const submitted = (
  data: CaseCommands['SubmitApplication'],
  record?: OnRecord,
): CommandRequest['command'] & { record?: OnRecord } => ({
  type: 'SubmitApplication',
  data,
  ...(record === undefined ? {} : { record }),
});

/** A renewal that was decided a moment ago, and is not yet written on the certificate, has prolonged its term all the same. */
async function asItRuns(held: Certificate, { kind }: Applied, { load, lookups }: Known): Promise<HeldCertificate> {
  const { ended: _told, ...running } = heldCertificate(held);
  const renewing = kind === 'RENEWAL' ? await lookups.openRenewalOf(held.number) : undefined;
  if (renewing === undefined || held.cases.includes(renewing)) return running;
  const { status } = (await load(`case-${renewing}`)).state as CaseState;
  return status === 'granted' ? { ...running, renewedTerm: held.validTo } : running;
}

type KnownAs = Pick<CaseCommands['SubmitApplication'], 'institution' | 'asTyped' | 'addressOnRecord'>;

const FACTS = ['name', 'address', 'legalRepresentative'] as const;

/**
 * The body as it is on record. A branch goes by its own name and address, and a first certificate says the address that is applied
 * for; another certificate of the body may still say its name of before.
 */
function onRecord(application: Applied, record: KnownBody, held?: Certificate): KnownAs {
  const { institution } = application;
  const own = { ...record };
  if (isBranch(application)) return { institution };
  if (held === undefined && institution.address !== undefined) delete own.address;
  const differing = FACTS.filter((fact) => {
    const [typed, known] = [institution[fact], own[fact]];
    if (typed === undefined || known === undefined || isSameText(typed, known)) return false;
    return !(fact === 'name' && isSameText(typed, held?.holder.name));
  });
  const asTyped = Object.fromEntries(differing.map((fact) => [fact, institution[fact]]));
  return {
    institution: { ...institution, ...own },
    ...(differing.length === 0 ? {} : { asTyped }),
    ...(institution.address === undefined && own.address !== undefined ? { addressOnRecord: true } : {}),
  };
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
