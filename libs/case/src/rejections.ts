/** Every way a command of a case can be turned down. Codes are a public contract: they are never renamed. */
export * from './rejections/every-case.js';
export * from './rejections/submission.js';
export * from './rejections/scope.js';
export * from './rejections/acceptance.js';
export * from './rejections/self-declaration.js';
export * from './rejections/review.js';
export * from './rejections/decision.js';
