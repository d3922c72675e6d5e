/** Makes a forgotten case a compile error, and a fault if data from outside the types ever reaches it. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unknown ${what}: ${JSON.stringify(value)}`);
}
