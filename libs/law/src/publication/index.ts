export * from './calendar-publication.js';
export * from './gate.js';
export * from './policy-publication.js';
