export { caseCommands, caseDecider, commandsIn, type CaseDecider } from './case.js';
export { custodyAfter } from './custody.js';
export type { CertificateOrder } from './decision.js';
export type { CaseCommand, CaseCommands, CaseEvent, CaseEvents, CommandName, EventName, EventOf } from './definition.js';
export { pinnedPolicy, type Law } from './law.js';
export { DECISION_LIMITS, REVIEW_LIMITS } from './limits.js';
export { permitted, rolesFor } from './permitted.js';
export { remediesUnder, subjectOf } from './rules.js';
export * from './state.js';
