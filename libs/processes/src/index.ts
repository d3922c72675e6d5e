import { bans } from './bans.js';
import { certificateTerm } from './certificate-term.js';
import { commitmentRecord } from './commitment-record.js';
import { commitmentVerification } from './commitment-verification.js';
import { grantedFacts } from './granted-facts.js';
import { grantedIssue } from './granted-issue.js';
import type { Process } from './process.js';

export { publishedCalendar } from './published-calendar.js';
export { receivedReductions } from './received-reductions.js';
export { certificateOf } from './streams.js';

export { bans, certificateTerm, commitmentRecord, commitmentVerification, grantedFacts, grantedIssue };
export type { CaseFacts, Errand, Process, ProcessEvent, Sending } from './process.js';

export const PROCESSES: readonly Process[] = [
  // The record knows of a change before its certificate says it.
  grantedFacts,
  grantedIssue,
  commitmentRecord,
  commitmentVerification,
  certificateTerm,
  bans,
];
