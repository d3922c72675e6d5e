export { grantedIssue } from './granted-issue.js';
export { publishedCalendar } from './published-calendar.js';
export { receivedReductions } from './received-reductions.js';
export type { Errand, Process, ProcessEvent } from './process.js';
