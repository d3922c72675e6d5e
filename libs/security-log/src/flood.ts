import type { Instant } from '#kernel';
import type { Entry, What } from './entry.js';

const MINUTE_MS = 60_000;
/** Lines a minute that one address may cause of one kind and outcome, and all addresses together. */
const FROM_ONE = 20;
const FROM_ALL = 60;

interface Minute {
  lines: number;
  readonly byAddress: Map<string, number>;
  kept: number;
  readonly entry: Entry;
}

export function createFlood() {
  const minutes = new Map<string, Minute>();
  let endsAt = 0;

  /** What was not written one by one since it was last asked, a line for each kind. */
  function summaries(): Entry[] {
    const told = [...minutes.values()]
      .filter(({ kept }) => kept > 0)
      .map(({ entry: { what, outcome = 'success' }, kept, byAddress }): Entry => {
        return { what, outcome, code: 'summarised', more: { times: kept, addresses: byAddress.size } };
      });
    minutes.clear();
    return told;
  }

  return {
    /** The entries to write now: the one given, or none, after the summary of a minute that is over. */
    admit(entry: Entry, at: Instant): Entry[] {
      const over = at >= endsAt || at < endsAt - MINUTE_MS ? summaries() : [];
      if (minutes.size === 0) endsAt = at + MINUTE_MS;
      const kind: `${What}/${string}` = `${entry.what}/${entry.outcome ?? 'success'}`;
      const minute = minutes.get(kind) ?? { lines: 0, byAddress: new Map<string, number>(), kept: 0, entry };
      minutes.set(kind, minute);
      const from = entry.by?.from ?? '';
      const own = minute.byAddress.get(from) ?? 0;
      if (own > 0 || minute.byAddress.size < 10_000) minute.byAddress.set(from, own + 1);
      if (own < FROM_ONE && minute.lines < FROM_ALL) {
        minute.lines += 1;
        return [...over, entry];
      }
      minute.kept += 1;
      return over;
    },
    summaries,
  };
}
