import { nothing } from '#kernel';
import { movedTo, type CalendarApplied } from '#law';
import { certificatePart, type DefinitionsOf, type EventsOf } from './definition.js';

// Commands

export interface CalendarCommands {
  /** The engine's own: a calendar was published. It says nothing but "look whether your days have changed". */
  ApplyCertificateCalendar: { readonly calendar: string };
}

// Events

export interface CalendarEvents {
  /** The limits of an investigation that is under way: the term of a certificate ends on a date, whatever the days off. */
  CalendarApplied: CalendarApplied;
}

// Decide

const { command } = certificatePart<CalendarCommands, CalendarEvents>();

export const calendarCommands: DefinitionsOf<CalendarCommands, CalendarEvents> = {
  ApplyCertificateCalendar: command('ApplyCertificateCalendar', { on: 'certificate', by: ['engine'], decide: () => nothing }),
};

// Evolve

export const calendarEvents: EventsOf<CalendarEvents> = {
  CalendarApplied: (state, { data: { to, changes }, effectiveAt }) =>
    state.investigations === undefined
      ? state
      : { ...state, investigations: movedTo(state.investigations, { calendar: to }, changes, effectiveAt) },
};
