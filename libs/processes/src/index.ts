export { grantedIssue } from './granted-issue.js';
export type { Errand, Process, ProcessEvent } from './process.js';
