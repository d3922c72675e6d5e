import { custodyAfter, type OpenCase } from '#case';
import type { RecordedEvent } from '#event-store';
import { dateOf, formatInstant, type Instant } from '#kernel';
import { dayLedger, lawOfRuns, pinnedCalendar, pinnedPolicy, viewClocks, type ClockView, type Law, type Ledger } from '#law';

export interface HistoryEvent {
  readonly n: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly effectiveAt: string;
  readonly by: string;
  readonly person: string;
  readonly actingFor: string | null;
  readonly policy: string | null;
  readonly data: object;
}

/** What happened, in order, with the clocks and the owner of each day, all computed from the events. */
export interface History {
  readonly caseId: string;
  readonly asOf: string;
  readonly events: readonly HistoryEvent[];
  readonly clocks: readonly ClockView[];
  readonly ledger: Ledger | null;
}

export const historyEvent = (event: RecordedEvent, n: number): HistoryEvent => ({
  n,
  type: event.type,
  recordedAt: formatInstant(event.recordedAt),
  effectiveAt: formatInstant(event.effectiveAt),
  by: event.actor.role,
  person: event.actor.id,
  actingFor: event.actor.actingFor ?? null,
  policy: event.policyVersion ?? null,
  data: event.data,
});

/** `state` is the fold of `events`; both as they were at `asOf`. */
export function viewHistory(state: OpenCase, events: readonly RecordedEvent[], law: Law, asOf: Instant): History {
  const { file } = state;
  const policy = pinnedPolicy(law, file.policy);
  const calendar = pinnedCalendar(law, file);
  const lawOf = lawOfRuns(law, file);
  const lastDay = dateOf((asOf - 1) as Instant);
  return {
    caseId: file.caseId,
    asOf: formatInstant(asOf),
    events: events.map(historyEvent),
    clocks: viewClocks(file.clocks, policy, calendar, asOf, file.kind, lawOf),
    ledger: dayLedger(events, file.clocks, policy, calendar, custodyAfter, lastDay, lawOf) ?? null,
  };
}
