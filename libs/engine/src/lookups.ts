import type { Law } from '#case';
import type { Folded, StreamName } from '#event-store';
import type { Instant } from '#kernel';
import type { Clock } from './clock.js';

/**
 * What a command must know of streams that it does not name. Kept inside the commits of the events, so never behind them; a
 * rejection or an event rests on it, so it holds facts of the record only, and nothing that depends on the day.
 */
export interface Lookups {
  /** The case of a renewal of this certificate that is still open. */
  openRenewalOf(certificate: string): string | undefined;
  /** Whether the body has, or ever had, a certificate. */
  hasCertificate(uscc: string): boolean;
  /** All that it ever had. */
  certificatesOf(uscc: string): readonly string[];
}

/** What the engine knows beside the stream of a command. */
export interface Known {
  readonly law: Law;
  readonly load: (stream: StreamName) => Promise<Folded>;
  readonly lookups: Lookups;
  readonly now: Instant;
  readonly clock: Pick<Clock, 'doubt'>;
}
