import type { CertificateChanges, CommandName } from '#case';
import type { ApplicationKind, Procedure } from '#law';
import type { RecordCommandName } from '#office';
import type { Applicant } from './accounts.js';

/** `daysAgo` counts working days back from today; `by` is a demonstration account. */
export interface DemoStep {
  readonly daysAgo: number;
  readonly by: string;
  /** A command of the case; those of a verification go to the verification of the case. */
  readonly do: CommandName | RecordCommandName;
  readonly data?: object;
}

export interface DemoCase {
  readonly by: Applicant;
  readonly kind: ApplicationKind;
  readonly submittedDaysAgo: number;
  /** GENERAL where left out. */
  readonly procedure?: Procedure;
  /** What the certificate is to say from now on; of changes only. */
  readonly changes?: CertificateChanges;
  readonly more?: object;
  readonly without?: readonly string[];
  readonly steps: readonly DemoStep[];
}

export const step = (daysAgo: number, by: string, command: DemoStep['do'], data?: object): DemoStep => ({
  daysAgo,
  by,
  do: command,
  ...(data === undefined ? {} : { data }),
});
export const accept = (daysAgo: number): DemoStep => step(daysAgo, 'clerk', 'AcceptApplication');
export const TEAM = { team: ['reviewer', 'reviewer2'] };
