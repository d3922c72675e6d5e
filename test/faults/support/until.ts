import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 20;
/** Less than what a test is given: whoever waits in vain says for what. */
const PATIENCE_MS = 120_000;

/** For what gives no event, such as the state of another process. Answers the first value that is there. */
export async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await pause(LOOK_MS)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}
