export * from './institution.js';
export * from './uscc.js';
