import type { CommandName } from '#case';
import type { InspectionCommandName } from '#inspection';
import type { CertificateCommandName } from '#issuance';
import type { Role } from '#kernel';

/** Commands of a verification and of a certificate that a scenario may give; the engine's own are not among them. */
export type LaterCommand =
  | Exclude<InspectionCommandName, 'ExpireInspectionLimit' | 'ApplyInspectionCalendar'>
  | Extract<
      CertificateCommandName,
      | 'OpenRevocation'
      | 'SuspendRevocation'
      | 'ResumeRevocation'
      | 'ExtendRevocation'
      | 'RecordStatement'
      | 'RevokeCertificate'
      | 'CloseRevocation'
    >;

/** A step as it is written. */
export interface ScenarioStep {
  readonly at: string;
  readonly do: CommandName | LaterCommand;
  readonly by?: Role;
  readonly with?: Readonly<Record<string, unknown>>;
}
