/** Input that cannot be used: one clear line, exit status 2. */
export class UsageError extends Error {}
