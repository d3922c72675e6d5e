import type { StreamName } from '#event-store';

const LONGEST_MS = 2000;

/** Who waits for something to be stored in a stream. */
export function createChanges() {
  const waiting = new Map<StreamName, Set<() => void>>();

  return {
    stored(stream: StreamName): void {
      for (const wake of waiting.get(stream) ?? []) wake();
    },

    /** Resolves when something is stored in that stream, from now on; false after `timeoutMs`. */
    next: (stream: StreamName, timeoutMs = LONGEST_MS): Promise<boolean> =>
      new Promise((resolve) => {
        const wakes = waiting.get(stream) ?? new Set();
        const done = (changed: boolean): void => {
          clearTimeout(timer);
          wakes.delete(wake);
          if (wakes.size === 0) waiting.delete(stream);
          resolve(changed);
        };
        const wake = (): void => done(true);
        const timer = setTimeout(() => done(false), timeoutMs);
        waiting.set(stream, wakes.add(wake));
      }),
  };
}
