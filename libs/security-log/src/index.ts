export { OUTCOMES, THE_PROGRAM, WHAT, type Entry, type Line, type Origin, type Outcome, type What } from './entry.js';
export { isCursor, type LogFilter, type LogPage } from './read.js';
export type { Rights, RightsLine, RightsRecord } from './rights.js';
export { openSecurityLog, type SecurityLog, type SecurityLogOptions, type SecurityLogState } from './security-log.js';
