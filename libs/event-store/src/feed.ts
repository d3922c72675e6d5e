import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from './port.js';

const PAGE = 256;
/** Events kept at hand for followers that are close behind: they need not be read and parsed again. */
const RECENT = 1024;

export interface Feed {
  /** Every event after `after`, in log order, each once; waits for more at the end of the log. */
  follow(after: Position | undefined, signal: AbortSignal): AsyncGenerator<readonly RecordedEvent[], void, undefined>;
  /** These events were committed, all of them after those of the call before. */
  committed(events: readonly RecordedEvent[]): void;
  end(): void;
}

/** Live following over a synchronous reader: no event can be committed between an empty page and the wait for the next one. */
export function createFeed(readAfter: (after: Position | undefined, limit: number) => readonly RecordedEvent[]): Feed {
  const waiting = new Set<() => void>();
  let recent: RecordedEvent[] = [];
  let ended = false;

  /** What comes after a position that is itself among the recent ones; undefined where that must be read. */
  function recentAfter(after: Position | undefined): readonly RecordedEvent[] | undefined {
    const last = recent.findLastIndex((event) => event.position === after);
    return last < 0 ? undefined : recent.slice(last + 1, last + 1 + PAGE);
  }

  const nextCommit = (signal: AbortSignal) =>
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
        const page = recentAfter(last) ?? readAfter(last, PAGE);
        const end = page.at(-1);
        if (end === undefined) {
          await nextCommit(signal);
        } else {
          last = end.position;
          yield page;
          // A long catching up must leave the event loop room for commands.
          if (page.length === PAGE) await nextTurn();
        }
      }
    },
    committed(events) {
      if (events.length === 0) return;
      recent.push(...events);
      if (recent.length > 2 * RECENT) recent = recent.slice(-RECENT);
      wakeAll();
    },
    end() {
      ended = true;
      wakeAll();
    },
  };
}
