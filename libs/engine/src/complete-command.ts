import { hash } from 'node:crypto';
import { commitmentText, isOpenCase, pinnedPolicy, type CaseCommands, type CaseState, type Law } from '#case';
import type { CommandRequest, Folded, StreamName } from '#event-store';
import type { Rejection } from '#kernel';
import { completeSubmission, type Submission } from './complete-submission.js';

/** The commands as they are handed to the engine: what it adds to them itself is not asked for. */
export type GivenCommands = Omit<CaseCommands, 'SubmitApplication' | 'SignCommitment'> & {
  readonly SubmitApplication: Submission;
  readonly SignCommitment: Omit<CaseCommands['SignCommitment'], 'sha256'>;
};

type Load = (stream: StreamName) => Promise<Folded>;

/** What the engine itself adds to a command before it is decided. */
export const completeCommand =
  (law: Law) =>
  (request: CommandRequest, load: Load): Promise<CommandRequest | Rejection> =>
    request.command.type === 'SignCommitment' ? completeSignature(request, load, law) : completeSubmission(request, load);

/** The hash of the very text that the case makes of its law and its facts: SHA-256 over its bytes in UTF-8 (电子签名法5, 13). */
async function completeSignature(request: CommandRequest, load: Load, law: Law): Promise<CommandRequest> {
  const state = (await load(request.stream)).state as CaseState;
  const text = isOpenCase(state) ? commitmentText(state.file, pinnedPolicy(law, state.file.policy)) : '';
  const data = { ...request.command.data, sha256: hash('sha256', text) };
  return { ...request, command: { type: 'SignCommitment', data } };
}
