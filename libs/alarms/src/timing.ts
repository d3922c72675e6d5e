const LONGEST_TIMER_MS = 3_600_000;

/** Repeats `work` with a pause in between, from now on. Node fires timers above 24.8 days at once, so none here is above an hour. */
export function every(pauseMs: number, work: () => Promise<void>): { stop(): Promise<void> } {
  const pause = Math.min(pauseMs, LONGEST_TIMER_MS);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running = round();

  async function round(): Promise<void> {
    await work();
    if (stopped) return;
    timer = setTimeout(() => {
      running = round();
    }, pause);
    timer.unref();
  }

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Rejects when `work` takes longer; `work` itself goes on. Keeps no process alive. */
export function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms);
    timer.unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** For shutting down: waits for `work`, but not for ever, and does not mind how it ends. */
export function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  return Promise.race([work.then(ignore, ignore), enough]).finally(() => clearTimeout(timer));
}

export const ignore = (): void => undefined;

/** At most one run at a time. Whoever asks during a run gets one that begins after it: the answer is never older than the question. */
export function coalesced<T>(work: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    const run = work().finally(() => (current = undefined));
    return (current = run);
  }

  return () => {
    if (current === undefined) return begin();
    return (next ??= current.then(ignore, ignore).then(() => {
      next = undefined;
      return begin();
    }));
  };
}

/** Runs `work` for every item, at most `width` at once. `work` must not reject. */
export async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}

export const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message || fault.name : String(fault));
