export * from './gate.js';
export * from './meter.js';
