import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from './port.js';

const PAGE = 256;

export interface Feed {
  /** Every event after `after`, in log order, each once; waits for more at the end of the log. */
  follow(after: Position | undefined, signal: AbortSignal): AsyncGenerator<readonly RecordedEvent[], void, undefined>;
  /** Something was committed. */
  wake(): void;
  /** Every follower ends, now and for good. */
  end(): void;
}

/** Live following over a synchronous reader: no event can be committed between an empty page and the wait for the next one. */
export function createFeed(readAfter: (after: Position | undefined, limit: number) => readonly RecordedEvent[]): Feed {
  const waiting = new Set<() => void>();
  let ended = false;

  const committed = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake);
    });

  const wakeAll = () => {
    for (const wake of [...waiting]) wake();
  };

  return {
    async *follow(after, signal) {
      let last = after;
      while (!ended && !signal.aborted) {
        const page = readAfter(last, PAGE);
        const end = page.at(-1);
        if (end === undefined) {
          await committed(signal);
        } else {
          last = end.position;
          yield page;
          // A long catching up must leave the event loop room for commands.
          await nextTurn();
        }
      }
    },
    wake: wakeAll,
    end() {
      ended = true;
      wakeAll();
    },
  };
}
