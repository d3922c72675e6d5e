export * from './issued.js';
export * from './template.js';
