import type { StreamName } from '#event-store';
import type { Engine } from '../engine.js';

const PAGE = 1000;
const SHOWN = 500;

export async function* openWork({ openStreams, load }: Pick<Engine, 'openStreams' | 'load'>): AsyncIterable<{
  readonly stream: StreamName;
  readonly state: unknown;
}> {
  for (let page = await openStreams(undefined, PAGE); page.length > 0; page = await openStreams(page.at(-1), PAGE))
    for (const stream of page) yield { stream, state: (await load(stream)).state };
}

/** How many there are, for how many something would change, and the first of those. */
export function counting<D>() {
  const counted = { open: 0, affected: 0, shown: [] as D[] };
  return {
    counted: counted as Readonly<typeof counted>,
    take(difference: D | undefined): void {
      counted.open += 1;
      if (difference === undefined) return;
      counted.affected += 1;
      if (counted.shown.length < SHOWN) counted.shown.push(difference);
    },
  };
}
