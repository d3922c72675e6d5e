import { hash } from 'node:crypto';
import { commitmentText, isOpenCase, permitted, pinnedPolicy, type CaseCommands, type CaseState, type CommandName } from '#case';
import type { CommandRequest } from '#event-store';
import type { CertificateCommands, CertificateState } from '#issuance';
import { reject, type Rejection } from '#kernel';
import type { ConfirmClock } from './clock-confirmation.js';
import { completePublication } from './published-law.js';
import { completeSubmission, type Submission } from './complete-submission.js';
import { completeVerdict } from './complete-verdict.js';
import type { Known } from './lookups.js';

/** The commands as they are handed to the engine: what it adds to them itself is not asked for. */
export type GivenCommands = Omit<CaseCommands, 'SubmitApplication' | 'SignCommitment'> & {
  readonly SubmitApplication: Submission;
  readonly SignCommitment: Omit<CaseCommands['SignCommitment'], 'sha256'>;
};

/** What the engine itself adds to a command before it is decided; a submission and a verdict may be turned down here. */
export async function completeCommand(request: CommandRequest, known: Known): Promise<CommandRequest | Rejection> {
  switch (request.command.type) {
    case 'SubmitApplication':
      return completeSubmission(request, known);
    case 'SignCommitment':
      return completeSignature(request, known);
    case 'GrantQualification':
    case 'AcceptSelfDeclaration':
      return (await certificateIsGone(request, known)) ?? request;
    case 'ConcludeVerification':
    case 'CheckVerificationRectification':
      return completeVerdict(request, known);
    case 'ExpireCertificateLimit':
      return completeExpiry(request, known);
    case 'PublishPolicy':
    case 'PublishCalendar':
      return completePublication(request);
    case 'ConfirmClock':
      return completeConfirmation(request, known);
    default:
      return request;
  }
}

/**
 * What has been cancelled or revoked since the receipt is neither prolonged nor changed (办法31, 32). Whoever may not decide is turned
 * down by the case itself, and hears nothing of the certificate.
 */
async function certificateIsGone({ stream, command, actor }: CommandRequest, { load }: Known): Promise<Rejection | undefined> {
  const state = (await load(stream)).state as CaseState;
  const number = isOpenCase(state) ? state.file.certificate?.number : undefined;
  if (number === undefined || !permitted(state, actor).includes(command.type as CommandName)) return undefined;
  const certificate = (await load(`certificate-${number}`)).state as CertificateState;
  return certificate.status === 'CANCELLED' || certificate.status === 'REVOKED' ? certificateNotAlive() : undefined;
}

const certificateNotAlive = (): Rejection =>
  reject('certificate-not-alive', 'conflict', {
    zh: '该证书已注销或者撤销，不能再延续、变更',
    en: 'The certificate has been cancelled or revoked since: it can neither be prolonged nor changed',
    basis: ['办法31', '办法32'],
    allowed: ['RefuseQualification', 'WithdrawApplication'],
  });

/** The hash of the very text that the case makes of its law and its facts: SHA-256 over its bytes in UTF-8 (电子签名法5, 13). */
async function completeSignature(request: CommandRequest, { load, law }: Known): Promise<CommandRequest> {
  const state = (await load(request.stream)).state as CaseState;
  const text = isOpenCase(state) ? commitmentText(state.file, pinnedPolicy(law, state.file.policy)) : '';
  const data = { ...request.command.data, sha256: hash('sha256', text) };
  return { ...request, command: { type: 'SignCommitment', data } };
}

/** What the wall clock shows while it is in doubt: whoever confirms it says why, and nothing else. */
function completeConfirmation(request: CommandRequest, { clock }: Known): CommandRequest {
  const { reason } = request.command.data as ConfirmClock['data'];
  const shows = clock.doubt?.()?.shows;
  const data = { reason, ...(shows === undefined ? {} : { shows }) };
  return { ...request, command: { type: 'ConfirmClock', data } };
}

/** Whether a renewal is open decides what an alarm of the certificate means; nobody else is asked. */
async function completeExpiry(request: CommandRequest, { load, lookups }: Known): Promise<CommandRequest> {
  const data = request.command.data as CertificateCommands['ExpireCertificateLimit'];
  const { state } = await load(request.stream);
  const { number } = state as { number?: string };
  const openRenewal = number === undefined ? undefined : lookups.openRenewalOf(number);
  return openRenewal === undefined ? request : { ...request, command: { ...request.command, data: { ...data, openRenewal } } };
}
