export * from './calendar-publication.js';
export * from './policy-publication.js';
