export * from './data-file-error.js';
export * from './validate.js';
