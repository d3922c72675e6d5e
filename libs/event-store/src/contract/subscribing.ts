import { expect, it } from '@jest/globals';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position } from '../port.js';
import { anAppend, appendNumbers, stored, using, wholeLog, type OpenStore } from './samples.js';

/** Positions as they arrive, until `count` of them have or the subscription ends. */
async function follow(
  store: EventStore,
  after: Position | undefined,
  count: number,
  lag?: () => Promise<unknown>,
): Promise<Position[]> {
  const seen: Position[] = [];
  const stop = new AbortController();
  if (count === 0) return seen;
  for await (const batch of store.subscribeAll(after, stop.signal)) {
    expect(batch.length).toBeGreaterThan(0);
    seen.push(...batch.map(({ position }) => position));
    if (seen.length >= count) stop.abort();
    await lag?.();
  }
  return seen;
}

/** Small, repeatable pseudo-random numbers below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

export function subscribingContract(open: OpenStore): void {
  it.each(Array.from({ length: 25 }, (_, n) => n + 1))(
    'misses and repeats nothing while others write (interleaving %i)',
    (seed) =>
      using(open, async (store) => {
        const random = randomFrom(seed * 7919);
        const someTime = () => [Promise.resolve(), turn(), pause(random() * 3)][Math.floor(random() * 3)] ?? turn();
        await appendNumbers(store, 'case-old', 0, Math.floor(random() * 20));
        const before = (await wholeLog(store)).map(({ position }) => position);
        const start = Math.floor(random() * (before.length + 1));
        const total = before.length - start + 3 * 40;

        const writers = ['case-a', 'case-b', 'case-c'].map(async (stream) => {
          for (let n = 0; n < 40; n++) {
            stored(await store.append(anAppend(stream, n === 0 ? 'none' : n - 1)));
            if (random() < 0.4) await someTime();
          }
        });
        const after = start === 0 ? undefined : before[start - 1];
        const followers = [undefined, turn, someTime, someTime].map(async (lag) => {
          if (random() < 0.5) await someTime();
          return follow(store, after, total, lag);
        });
        await Promise.all(writers);
        const expected = (await wholeLog(store)).slice(start).map(({ position }) => position);
        expect(expected).toHaveLength(total);
        for (const seen of await Promise.all(followers)) expect(seen).toEqual(expected);
      }),
  );

  it('catches up over many pages', () =>
    using(open, async (store) => {
      await Promise.all(Array.from({ length: 1500 }, (_, n) => store.append(anAppend(`case-${n}`, 'none'))));
      expect(await follow(store, undefined, 1500)).toEqual((await wholeLog(store)).map(({ position }) => position));
    }));

  it('ends when aborted: before the start, while it waits, and after a batch', () =>
    using(open, async (store) => {
      await appendNumbers(store, 'case-1', 0, 3);
      for await (const batch of store.subscribeAll(undefined, AbortSignal.abort())) throw new Error(`delivered ${batch.length}`);

      const stop = new AbortController();
      const waiting = (async () => {
        for await (const batch of store.subscribeAll(await store.head(), stop.signal))
          throw new Error(`delivered ${batch.length}`);
      })();
      await pause(5);
      stop.abort();
      await waiting;

      let batches = 0;
      for await (const batch of store.subscribeAll(undefined, AbortSignal.timeout(10_000))) {
        batches += batch.length;
        break;
      }
      expect(batches).toBe(3);
    }));

  it('ends when the store closes', () =>
    using(open, async (store) => {
      await appendNumbers(store, 'case-1', 0, 3);
      const following = follow(store, undefined, Infinity);
      await pause(5);
      await store.close();
      expect(await following).toHaveLength(3);
      expect(await follow(store, undefined, Infinity)).toEqual([]);
    }));

  it('refuses a position that is none', () =>
    using(open, async (store) => {
      await expect(follow(store, 'nonsense', 1)).rejects.toThrow(RangeError);
    }));
}
