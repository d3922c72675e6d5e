import type { RecordedEvent } from '#event-store';
import { permittedOnCertificate, statusOn, type Certificate, type CertificateCommandName, type Investigation } from '#issuance';
import { dateOf, formatInstant, type Actor, type Instant } from '#kernel';
import { lawOfRuns, pinnedCalendar, pinnedPolicy, viewClocks, type ClockView, type Law } from '#law';
import { historyEvent, type HistoryEvent } from '../history/view.js';

/** One certificate as the staff sees it: with what is being investigated and its whole life. */
export interface CertificateView extends Omit<Certificate, 'investigations' | 'cases'> {
  readonly revision: number;
  readonly cases: readonly string[];
  readonly investigation: (Omit<Investigation, 'openedAt'> & { readonly openedAt: string }) | null;
  readonly clocks: readonly ClockView[];
  readonly events: readonly HistoryEvent[];
  readonly permittedActions: readonly CertificateCommandName[];
}

export function viewCertificate(
  state: Certificate,
  events: readonly RecordedEvent[],
  actors: readonly Actor[],
  law: Law,
  now: Instant,
): CertificateView {
  const { investigations, ...certificate } = state;
  return {
    ...certificate,
    status: statusOn(state, dateOf(now)),
    revision: events.length - 1,
    investigation:
      investigations?.open === undefined
        ? null
        : { ...investigations.open, openedAt: formatInstant(investigations.open.openedAt) },
    clocks: investigationClocks(state, law, now),
    events: events.map(historyEvent),
    permittedActions: [...new Set(actors.flatMap((actor) => permittedOnCertificate(state, actor, law)))],
  };
}

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
