export { caseCommands, caseDecider, commandsIn, type CaseDecider } from './case.js';
export { commitmentTerms, commitmentText } from './commitment-text.js';
export { custodyAfter } from './custody.js';
export type { CertificateOrder } from './decision.js';
export type { CaseCommand, CaseCommands, CaseEvent, CaseEvents, CommandName, EventName, EventOf } from './definition.js';
export * from './late-calendar.js';
export * from './law.js';
export { canTakeOver } from './versions.js';
export * from './eligibility.js';
export { grantedBy, WAYS_TO_A_GRANT, type WayToAGrant } from './grants.js';
export { DECISION_LIMITS, REVIEW_LIMITS } from './limits.js';
export { goesFirst, machineDecision, ON_THE_SPOT, sparesThePaper } from './on-the-spot.js';
export { permitted, rolesFor } from './permitted.js';
export { isBranch, noted, type KnownBody, type OnRecord } from './record.js';
export { askedFor, mayStillBeReduced, type SilentSource } from './reductions.js';
export {
  isUnsigned,
  kindsOf,
  materialsFor,
  missingMaterials,
  neededMaterials,
  remediesUnder,
  reviewFormFor,
  subjectOf,
} from './rules.js';
export { MAX_SCOPE_ITEMS, SCOPE_KINDS, scopeProblem, weightOfRows, type GrantedScope } from './scope.js';
export * from './state.js';
export { FINDING_RESULTS, type Finding } from './findings.js';
