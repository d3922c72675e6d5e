export * from './admission.js';
export * from './assert-never.js';
export * from './decider.js';
export * from './decision.js';
export * from './instant.js';
export * from './part.js';
export * from './roles.js';
export * from './text.js';
