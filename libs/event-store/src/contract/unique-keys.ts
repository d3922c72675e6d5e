import { expect, it } from '@jest/globals';
import { anAppend, stored, using, wholeLog, type OpenStore } from './samples.js';

export function uniqueKeysContract(open: OpenStore): void {
  it('gives a key to one stream until that stream frees it', () =>
    using(open, async (store) => {
      stored(await store.append(anAppend('case-1', 'none', { takeKeys: ['a', 'b'] })));
      const refused = { outcome: 'key-taken', key: 'b', heldBy: 'case-1' };
      expect(await store.append(anAppend('case-2', 'none', { takeKeys: ['c', 'b'] }))).toStrictEqual(refused);
      expect(await store.readStream('case-2')).toEqual([]);
      stored(await store.append(anAppend('case-3', 'none', { takeKeys: ['c'] })));
      stored(await store.append(anAppend('case-1', 0, { freeKeys: ['b'] })));
      stored(await store.append(anAppend('case-2', 'none', { takeKeys: ['b'] })));
      expect(await store.append(anAppend('case-1', 1, { takeKeys: ['b'] }))).toMatchObject({ heldBy: 'case-2' });
    }));

  it('lets a stream take again what it holds', () =>
    using(open, async (store) => {
      stored(await store.append(anAppend('case-1', 'none', { takeKeys: ['a', 'a'] })));
      stored(await store.append(anAppend('case-1', 0, { takeKeys: ['a'] })));
      expect(await store.append(anAppend('case-2', 'none', { takeKeys: ['a'] }))).toMatchObject({ outcome: 'key-taken' });
    }));

  it('frees before it takes within one commit', () =>
    using(open, async (store) => {
      stored(await store.append(anAppend('case-1', 'none', { takeKeys: ['a'] })));
      stored(await store.append(anAppend('case-1', 0, { freeKeys: ['a'], takeKeys: ['b'] })));
      stored(await store.append(anAppend('case-2', 'none', { takeKeys: ['a'] })));
      stored(await store.append(anAppend('case-1', 1, { freeKeys: ['b'], takeKeys: ['b'] })));
      expect(await store.append(anAppend('case-2', 0, { takeKeys: ['b'] }))).toMatchObject({ heldBy: 'case-1' });
    }));

  it('frees nothing that another stream holds', () =>
    using(open, async (store) => {
      stored(await store.append(anAppend('case-1', 'none', { takeKeys: ['a'] })));
      stored(await store.append(anAppend('case-2', 'none', { freeKeys: ['a', 'unknown'] })));
      expect(await store.append(anAppend('case-3', 'none', { takeKeys: ['a'] }))).toMatchObject({ heldBy: 'case-1' });
    }));

  it('leaves the keys alone when the revision is wrong', () =>
    using(open, async (store) => {
      stored(await store.append(anAppend('case-1', 'none', { takeKeys: ['a'] })));
      const stale = await store.append(anAppend('case-1', 'none', { freeKeys: ['a'], takeKeys: ['b'] }));
      expect(stale).toStrictEqual({ outcome: 'wrong-revision', actual: 0 });
      expect(await store.append(anAppend('case-2', 'none', { takeKeys: ['a'] }))).toMatchObject({ heldBy: 'case-1' });
      stored(await store.append(anAppend('case-2', 'none', { takeKeys: ['b'] })));
    }));

  it('has one winner among 64 streams that want one key, and passes it on within a group', () =>
    using(open, async (store) => {
      const wanting = Array.from({ length: 64 }, (_, n) => store.append(anAppend(`case-${n}`, 'none', { takeKeys: ['only'] })));
      const results = await Promise.all(wanting);
      expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      const [winner] = await wholeLog(store);
      expect(results.filter((r) => r.outcome === 'key-taken' && r.heldBy === winner?.stream)).toHaveLength(63);

      const handedOn = await Promise.all([
        store.append(anAppend(winner?.stream ?? '', 0, { freeKeys: ['only'] })),
        store.append(anAppend('case-heir', 'none', { takeKeys: ['only'] })),
        store.append(anAppend('case-late', 'none', { takeKeys: ['only'] })),
      ]);
      expect(handedOn).toMatchObject([{ outcome: 'appended' }, { outcome: 'appended' }, { heldBy: 'case-heir' }]);
    }));
}
