import type { RecordedEvent } from '#event-store';
import { standingOn, type InstitutionState, type StandingOn } from '#institution';
import type { LocalDate } from '#kernel';
import { historyEvent, type HistoryEvent } from '../history/view.js';

export interface InstitutionView {
  readonly uscc: string;
  /** -1 while nothing has been entered. */
  readonly revision: number;
  readonly standing: StandingOn;
  readonly facts: InstitutionState['facts'] | null;
  readonly creditClass: InstitutionState['creditClass'] | null;
  readonly bans: NonNullable<InstitutionState['bans']>;
  readonly breaches: NonNullable<InstitutionState['breaches']>;
  readonly commitments: NonNullable<InstitutionState['commitments']>;
  readonly withdrawals: readonly Omit<NonNullable<InstitutionState['withdrawals']>[number], 'at'>[];
  readonly signatories: NonNullable<InstitutionState['signatories']>['list'];
  readonly events: readonly HistoryEvent[];
}

export const viewInstitution = (
  uscc: string,
  state: InstitutionState,
  events: readonly RecordedEvent[],
  today: LocalDate,
): InstitutionView => ({
  uscc,
  revision: events.length - 1,
  standing: standingOn(state, today),
  facts: state.facts ?? null,
  creditClass: state.creditClass ?? null,
  bans: state.bans ?? [],
  breaches: state.breaches ?? [],
  commitments: state.commitments ?? [],
  withdrawals: (state.withdrawals ?? []).map(({ at: _on, ...withdrawal }) => withdrawal),
  signatories: state.signatories?.list ?? [],
  events: events.map(historyEvent),
});
