import type { CaseCommand, CaseEvent } from '#case';
import type { CertificateCommand, CertificateEvent } from '#issuance';

/** What a process reads: an event, with the stream it happened in. */
export type ProcessEvent = (CaseEvent | CertificateEvent) & { readonly stream: string };

/** What a process wants done. Sent at least once; its id is derived from the event, so that it acts once. */
export type Errand =
  | { readonly name: string; readonly stream: string; readonly command: CaseCommand | CertificateCommand }
  /** To the next free number of a series: the number is known only when the certificate exists. */
  | { readonly name: string; readonly series: string; readonly commandFor: (number: string) => CertificateCommand }
  /** What takes more than a command: the engine knows how. */
  | { readonly name: string; readonly task: 'apply-reductions'; readonly stream: string };

/** Events to commands; pure. The runner keeps the checkpoint. */
export interface Process {
  readonly name: string;
  /** Event types it acts on; all others are none of its business. */
  readonly on: readonly ProcessEvent['type'][];
  readonly react: (event: ProcessEvent) => readonly Errand[];
}
