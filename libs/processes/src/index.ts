export { grantedIssue } from './granted-issue.js';
export { receivedReductions } from './received-reductions.js';
export type { Errand, Process, ProcessEvent } from './process.js';
