import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Append } from '../port.js';
import { someEvents, using, wholeLog, type OpenStore } from './samples.js';

/** The store in its simplest words: what any adapter must answer to appends in this order. */
function createModel() {
  const log: string[] = [];
  const lengths = new Map<string, number>();
  const keys = new Map<string, string>();
  return {
    log,
    append({ stream, expectedRevision, events, takeKeys = [], freeKeys = [] }: Append) {
      const actual = (lengths.get(stream) ?? 0) - 1;
      if (actual !== (expectedRevision === 'none' ? -1 : expectedRevision)) return { outcome: 'wrong-revision', actual };
      const key = takeKeys.find((wanted) => (keys.get(wanted) ?? stream) !== stream);
      if (key !== undefined) return { outcome: 'key-taken', key, heldBy: keys.get(key) };
      for (const freed of freeKeys) if (keys.get(freed) === stream) keys.delete(freed);
      for (const taken of takeKeys) keys.set(taken, stream);
      events.forEach(({ id }, index) => log.push(`${stream}@${actual + 1 + index} ${id}`));
      lengths.set(stream, actual + 1 + events.length);
      return { outcome: 'appended' };
    },
  };
}

const someKeys = fc.subarray(['k1', 'k2', 'k3']);
const append = fc
  .record({
    stream: fc.constantFrom('case-1', 'case-2', 'case-3'),
    expectedRevision: fc.oneof(fc.constant('none' as const), fc.nat(6)),
    count: fc.integer({ min: 1, max: 3 }),
    takeKeys: someKeys,
    freeKeys: someKeys,
  })
  .map(({ count, ...rest }): Append => ({ ...rest, events: someEvents(count) }));

export function modelContract(open: OpenStore): void {
  it('answers like the model, however the appends are grouped', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.array(append, { maxLength: 12 }), { maxLength: 12 }), (groups) =>
        using(open, async (store) => {
          const model = createModel();
          for (const group of groups) {
            const expected = group.map((one) => model.append(one));
            const results = await Promise.all(group.map((one) => store.append(one)));
            expect(results).toMatchObject(expected);
          }
          expect((await wholeLog(store)).map(({ stream, revision, id }) => `${stream}@${revision} ${id}`)).toEqual(model.log);
        }),
      ),
      { numRuns: 60 },
    ));
}
