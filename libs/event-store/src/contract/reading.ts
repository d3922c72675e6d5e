import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { anAppend, appendNumbers, someEvents, stored, using, wholeLog, type OpenStore } from './samples.js';
import type { RecordedEvent } from '../port.js';

export function readingContract(open: OpenStore): void {
  it('reads a stream from a revision', () =>
    using(open, async (store) => {
      await appendNumbers(store, 'case-1', 0, 5);
      await appendNumbers(store, 'case-10', 0, 1);
      expect((await store.readStream('case-1', 3)).map(({ data }) => data)).toEqual([{ n: 3 }, { n: 4 }]);
      expect(await store.readStream('case-1', 5)).toEqual([]);
      expect(await store.readStream('case-')).toEqual([]);
    }));

  it('reads the log in the order of appending, whatever the page', () =>
    using(open, async (store) => {
      const expected: string[] = [];
      for (let n = 0; n < 40; n++) {
        const stream = `case-${(n * 7) % 5}`;
        const revision = (await store.readStream(stream)).length - 1;
        const append = anAppend(stream, revision < 0 ? 'none' : revision, { events: someEvents(1 + (n % 3)) });
        expected.push(...stored(await store.append(append)).map(({ id }) => id));
      }
      for (const limit of [1, 7, 80, 1000]) {
        const read: RecordedEvent[] = [];
        let page = await store.readAll(undefined, limit);
        while (page.length > 0) {
          expect(page.length).toBeLessThanOrEqual(limit);
          read.push(...page);
          page = await store.readAll(read.at(-1)?.position, limit);
        }
        expect(read.map(({ id }) => id)).toEqual(expected);
      }
    }));

  it('compares positions by their place in the log and knows the last', () =>
    using(open, async (store) => {
      expect(await store.head()).toBeUndefined();
      expect(await wholeLog(store)).toEqual([]);
      await appendNumbers(store, 'case-1', 0, 12);
      const positions = (await wholeLog(store)).map(({ position }) => position);
      expect([...positions].reverse().sort(store.comparePositions)).toEqual(positions);
      expect(new Set(positions).size).toBe(12);
      expect(store.comparePositions(positions[3] ?? '', positions[3] ?? '')).toBe(0);
      expect(await store.head()).toBe(positions.at(-1));
    }));

  it('finds an event by its id, in any stream', () =>
    using(open, async (store) => {
      const events = someEvents(3);
      stored(await store.append(anAppend('case-1', 'none')));
      stored(await store.append(anAppend('case-2', 'none', { events })));
      for (const { id } of events) expect(await store.findEvent(id)).toMatchObject({ id, stream: 'case-2' });
      expect(await store.findEvent(randomUUID())).toBeUndefined();
      expect(await store.findEvent('not a UUID')).toBeUndefined();
    }));

  it('refuses a position or a page that makes no sense, instead of reading nothing', () =>
    using(open, async (store) => {
      await appendNumbers(store, 'case-1', 0, 1);
      for (const position of ['', '-1', '1.5', 'NaN', '1e3', ' 1', '99999999999999999999'])
        await expect(store.readAll(position, 10)).rejects.toThrow(RangeError);
      for (const limit of [0, -1, 1.5, NaN]) await expect(store.readAll(undefined, limit)).rejects.toThrow(RangeError);
    }));
}
