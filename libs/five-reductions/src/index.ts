export * from './meter.js';
export { reductionsFor, routeReductions, type ReductionOrder, type SourceAnswers } from './reduce.js';
export { CERTIFICATE_MATERIAL, EARLIER_CASES, OWN_RECORDS, REDUCTION_RULES } from './rules.js';
