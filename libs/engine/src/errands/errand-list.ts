import type { OpenErrand, OpenErrands } from '#event-store';
import type { Clock } from '../clock/clock.js';

export interface Hindrance {
  /** The code of the rejection; `fault` where something broke. */
  readonly reason: string;
  readonly detail: string;
}

const FIRST_MS = 500;
const LONGEST_MS = 10 * 60_000;
const DOUBLINGS = 11;

/** Twice as long after every attempt, up to ten minutes, and not all at the same moment. */
export const patienceAfter = (attempts: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, DOUBLINGS)) * (0.75 + Math.random() / 2);

/** The errands that could not be done: in memory as in the store, which is written only when one fails, and when it is done after all. */
export function createErrandList(kept: OpenErrands, clock: Clock) {
  const open = new Map<string, OpenErrand>();
  const loaded = kept.all().then((all) => {
    for (const errand of all) open.set(errand.id, errand);
  });
  // Whoever waits for it is told.
  loaded.catch(() => undefined);

  return {
    /** Resolves once those of before are on it. */
    loaded: (): Promise<void> => loaded,
    all: (): readonly OpenErrand[] => [...open.values()].sort((a, b) => a.since - b.since),
    find: (id: string): OpenErrand | undefined => open.get(id),
    has: (id: string): boolean => open.has(id),
    /** Once more in vain. Returns for how many milliseconds it is left alone. Rejects where that cannot be written. */
    async failed(
      errand: Pick<OpenErrand, 'id' | 'event' | 'name' | 'stream' | 'type'>,
      { reason, detail }: Hindrance,
    ): Promise<number> {
      const before = open.get(errand.id);
      const now = clock.now();
      const attempts = (before?.attempts ?? 0) + 1;
      const wait = patienceAfter(attempts);
      const { id, event, name, stream, type } = errand;
      const after: OpenErrand = {
        ...{ id, event, name, stream, type, reason, detail, attempts },
        since: before?.since ?? now,
        nextTry: Math.round(now + wait),
      };
      await kept.put(after);
      open.set(id, after);
      return wait;
    },
    async done(id: string): Promise<void> {
      if (!open.has(id)) return;
      await kept.remove(id);
      open.delete(id);
    },
  };
}

/** For a store that forgets everything anyway. */
export function forgetfulErrands(): OpenErrands {
  return { all: async () => [], put: async () => undefined, remove: async () => undefined };
}
