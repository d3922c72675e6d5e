import { hash } from 'node:crypto';
import { commitmentText, isClosed, isOpenCase, noted, type CaseState, type OnRecord, type OpenCase } from '#case';
import type { CommandRequest } from '#event-store';
import { pinnedPolicy } from '#law';
import type { Known } from '../lookups.js';
import { recordOf } from './on-record.js';

/** A command to a case is decided on what is on record at this moment. */
export async function completeForCase(request: CommandRequest, known: Known): Promise<CommandRequest> {
  const state = await undecidedOrGranted(request, known);
  return state === undefined ? request : withRecord(request, await recordOf(state.file, known));
}

/** The hash of the very text that the case makes of its law and its facts: SHA-256 over its bytes in UTF-8 (电子签名法5, 13). */
export async function completeSignature(request: CommandRequest, known: Known): Promise<CommandRequest> {
  const state = await undecidedOrGranted(request, known);
  if (state === undefined) return request;
  const record = await recordOf(state.file, known);
  const [news] = noted(state, record);
  const institution = { ...state.file.institution, ...news?.data.institution };
  const text = commitmentText({ ...state.file, institution }, pinnedPolicy(known.law, state.file.policy));
  const { type, data } = request.command;
  return withRecord({ ...request, command: { type, data: { ...data, sha256: hash('sha256', text) } } }, record);
}

async function undecidedOrGranted({ stream }: CommandRequest, { load }: Known): Promise<OpenCase | undefined> {
  const state = (await load(stream)).state as CaseState;
  return isOpenCase(state) && !isClosed(state) ? state : undefined;
}

function withRecord(request: CommandRequest, record: OnRecord): CommandRequest {
  const { type, data } = request.command;
  return { ...request, command: { type, data, record } as CommandRequest['command'] };
}
