import { hash } from 'node:crypto';
import { commitmentText, isClosed, isOpenCase, noted, type CaseState, type OnRecord, type OpenCase } from '#case';
import { categoryOf, type CommandRequest } from '#event-store';
import type { InstitutionState } from '#institution';
import type { CertificateCommands, CertificateState } from '#issuance';
import { trimmed, type Rejection } from '#kernel';
import { pinnedPolicy } from '#law';
import type { ConfirmClock } from './clock/clock-confirmation.js';
import { completePublication } from './publication/published-law.js';
import { completeSubmission } from './complete-submission.js';
import { completeVerdict } from './complete-verdict.js';
import type { Known } from './lookups.js';
import { bodyOnRecord, recordOf } from './on-record.js';

type Completed = CommandRequest | Rejection;

/** What the engine itself adds to a command before it is decided; a submission and a verdict may be turned down here. */
export function completeCommand(given: CommandRequest, known: Known): Completed | Promise<Completed> {
  const request = tidied(given);
  switch (request.command.type) {
    case 'SubmitApplication':
      return completeSubmission(request, known);
    case 'ConcludeVerification':
    case 'CheckVerificationRectification':
      return completeVerdict(request, known);
    case 'ExpireCertificateLimit':
      return completeExpiry(request, known);
    case 'AmendCertificate':
    case 'RenewCertificate':
      return completeAddress(request, known);
    case 'PublishPolicy':
    case 'PublishCalendar':
      return completePublication(request);
    case 'ConfirmClock':
      return completeConfirmation(request, known);
    default:
      return categoryOf(request.stream) === 'case' ? completeForCase(request, known) : request;
  }
}

/** What people type begins and ends with what can be seen; a publication is kept to the letter. */
function tidied(request: CommandRequest): CommandRequest {
  const { type, data } = request.command;
  if (request.actor.role === 'engine' || type === 'PublishPolicy' || type === 'PublishCalendar') return request;
  const tidy = trimmed(data);
  return tidy === data ? request : { ...request, command: { ...request.command, data: tidy } };
}

/** A command to a case is decided on what is on record at this moment. */
async function completeForCase(request: CommandRequest, known: Known): Promise<CommandRequest> {
  const state = (await known.load(request.stream)).state as CaseState;
  if (!isOpenCase(state) || isClosed(state)) return request;
  const record = await recordOf(state.file, known);
  const { command } = request.command.type === 'SignCommitment' ? completeSignature(request, state, record, known) : request;
  const { type, data } = command;
  return { ...request, command: { type, data, record } as CommandRequest['command'] };
}

/** The hash of the very text that the case makes of its law and its facts: SHA-256 over its bytes in UTF-8 (电子签名法5, 13). */
function completeSignature(request: CommandRequest, state: OpenCase, record: OnRecord, { law }: Known): CommandRequest {
  const [news] = noted(state, record);
  const institution = { ...state.file.institution, ...news?.data.institution };
  const text = commitmentText({ ...state.file, institution }, pinnedPolicy(law, state.file.policy));
  const data = { ...request.command.data, sha256: hash('sha256', text) };
  return { ...request, command: { type: 'SignCommitment', data } };
}

/** A certificate that is made out anew says the address of its body: its own, else that on record at that moment (办法15). */
async function completeAddress(request: CommandRequest, { load }: Known): Promise<CommandRequest> {
  const held = (await load(request.stream)).state as CertificateState;
  if (held.status === 'NONE' || held.holder.address !== undefined) return request;
  const { address } = bodyOnRecord((await load(`institution-${held.holder.uscc}`)).state as InstitutionState, held);
  const { type, data } = request.command;
  return address === undefined ? request : { ...request, command: { type, data: { ...data, address } } };
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
