export * from './institution.js';
export * from './shared-record.js';
export * from './uscc.js';
