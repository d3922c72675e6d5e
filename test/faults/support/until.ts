import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 20;

/** For what gives no event, such as the state of another process. Answers the first value that is there; throws after `withinMs`. */
export async function until<T>(what: string, withinMs: number, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const since = performance.now(); performance.now() - since < withinMs; await pause(LOOK_MS)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${withinMs} ms`);
}
