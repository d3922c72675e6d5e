import { lawOfRuns, pinnedCalendar, pinnedPolicy, type Law } from '#case';
import type { RecordedEvent } from '#event-store';
import { statusOn, type Certificate, type Investigation } from '#issuance';
import { dateOf, formatInstant, type Instant } from '#kernel';
import { viewClocks, type ClockView } from '#time-limits';
import { historyEvent, type HistoryEvent } from '../history/view.js';

/** One certificate as the staff sees it: with what is being investigated and its whole life. */
export interface CertificateView extends Omit<Certificate, 'investigations' | 'cases'> {
  readonly revision: number;
  readonly cases: readonly string[];
  readonly investigation: (Omit<Investigation, 'openedAt'> & { readonly openedAt: string }) | null;
  readonly clocks: readonly ClockView[];
  readonly events: readonly HistoryEvent[];
}

export const viewCertificate = (
  { investigations, ...certificate }: Certificate,
  events: readonly RecordedEvent[],
  law: Law,
  now: Instant,
): CertificateView => ({
  ...certificate,
  status: statusOn({ ...certificate }, dateOf(now)),
  revision: events.length - 1,
  investigation:
    investigations?.open === undefined ? null : { ...investigations.open, openedAt: formatInstant(investigations.open.openedAt) },
  clocks: investigationClocks({ ...certificate, ...(investigations && { investigations }) }, law, now),
  events: events.map(historyEvent),
});

/** The clocks of all investigations of a certificate. */
export const investigationClocks = ({ investigations }: Certificate, law: Law, now: Instant): ClockView[] =>
  investigations === undefined
    ? []
    : viewClocks(
        investigations.clocks,
        pinnedPolicy(law, investigations.policy),
        pinnedCalendar(law, investigations),
        now,
        undefined,
        lawOfRuns(law, investigations),
      );
