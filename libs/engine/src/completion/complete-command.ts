import type { CaseNeed } from '#case';
import { categoryOf, type CommandRequest, type Deciders } from '#event-store';
import type { InspectionNeed } from '#inspection';
import type { CertificateNeed } from '#issuance';
import { trimmed, type Rejection } from '#kernel';
import { completeConfirmation } from '../clock/clock-confirmation.js';
import { completeForCase, completeSignature } from './complete-for-case.js';
import { completeAddress, completeExpiry } from './complete-for-certificate.js';
import { completeSubmission } from './complete-submission.js';
import { completeVerdict } from './complete-verdict.js';
import type { Known } from '../lookups.js';
import { completePublication, LAW_STREAMS } from '../publication/published-law.js';

type Complete = (request: CommandRequest, known: Known) => CommandRequest | Rejection | Promise<CommandRequest | Rejection>;

type Need = CaseNeed | CertificateNeed | InspectionNeed | 'hash-of-the-publication' | 'wall-clock';

/** How what a command needs of elsewhere is added to it; a submission and a verdict may be turned down here. */
const MEETS: { readonly [N in Need]: Complete } = {
  record: completeForCase,
  'held-already': completeSubmission,
  'hash-of-the-text': completeSignature,
  'address-on-record': completeAddress,
  'open-renewal': completeExpiry,
  'items-of-the-certificate': completeVerdict,
  'hash-of-the-publication': completePublication,
  'wall-clock': completeConfirmation,
};

/** Completes the commands of these deciders. Throws where one of them needs what nobody adds: the program does not start. */
export function completing(deciders: Deciders): Complete {
  const unmet = Object.values(deciders).flatMap(({ needs = {} }) => Object.values(needs).filter((need = '') => !(need in MEETS)));
  if (unmet.length > 0) throw new Error(`nobody meets the need of ${unmet.join(', ')}`);
  return (given, known) => {
    const need = deciders[categoryOf(given.stream)]?.needs?.[given.command.type];
    const request = tidied(given);
    return need === undefined ? request : MEETS[need as Need](request, known);
  };
}

/** What people type begins and ends with what can be seen; a publication is kept to the letter. */
function tidied(request: CommandRequest): CommandRequest {
  const { data } = request.command;
  if (request.actor.role === 'engine' || LAW_STREAMS.includes(request.stream)) return request;
  const tidy = trimmed(data);
  return tidy === data ? request : { ...request, command: { ...request.command, data: tidy } };
}
