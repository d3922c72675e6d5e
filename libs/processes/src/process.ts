import type { CaseCommand, CaseEvent, CaseFile } from '#case';
import type { InspectionCommand, InspectionEvent } from '#inspection';
import type { InstitutionCommand } from '#institution';
import type { CertificateCommand, CertificateEvent } from '#issuance';
import type { Actor, Instant } from '#kernel';
import type { CalendarPublished } from '#law';

/** What a process reads: an event, with the stream it happened in, and by whom, when and under which policy. */
export type ProcessEvent = (CaseEvent | CertificateEvent | InspectionEvent | CalendarPublished) & {
  readonly stream: string;
  readonly effectiveAt?: Instant;
  readonly actor?: Actor;
  readonly policyVersion?: string;
};

type ProcessCommand = CaseCommand | CertificateCommand | InspectionCommand | InstitutionCommand;

export interface Sending {
  readonly stream: string;
  readonly command: ProcessCommand;
}

/** What a case is known by when an errand needs more of it than its event tells. */
export interface CaseFacts {
  readonly file: CaseFile;
  readonly certificateNumber?: string;
}

interface Named {
  readonly name: string;
  /** Codes of rejections that say: it is so already, or there is nothing left to do. After any other it is still to be done. */
  readonly settledBy?: readonly string[];
}

/** What a process wants done. Sent at least once; its id is derived from the event, so that it acts once. */
export type Errand = Named & Work;

type Work =
  | Sending
  /** To the next free number of a series: the number is known only when the certificate exists. */
  | { readonly series: string; readonly commandFor: (number: string) => CertificateCommand }
  /** To every stream with clocks that is open at that moment; undefined where it is none of its business. */
  | { readonly everyOpenStream: true; readonly commandFor: (stream: string) => ProcessCommand | undefined }
  /** What takes more than a command: the engine knows how. */
  | { readonly task: 'apply-reductions'; readonly stream: string }
  /** With facts of a case that do not change any more; undefined where there is nothing to do, `not-yet` where a fact is still to come. */
  | {
      readonly caseStream: string;
      readonly sendingFor: (about: CaseFacts) => Sending | 'not-yet' | undefined;
    };

/** Events to commands; pure. The runner keeps the checkpoint. */
export interface Process {
  readonly name: string;
  /**
   * Where it begins in a log that it has never seen: with the first event, as of whose day all that it brings about is dated, or with
   * its own introduction, where what it does counts from the day of doing.
   */
  readonly begins: 'beginning' | 'introduction';
  /** Event types it acts on; all others are none of its business. */
  readonly on: readonly ProcessEvent['type'][];
  readonly react: (event: ProcessEvent) => readonly Errand[];
}
