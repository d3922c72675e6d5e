export * from './arithmetic.js';
export * from './change-of-law.js';
export * from './clock.js';
export * from './fold.js';
export * from './in-all.js';
export * from './ledger.js';
export * from './view.js';
