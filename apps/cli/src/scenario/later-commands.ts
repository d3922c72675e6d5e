import { rolesFor, type CommandName } from '#case';
import { DataFileError, validateWith } from '#data-files';
import { inspectionCommands, VERDICTS, type InspectionCommandName, type InspectionState, type Verdict } from '#inspection';
import {
  certificateCommands,
  REVOCATION_GROUNDS,
  SUSPENSIONS,
  type CertificateCommandName,
  type CertificateState,
} from '#issuance';
import type { Role } from '#kernel';
import type { LaterCommand, ScenarioStep } from './scenario-step.js';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const flag = { type: 'boolean' };
const days = { type: 'integer' };
const scope = { enum: ['whole', 'items'] };
const payload = (properties: object) => ({ type: 'object', properties, additionalProperties: false });
const inspectors = {
  type: 'array',
  items: {
    anyOf: [
      text,
      { type: 'object', properties: { id: text, name: text, uscc: text }, required: ['id'], additionalProperties: false },
    ],
  },
};

/** What `with` may carry, by command. */
const schemas: Readonly<Record<LaterCommand, object>> = {
  CommissionVerification: payload({}),
  AppointInspectors: payload({ team: inspectors, reason: text }),
  ConcludeVerification: payload({
    verdict: { enum: VERDICTS },
    findings: text,
    items: texts,
    withinWorkingDays: days,
    fraud: flag,
    inspectors,
  }),
  SubmitVerificationRectification: payload({ note: text }),
  CheckVerificationRectification: payload({ passed: flag, findings: text, items: texts }),
  OpenRevocation: payload({
    ground: { enum: REVOCATION_GROUNDS },
    source: text,
    scope,
    items: texts,
    reasons: texts,
    fraud: flag,
  }),
  SuspendRevocation: payload({ reason: { enum: SUSPENSIONS } }),
  ResumeRevocation: payload({}),
  ExtendRevocation: payload({ reason: text }),
  RecordStatement: payload({ statement: text }),
  RevokeCertificate: payload({ scope, items: texts, fraud: flag, publicSafety: flag, reasons: texts }),
  CloseRevocation: payload({ reasons: texts }),
};

export const LATER_COMMANDS = Object.keys(schemas) as readonly LaterCommand[];
export const isLater = (name: string): name is LaterCommand => name in schemas;

/** The roles that may give a command, whatever it is given to. */
export const rolesOf = (name: CommandName | LaterCommand): readonly Role[] => {
  if (!isLater(name)) return rolesFor(name);
  return name in inspectionCommands
    ? inspectionCommands[name as InspectionCommandName].by
    : certificateCommands[name as CertificateCommandName].by;
};

export const isOfCertificate = (name: LaterCommand): boolean => name in certificateCommands;

type Named = string | { readonly id: string; readonly name?: string; readonly uscc?: string };

interface Given {
  readonly verdict?: Verdict;
  readonly passed?: boolean;
  readonly team?: readonly Named[];
  readonly inspectors?: readonly Named[];
}

/** Names alone will do. */
const people = (list: readonly Named[]) => list.map((one) => (typeof one === 'string' ? { id: one } : one));

/** What a payload may depend on: the verification and the certificate as they are, the standard team. */
export interface LaterCircumstances {
  readonly inspection: InspectionState;
  readonly certificate: CertificateState;
  readonly team: readonly { readonly id: string }[];
  readonly file: string;
}

/** The data of a step's command: what `with` says, and a stated default for what it leaves out. Throws DataFileError. */
export function laterPayloadOf(
  step: ScenarioStep,
  index: number,
  { inspection, certificate, team, file }: LaterCircumstances,
): object {
  const name = step.do as LaterCommand;
  const given = validated(name, step, index, file);
  const standard = team.map(({ id }) => id);
  switch (name) {
    case 'AppointInspectors':
      return { ...given, team: people(given.team ?? standard) };
    case 'ConcludeVerification':
      return conclusion(given, inspection, standard);
    case 'CheckVerificationRectification':
      return { passed: true, ...(given.passed === false ? { findings: '整改未通过' } : {}), ...given };
    case 'OpenRevocation':
      return { ground: 'other-by-law', source: '监督检查', ...given };
    case 'SuspendRevocation':
      return { reason: '听证', ...given };
    case 'ExtendRevocation':
      return { reason: '案情复杂', ...given };
    case 'RecordStatement':
      return { statement: '陈述、申辩意见', ...given };
    case 'RevokeCertificate':
      return {
        ...('items' in given ? { scope: 'items' } : proposed(certificate)),
        reasons: ['承诺内容严重不实'],
        publicSafety: false,
        ...given,
      };
    case 'CloseRevocation':
      return { reasons: ['经查事实不成立'], ...given };
    default:
      return given;
  }
}

/** What the holder was told. */
function proposed(certificate: CertificateState): object {
  const open = certificate.status === 'NONE' ? undefined : certificate.investigations?.open;
  if (open === undefined || open.proposed.scope === 'whole') return { scope: 'whole' };
  return { scope: 'items', items: open.proposed.items };
}

/** Signed by those who were appointed, and where nobody was, by the standard team. */
function conclusion(
  { verdict = '属实', inspectors: named, ...given }: Given,
  inspection: InspectionState,
  standard: readonly string[],
) {
  const appointed = inspection.status !== 'none' && inspection.file.inspectors.length > 0;
  return {
    verdict,
    ...(verdict === '属实' ? {} : { findings: '核查发现与承诺不符' }),
    ...(verdict === '基本属实' ? { items: ['整改项'] } : {}),
    ...given,
    ...(named === undefined && appointed ? {} : { inspectors: people(named ?? standard) }),
  };
}

function validated(name: LaterCommand, step: ScenarioStep, index: number, file: string): Given {
  try {
    return validateWith<Given>(schemas[name], step.with ?? {}, file);
  } catch (fault) {
    if (!(fault instanceof DataFileError)) throw fault;
    throw new DataFileError(file, `$.steps[${index}].with${fault.path.slice(1)}`, fault.problem);
  }
}
