import fc from 'fast-check';
export const anything = fc.anything();
