/** What `run` answers when the queue is full: the work was not begun. */
export const BUSY = Symbol('busy');

interface Waiting {
  readonly key: string;
  readonly go: () => void;
}

/**
 * Password hashing costs tens of milliseconds of a core by design, so a flood of sign-ins is a way to stop the office.
 * At most `width` hashes run, at most `depth` wait, the rest are told so at once. Work under one key runs one after another:
 * the fifth wrong password has been counted before the sixth is looked at.
 */
export function createGate(width: number, depth: number) {
  const running = new Set<string>();
  const waiting: Waiting[] = [];

  function admit(): void {
    while (running.size < width) {
      const index = waiting.findIndex(({ key }) => !running.has(key));
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      if (next === undefined) return;
      running.add(next.key);
      next.go();
    }
  }

  return {
    async run<T>(key: string, work: () => Promise<T>): Promise<T | typeof BUSY> {
      if (running.size < width && !running.has(key)) {
        running.add(key);
      } else {
        if (waiting.length >= depth) return BUSY;
        await new Promise<void>((go) => waiting.push({ key, go }));
      }
      try {
        return await work();
      } finally {
        running.delete(key);
        admit();
      }
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
