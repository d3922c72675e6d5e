import type { AlarmsStatus } from '#alarms';
import type { Account } from '#identity';
import type { CalendarOutlook } from '#law';
import type { Office, QueryName } from '#office';

/**
 * The office with its alarms, on the file of the events. The window (HTTP, accounts) reaches it through this alone, in the same
 * thread or in another; a fault that is thrown keeps its name, message, stack and code.
 */
export interface BackOffice extends Office {
  readonly about: About;
  /** To be called once, before anything else: the alarms start, after the demonstration where there are accounts for it. */
  begin(start: { readonly demo?: readonly Account[] }): Promise<void>;
  /** A deadline has come. Early, late or twice makes no difference. */
  expire(deadline: { readonly id: string; readonly version: number }): Promise<void>;
  /** An application has come in: asks the sources about it and applies the five reductions. Twice makes no difference. */
  reduce(receipt: { readonly caseId: string }): Promise<void>;
  ready(): Promise<Ready>;
  /** What was answered is durable; nothing else may be asked afterwards. */
  close(): Promise<void>;
}

export interface About {
  readonly commands: readonly string[];
  readonly queries: readonly QueryName[];
  readonly isEmpty: boolean;
}

export interface Ready {
  readonly status: 'ready' | 'degraded' | 'damaged';
  /** What is wrong with the record: it can be looked at, and nothing more. */
  readonly damage?: string;
  readonly events: string;
  readonly processes: 'caught-up' | 'behind' | 'stopped';
  /** What could not be done yet after an event: how many, since when the oldest. */
  readonly errands: { readonly open: number; readonly oldest: string | null };
  readonly alarms: AlarmsStatus & { readonly queue: string };
  readonly reductions: { readonly queue: string };
  /** Failing: the last write found the disk full, or failing; until one succeeds nothing new is kept. */
  readonly storage: { readonly status: 'ok' } | { readonly status: 'failing'; readonly reason: 'disk-full' | 'disk-failing' };
  /** Suspicious: the wall clock is that far from the time that is believed, since that moment of it. */
  readonly clock:
    { readonly status: 'believed' } | { readonly status: 'suspicious'; readonly byMs: number; readonly since: string };
  readonly policies: readonly string[];
  /** How far holiday notices are on file, with a warning from 200 days before the first day without. */
  readonly calendar: CalendarOutlook;
}
