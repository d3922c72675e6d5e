import type { RecordedEvent } from '#event-store';
import { permittedInInspection, type InspectionCommandName, type OpenInspection } from '#inspection';
import { formatInstant, type Actor, type Instant } from '#kernel';
import { lawOfRuns, pinnedCalendar, pinnedPolicy, viewClocks, type ClockView, type Law } from '#law';
import { historyEvent, type HistoryEvent } from '../history/view.js';

export interface InspectionView {
  readonly caseId: string;
  readonly revision: number;
  readonly status: OpenInspection['status'];
  readonly institution: OpenInspection['file']['institution'];
  readonly kind: string;
  readonly commitmentSha256: string;
  readonly mandatoryStandards: boolean;
  readonly decidedAt: string;
  readonly inspectors: OpenInspection['file']['inspectors'];
  readonly verdict: string | null;
  readonly findings: string | null;
  /** What belongs to the present status: items to rectify, what was proposed. */
  readonly detail: object;
  readonly clocks: readonly ClockView[];
  readonly events: readonly HistoryEvent[];
  readonly permittedActions: readonly InspectionCommandName[];
}

export function viewInspection(
  state: OpenInspection,
  events: readonly RecordedEvent[],
  actors: readonly Actor[],
  law: Law,
  now: Instant,
): InspectionView {
  const { file, status, ...detail } = state;
  return {
    caseId: file.caseId,
    revision: events.length - 1,
    status,
    institution: file.institution,
    kind: file.kind,
    commitmentSha256: file.commitmentSha256,
    mandatoryStandards: file.mandatoryStandards,
    decidedAt: formatInstant(file.decidedAt),
    inspectors: file.inspectors,
    verdict: file.verdict ?? null,
    findings: file.findings ?? null,
    detail,
    clocks: viewClocks(
      file.clocks,
      pinnedPolicy(law, file.policy),
      pinnedCalendar(law, file),
      now,
      file.kind,
      lawOfRuns(law, file),
    ),
    events: events.map(historyEvent),
    permittedActions: [...new Set(actors.flatMap((actor) => permittedInInspection(state, actor, law)))],
  };
}
