export { CASE_ID, caseIdFor } from './case-id.js';
export type { GivenCommands } from './complete-command.js';
export * from './clock.js';
export { openEmbedded, type Embedded } from './embedded.js';
export * from './engine.js';
export { loadDocumentTemplates, loadLaw, projectRoot, shippedLaw, type LawFolders } from './load-law.js';
export { silent, type Log } from './log.js';
export { EVENT_DEFINITIONS } from './registry.js';
export * from './simulation.js';
