import { rolesFor, type CommandName } from '#case';
import { COMMAND_DTOS, NOTHING } from '#dto';
import { inspectionCommands, type InspectionCommandName, type InspectionState } from '#inspection';
import { certificateCommands, type CertificateCommandName, type CertificateState } from '#issuance';
import type { Role } from '#kernel';
import { checkSaid, type Place } from './said.js';
import type { RecordCommand, ScenarioStep } from './scenario-step.js';
import { asPerson, each, isObject, withDefaults, type Said } from './shorthand.js';

export const RECORD_COMMANDS: readonly RecordCommand[] = [
  'CommissionVerification',
  ...(Object.keys(COMMAND_DTOS) as RecordCommand[]).filter((name) => name in inspectionCommands || isOfCertificate(name)),
];
export const isOfRecord = (name: string): name is RecordCommand => (RECORD_COMMANDS as readonly string[]).includes(name);

/** The certificate that a scenario begins with is told by `certificate`. */
export function isOfCertificate(name: string): boolean {
  return name in certificateCommands && name !== 'RegisterCertificate';
}

/** The roles that may give a command, whatever it is given to. */
export const rolesOf = (name: CommandName | RecordCommand): readonly Role[] => {
  if (!isOfRecord(name)) return rolesFor(name);
  return name in inspectionCommands
    ? inspectionCommands[name as InspectionCommandName].by
    : certificateCommands[name as CertificateCommandName].by;
};

/** What a payload may depend on: the verification and the certificate as they are, the standard team. */
export interface RecordCircumstances {
  readonly inspection: InspectionState;
  readonly certificate: CertificateState;
  readonly team: readonly { readonly id: string }[];
}

/** The data of a step's command: what `with` says, and a stated default for what it leaves out. Throws DataFileError. */
export function recordPayloadOf({ with: said = {}, ...step }: ScenarioStep, known: RecordCircumstances, place: Place): object {
  const name = step.do as RecordCommand;
  const data = completed(name, said, known);
  checkSaid(name === 'CommissionVerification' ? NOTHING : COMMAND_DTOS[name], withoutBodies(data), place);
  return data;
}

function completed(name: RecordCommand, said: Said, { inspection, certificate, team }: RecordCircumstances): Said {
  const standard = team.map(({ id }) => id);
  switch (name) {
    case 'AppointInspectors':
      return { ...said, team: each(said['team'] ?? standard, asPerson) };
    case 'ConcludeVerification':
      return conclusion(said, inspection, standard);
    case 'CheckVerificationRectification':
      return withDefaults(said, { passed: true, ...(said['passed'] === false ? { findings: '整改未通过' } : {}) });
    case 'OpenRevocation':
      return withDefaults(said, { ground: 'other-by-law', source: '监督检查' });
    case 'SuspendRevocation':
      return withDefaults(said, { reason: '听证' });
    case 'ExtendRevocation':
      return withDefaults(said, { reason: '案情复杂' });
    case 'RecordStatement':
      return withDefaults(said, { statement: '陈述、申辩意见' });
    case 'RevokeCertificate':
      return withDefaults(said, {
        ...('items' in said ? { scope: 'items' } : proposed(certificate)),
        reasons: ['承诺内容严重不实'],
        publicSafety: false,
      });
    case 'CloseRevocation':
      return withDefaults(said, { reasons: ['经查事实不成立'] });
    case 'CommissionVerification':
    case 'SubmitVerificationRectification':
    case 'ResumeRevocation':
      return said;
  }
}

/** What the holder was told. */
function proposed(certificate: CertificateState): Said {
  const open = certificate.status === 'NONE' ? undefined : certificate.investigations?.open;
  if (open === undefined || open.proposed.scope === 'whole') return { scope: 'whole' };
  return { scope: 'items', items: open.proposed.items };
}

/** Signed by those who were appointed, and where nobody was, by the standard team. */
function conclusion(said: Said, inspection: InspectionState, standard: readonly string[]): Said {
  const { verdict = '属实', inspectors } = said;
  const appointed = inspection.status !== 'none' && inspection.file.inspectors.length > 0;
  return {
    verdict,
    ...(verdict === '属实' ? {} : { findings: '核查发现与承诺不符' }),
    ...(verdict === '基本属实' ? { items: ['整改项'] } : {}),
    ...said,
    ...(inspectors === undefined && appointed ? {} : { inspectors: each(inspectors ?? standard, asPerson) }),
  };
}

/** There are no accounts in a scenario: it says itself to which body an inspector belongs. */
const withoutBodies = (data: Said): Said =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, each(value, withoutBody)]));

function withoutBody(one: unknown): unknown {
  if (!isObject(one) || typeof one['uscc'] !== 'string' || one['uscc'] === '') return one;
  const { uscc: _body, ...person } = one;
  return person;
}
