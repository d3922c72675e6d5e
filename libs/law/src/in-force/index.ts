export * from './late-calendar.js';
export * from './law.js';
