/** What `run` answers when the queue is full: the work was not begun. */
export const BUSY = Symbol('busy');

/** Whose work it is, where it comes from the network. */
export interface Source {
  /** One address fills no more than its share of the queue, of known callers and of others. */
  readonly network?: string;
  /** Takes turns with whoever is not, and waits in places that are kept free: one for each key. */
  readonly known?: boolean;
}

export interface GateSize {
  /** Run at once. */
  readonly width: number;
  /** Wait. */
  readonly depth: number;
  /** Of them from one address; as many as wait where left out. */
  readonly each?: number;
  /** Places beyond `depth` for whoever is known. */
  readonly kept?: number;
}

interface Waiting extends Source {
  readonly key: string;
  readonly go: () => void;
}

/**
 * Password hashing costs tens of milliseconds of a core by design, so a flood of sign-ins is a way to stop the office.
 * At most `width` hashes run, at most `depth` wait, the rest are told so at once. Work under one key runs one after another:
 * the fifth wrong password has been counted before the sixth is looked at.
 */
export function createGate({ width, depth, each = depth, kept = 0 }: GateSize) {
  const running = new Set<string>();
  const waiting: Waiting[] = [];
  let lastWasKnown = false;

  function admit(): void {
    while (running.size < width) {
      const free = waiting.filter(({ key }) => !running.has(key));
      const next = free.find(({ known = false }) => known !== lastWasKnown) ?? free[0];
      if (next === undefined) return;
      lastWasKnown = next.known === true;
      waiting.splice(waiting.indexOf(next), 1);
      running.add(next.key);
      next.go();
    }
  }

  function isFull(key: string, { network, known = false }: Source): boolean {
    const count = (fits: (one: Waiting) => boolean): number => waiting.filter(fits).length;
    const isAlike = (one: Waiting): boolean => (one.known ?? false) === known;
    if (known && count((one) => one.key === key && isAlike(one)) > 0) return true;
    if (network !== undefined && count((one) => one.network === network && isAlike(one)) >= each) return true;
    return known ? waiting.length >= depth + kept : count(isAlike) >= depth;
  }

  return {
    async run<T>(key: string, work: () => Promise<T>, source: Source = {}): Promise<T | typeof BUSY> {
      if (running.size < width && !running.has(key)) {
        running.add(key);
      } else {
        if (isFull(key, source)) return BUSY;
        await new Promise<void>((go) => waiting.push({ ...source, key, go }));
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
