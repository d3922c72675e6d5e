export type { InstitutionCommand, InstitutionCommandName, InstitutionCommands, InstitutionEvent } from './messages.js';
export { institutionCommands, institutionDecider, institutionEvents } from './institution.js';
export { materialUnknown, referenceMissing } from './rejections.js';
export * from './shared-record.js';
export * from './signatories.js';
export * from './state.js';
export * from './uscc.js';
