export * from './calendar/index.js';
export * from './in-force/index.js';
export * from './policy/index.js';
export * from './publication/index.js';
export * from './time-limits/index.js';
