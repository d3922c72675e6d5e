export * from './guide.js';
export { parsePolicyPack } from './parse-policy-pack.js';
export { POLICY_PACK_SCHEMA } from './pack-schema.js';
export * from './policy-book.js';
export * from './policy-pack.js';
export type { MaterialFacts, Policy, RequiredMaterial } from './policy.js';
export type { Route } from './steps.js';
export * from './stage-times.js';
export * from './terms.js';
