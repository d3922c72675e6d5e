import { isOpenCase, type CaseState } from '#case';
import type { CommandRequest } from '#event-store';
import { permittedInInspection, type InspectionCommands, type InspectionState } from '#inspection';
import { itemsAreOnIt, type CertificateState } from '#issuance';
import type { Rejection } from '#kernel';
import { certificateOf } from '#processes';
import type { Known } from '../lookups.js';

type VerdictName = 'ConcludeVerification' | 'CheckVerificationRectification';

/**
 * Inspectors name what is on the certificate: the holder is told, and heard, on what can be taken off it (评审准则19, 程序暂行规定44).
 * Whoever may not give the verdict is turned down by the verification itself.
 */
export async function completeVerdict(request: CommandRequest, { law, load }: Known): Promise<CommandRequest | Rejection> {
  const { command, actor, stream } = request;
  const items = itemsAtFault(command);
  const inspection = (await load(stream)).state as InspectionState;
  if (items.length === 0 || inspection.status === 'none') return request;
  if (!permittedInInspection(inspection, actor, law).includes(command.type as VerdictName)) return request;
  const state = (await load(`case-${inspection.file.caseId}`)).state as CaseState;
  const number = isOpenCase(state) ? certificateOf(state) : undefined;
  if (number === undefined) return request;
  const certificate = (await load(`certificate-${number}`)).state as CertificateState;
  return certificate.status === 'NONE' ? request : (itemsAreOnIt(certificate.annex, items, 'items') ?? request);
}

/** Those of a rectification are things to put right, not rows of a certificate. */
function itemsAtFault({ type, data }: { readonly type: string; readonly data: object }): readonly string[] {
  if (type === 'ConcludeVerification') {
    const { verdict, items = [] } = data as InspectionCommands['ConcludeVerification'];
    return verdict === '严重不实' ? items : [];
  }
  const { passed, items = [] } = data as InspectionCommands['CheckVerificationRectification'];
  return passed ? [] : items;
}
