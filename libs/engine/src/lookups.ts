import type { Load } from '#event-store';
import type { Instant, LocalDate } from '#kernel';
import type { Law } from '#law';
import type { Clock } from './clock/clock.js';

/**
 * What a command must know of streams that it does not name. Kept inside the commits of the events, so never behind them; a
 * rejection or an event rests on it, so it holds facts of the record only, and nothing that depends on the day.
 */
export interface Lookups {
  openRenewalOf(certificate: string): Promise<string | undefined>;
  hasCertificate(uscc: string): Promise<boolean>;
  /** The latest last day of its certificates in the field that nothing has ended; it may be over. */
  heldUntil(uscc: string, field: string): Promise<LocalDate | undefined>;
}

export interface Known {
  readonly law: Law;
  readonly load: Load;
  readonly lookups: Lookups;
  readonly now: Instant;
  readonly clock: Pick<Clock, 'doubt'>;
}
