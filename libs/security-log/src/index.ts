export { OUTCOMES, WHAT, type Entry, type Line, type Origin, type Outcome, type What } from './entry.js';
export { isCursor, type LogPage } from './read.js';
export type { Rights, RightsLine } from './rights.js';
export { openSecurityLog, type SecurityLog, type SecurityLogState } from './security-log.js';
