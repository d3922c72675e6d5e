import type { CaseCommands } from '#case';
import type { CommandRequest, Folded } from '#event-store';
import { standingOn, type InstitutionState } from '#institution';
import type { CertificateCommands, CertificateState } from '#issuance';
import { dateOf, reject, type Instant, type Rejection } from '#kernel';
import type { Lookups } from './lookups.js';

type Submission = Omit<CaseCommands['SubmitApplication'], 'standing' | 'certificate'> & {
  readonly certificate?: { readonly number: string };
};

/** The commands as they are handed to the engine: what it adds to a submission itself is not asked for. */
export type GivenCommands = Omit<CaseCommands, 'SubmitApplication'> & { readonly SubmitApplication: Submission };

/** What the engine knows beside the stream of the command. */
export interface Known {
  readonly load: (stream: string) => Promise<Folded>;
  readonly lookups: Lookups;
  readonly now: Instant;
}

/** Adds to a command what the authority itself knows, or turns it down. */
export async function completeCommand(request: CommandRequest, known: Known): Promise<CommandRequest | Rejection> {
  switch (request.command.type) {
    case 'SubmitApplication':
      return completeSubmission(request, known);
    case 'ExpireCertificateLimit':
      return completeExpiry(request, known);
    default:
      return request;
  }
}

/**
 * What the authority already holds is not asked of the applicant: the standing of the body and the facts of its certificate come
 * from their own streams, and the applicant's word on them is not taken.
 */
async function completeSubmission(request: CommandRequest, { load, lookups, now }: Known): Promise<CommandRequest | Rejection> {
  const { certificate, ...application } = request.command.data as Submission;
  const { uscc } = application.institution;
  const record = (await load(`institution-${uscc}`)).state as InstitutionState;
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
  const { number, validTo } = held;
  return {
    ...request,
    command: { type: 'SubmitApplication', data: { ...application, standing, certificate: { number, validTo } } },
  };
}

/** Whether a renewal is open decides what an alarm of the certificate means; nobody else is asked. */
async function completeExpiry(request: CommandRequest, { load, lookups }: Known): Promise<CommandRequest> {
  const data = request.command.data as CertificateCommands['ExpireCertificateLimit'];
  const { state } = await load(request.stream);
  const { number } = state as { number?: string };
  const openRenewal = number === undefined ? undefined : lookups.openRenewalOf(number);
  return openRenewal === undefined ? request : { ...request, command: { ...request.command, data: { ...data, openRenewal } } };
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
