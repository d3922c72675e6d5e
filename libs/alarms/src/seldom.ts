const WINDOW_MS = 10_000;

/**
 * Says the same kind of thing only so often: a Redis that is away reports itself several times a second, and a fault in the
 * engine may touch thousands of alarms. What was left out is counted in the next line of the same kind.
 */
export function seldom(say: (line: string) => void, perWindow = 5): (kind: string, line: string) => void {
  const kinds = new Map<string, { since: number; said: number; left: number }>();
  return (kind, line) => {
    const now = performance.now();
    let seen = kinds.get(kind);
    if (seen === undefined || now - seen.since > WINDOW_MS) {
      const left = seen?.left ?? 0;
      seen = { since: now, said: 0, left: 0 };
      kinds.set(kind, seen);
      if (left > 0) line += ` (and ${left} more like it before)`;
    }
    if (seen.said++ < perWindow) say(line);
    else seen.left += 1;
  };
}
