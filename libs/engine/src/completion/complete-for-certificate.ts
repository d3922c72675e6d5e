import type { CommandRequest } from '#event-store';
import type { InstitutionState } from '#institution';
import type { CertificateCommands, CertificateState } from '#issuance';
import type { Known } from '../lookups.js';
import { bodyOnRecord } from './on-record.js';

/** A certificate that is made out anew says the address of its body: its own, else that on record at that moment (办法15). */
export async function completeAddress(request: CommandRequest, { load }: Known): Promise<CommandRequest> {
  const held = (await load(request.stream)).state as CertificateState;
  if (held.status === 'NONE' || held.holder.address !== undefined) return request;
  const { address } = bodyOnRecord((await load(`institution-${held.holder.uscc}`)).state as InstitutionState, held);
  const { type, data } = request.command;
  return address === undefined ? request : { ...request, command: { type, data: { ...data, address } } };
}

/** Whether a renewal is open decides what an alarm of the certificate means; nobody else is asked. */
export async function completeExpiry(request: CommandRequest, { load, lookups }: Known): Promise<CommandRequest> {
  const data = request.command.data as CertificateCommands['ExpireCertificateLimit'];
  const { state } = await load(request.stream);
  const { number } = state as { number?: string };
  const openRenewal = number === undefined ? undefined : await lookups.openRenewalOf(number);
  return openRenewal === undefined ? request : { ...request, command: { ...request.command, data: { ...data, openRenewal } } };
}
