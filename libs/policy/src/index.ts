export * from './lint.js';
export { parsePolicyPack } from './parse-policy-pack.js';
export { POLICY_PACK_SCHEMA } from './pack-schema.js';
export * from './policy-book.js';
export * from './policy-pack.js';
export { packLabel, type MaterialFacts, type Policy, type RequiredMaterial } from './policy.js';
export type { Route } from './steps.js';
export * from './terms.js';
