interface Waiting<I, R> {
  readonly input: I;
  readonly resolve: (result: R) => void;
  readonly reject: (fault: unknown) => void;
}

/** Commits in one turn of the event loop at most, so that nobody waits for ever. */
const ROUNDS = 4;
/** Promise hops that a reaction needs from one commit to its own append. */
const MICROTASKS = 40;

export interface GroupCommit<I, R> {
  submit(input: I): Promise<R>;
  /** Commits all that waits. Only from a turn of the event loop of its own, never out of a commit. */
  drain(): void;
}

/**
 * What arrives within one turn of the event loop shares one `commit`, in order of arrival, at most `maxGroup` at a time.
 * `commit` gives one result for each input, or throws and has then stored nothing; each half is then tried by itself and so on,
 * so that only those at fault are rejected with theirs. Promises settle after the commit, never before; `committed` is told the results first.
 */
export function createGroupCommit<I, R>(
  commit: (group: readonly I[]) => readonly R[],
  maxGroup: number,
  committed: (results: readonly R[]) => void,
): GroupCommit<I, R> {
  const queue: Waiting<I, R>[] = [];
  let scheduled = false;

  function settle(group: readonly Waiting<I, R>[]): void {
    let results: readonly R[];
    try {
      results = commit(group.map(({ input }) => input));
    } catch (fault) {
      if (group.length === 1) return group[0]?.reject(fault);
      const middle = group.length >> 1;
      settle(group.slice(0, middle));
      return settle(group.slice(middle));
    }
    committed(results);
    results.forEach((result, index) => group[index]?.resolve(result));
  }

  function flush(): void {
    const group = queue.splice(0, maxGroup);
    if (group.length === 0) return;
    settle(group);
  }

  /** What a commit itself brings about (a grant its certificate) is committed before the next requests are read. */
  async function turn(): Promise<void> {
    for (let round = 0; round < ROUNDS && queue.length > 0; round += 1) {
      flush();
      for (let i = 0; i < MICROTASKS; i += 1) await Promise.resolve();
    }
    scheduled = false;
    if (queue.length > 0) schedule();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => void turn());
  }

  return {
    submit: (input) =>
      new Promise((resolve, reject) => {
        queue.push({ input, resolve, reject });
        schedule();
      }),
    drain() {
      while (queue.length > 0) flush();
    },
  };
}
