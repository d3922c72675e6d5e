import type { MessagesOf } from '#kernel';
import type { CalendarCommands, CalendarEvents } from './calendar.js';
import type { CommissionCommands, CommissionEvents } from './commission.js';
import type { ExpiryCommands, ExpiryEvents } from './expiry.js';
import type { RectificationCommands, RectificationEvents } from './rectification.js';
import type { VerdictCommands, VerdictEvents } from './verdict.js';

export type InspectionCommands = CommissionCommands & VerdictCommands & RectificationCommands & ExpiryCommands & CalendarCommands;
export type InspectionEvents = CommissionEvents & VerdictEvents & RectificationEvents & ExpiryEvents & CalendarEvents;

export type InspectionCommand = MessagesOf<InspectionCommands>;
export type InspectionEvent = MessagesOf<InspectionEvents>;
export type CommandName = keyof InspectionCommands;
export type EventName = keyof InspectionEvents;
