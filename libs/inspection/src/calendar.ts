import { nothing } from '#kernel';
import { movedTo, type CalendarApplied } from '#law';
import { inspectionPart, type DefinitionsOf, type EventsOf } from './definition.js';
import { INSPECTION_STATUSES } from './state.js';

// Commands

export interface CalendarCommands {
  /** The engine's own: a calendar was published. It says nothing but "look whether your days have changed". */
  ApplyInspectionCalendar: { readonly calendar: string };
}

// Events

export interface CalendarEvents {
  CalendarApplied: CalendarApplied;
}

// Decide

const { command } = inspectionPart<CalendarCommands, CalendarEvents>();

export const calendarCommands: DefinitionsOf<CalendarCommands, CalendarEvents> = {
  ApplyInspectionCalendar: command('ApplyInspectionCalendar', {
    in: INSPECTION_STATUSES.filter((status) => status !== 'none'),
    by: ['engine'],
    decide: () => nothing,
  }),
};

// Evolve

export const calendarEvents: EventsOf<CalendarEvents> = {
  CalendarApplied: (state, { data: { to, changes }, effectiveAt }) => ({
    ...state,
    file: movedTo(state.file, { calendar: to }, changes, effectiveAt),
  }),
};
