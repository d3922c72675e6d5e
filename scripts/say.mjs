// Progress goes to standard error: standard output belongs to the program that is started in the end.
export const say = (line) => process.stderr.write(`${line}\n`);

/** A set-up step that cannot be done: the message says what to do, a stack trace would not. */
export class SetUpError extends Error {}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
