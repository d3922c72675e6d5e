/** One line a message; where it goes is the host's business. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
