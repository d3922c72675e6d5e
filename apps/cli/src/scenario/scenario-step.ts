import type { CommandName } from '#case';
import type { PeoplesCommand } from '#dto';
import type { InspectionCommandName } from '#inspection';
import type { CertificateCommandName } from '#issuance';
import type { Role } from '#kernel';

export type ScenarioCommand = CommandName & PeoplesCommand;

/** Those of its verification and of its certificate; the engine's own commission of a verification is let pass. */
export type RecordCommand =
  | (InspectionCommandName & PeoplesCommand)
  | 'CommissionVerification'
  | Exclude<CertificateCommandName & PeoplesCommand, 'RegisterCertificate'>;

export interface ScenarioStep {
  readonly at: string;
  readonly do: CommandName | RecordCommand;
  readonly by?: Role;
  readonly with?: Readonly<Record<string, unknown>>;
}
