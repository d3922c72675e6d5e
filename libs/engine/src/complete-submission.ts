import type { CaseCommands } from '#case';
import type { CommandRequest, Folded } from '#event-store';
import type { InstitutionState } from '#institution';
import type { CertificateState } from '#issuance';
import { reject, type Rejection } from '#kernel';

export type Submission = Omit<CaseCommands['SubmitApplication'], 'standing' | 'certificate'> & {
  readonly certificate?: { readonly number: string };
};

/**
 * What the authority already holds is not asked of the applicant: the standing of the body and the facts of its certificate come
 * from their own streams, and the applicant's word on them is not taken.
 */
export async function completeSubmission(
  request: CommandRequest,
  load: (stream: string) => Promise<Folded>,
): Promise<CommandRequest | Rejection> {
  if (request.command.type !== 'SubmitApplication') return request;
  const { certificate, ...application } = request.command.data as Submission;
  const { uscc } = application.institution;
  const { standing } = (await load(`institution-${uscc}`)).state as InstitutionState;
  if (certificate === undefined)
    return { ...request, command: { type: 'SubmitApplication', data: { ...application, standing } } };
  const held = (await load(`certificate-${certificate.number}`)).state as CertificateState;
  if (held.status === 'NONE' || held.holder.uscc !== uscc) return certificateNotHeld();
  if (held.status === 'CANCELLED') return certificateCancelled();
  const { number, validTo } = held;
  return {
    ...request,
    command: { type: 'SubmitApplication', data: { ...application, standing, certificate: { number, validTo } } },
  };
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
