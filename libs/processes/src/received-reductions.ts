import type { Process } from './process.js';

/** Receipt → what need not be asked, done or waited for in this case (五减). Asking others takes its time, so no other process waits for it. */
export const receivedReductions: Process = {
  name: 'received-reductions',
  begins: 'beginning',
  on: ['ApplicationReceived'],
  react: ({ type, stream }) =>
    type === 'ApplicationReceived' ? [{ name: 'apply-reductions', task: 'apply-reductions', stream }] : [],
};
