export type { InspectionNeed } from './definition.js';
export type {
  CommandName as InspectionCommandName,
  EventName as InspectionEventName,
  InspectionCommand,
  InspectionCommands,
  InspectionEvent,
  InspectionEvents,
} from './messages.js';
export { inspectionCommands, inspectionDecider, inspectionEvents, permitted as permittedInInspection } from './inspection.js';
export * from './state.js';
