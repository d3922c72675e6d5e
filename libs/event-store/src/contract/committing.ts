import { expect, it } from '@jest/globals';
import type { AppendResult, RecordedEvent } from '../port.js';
import { anAppend, someEvents, stored, using, wholeLog, type OpenStore } from './samples.js';

export function committingContract(open: OpenStore): void {
  it('calls onCommit with the events of each commit, every event once and in log order, before the answer', async () => {
    const commits: RecordedEvent[][] = [];
    await using(
      open,
      async (store) => {
        await store.append(anAppend('case-0', 'none', { events: someEvents(3) }));
        expect(commits.map(({ length }) => length)).toEqual([3]);
        await Promise.all(Array.from({ length: 50 }, (_, n) => store.append(anAppend(`case-${n % 30}`, n === 0 ? 2 : 'none'))));
        expect(commits.flat()).toStrictEqual(await wholeLog(store));
        expect(commits.flat()).toHaveLength(3 + 30);
        expect(commits.every(({ length }) => length > 0)).toBe(true);
      },
      (events) => void commits.push([...events]),
    );
  });

  it('lets onCommit read the log as it will be, other streams too', async () => {
    const seen: string[] = [];
    await using(
      open,
      async (store) => {
        stored(await store.append(anAppend('case-1', 'none')));
        stored(await store.append(anAppend('case-2', 'none', { events: someEvents(2) })));
        stored(await store.append(anAppend('case-1', 0)));
        expect(seen).toEqual(['1+0', '1+2', '2+2']);
        expect(await store.readStream('case-none')).toEqual([]);
      },
      (events, readStream) => {
        seen.push(`${readStream('case-1').length}+${readStream('case-2').length}`);
        for (const event of events) expect(readStream(event.stream)[event.revision]).toStrictEqual(event);
      },
    );
  });

  it('does not call onCommit where nothing was appended', async () => {
    let calls = 0;
    await using(
      open,
      async (store) => {
        await Promise.all([store.append(anAppend('case-1', 3)), store.append(anAppend('case-2', 0))]);
        expect(calls).toBe(0);
      },
      () => {
        calls++;
      },
    );
  });

  it('stores nothing of an append for which onCommit throws, and all of the others', () =>
    using(
      open,
      async (store) => {
        stored(await store.append(anAppend('case-known', 'none')));
        const poison = someEvents(2, { type: 'Poison', actor: { id: 'never-seen', role: 'head' } });
        const results = await Promise.allSettled([
          store.append(anAppend('case-1', 'none')),
          store.append(anAppend('case-new', 'none', { events: poison, takeKeys: ['k'] })),
          store.append(anAppend('case-known', 0, { events: someEvents(1, { type: 'Poison' }) })),
          store.append(anAppend('case-known', 0)),
          store.append(anAppend('case-2', 'none', { takeKeys: ['k'] })),
          store.append(anAppend('case-2', 'none')),
        ]);
        expect(results).toMatchObject([
          { value: { outcome: 'appended' } },
          { status: 'rejected', reason: { message: 'poison in case-new' } },
          { status: 'rejected', reason: { message: 'poison in case-known' } },
          { value: { outcome: 'appended' } },
          { value: { outcome: 'appended' } },
          { value: { outcome: 'wrong-revision', actual: 0 } },
        ]);
        expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(['case-known', 'case-1', 'case-known', 'case-2']);
        expect(await store.readStream('case-new')).toEqual([]);
        expect(await store.findEvent(poison[0]?.id ?? '')).toBeUndefined();
        const other = someEvents(1, { actor: { id: 'someone-else', role: 'admin' }, policyVersion: 'P/2' });
        const [event] = stored(await store.append(anAppend('case-new', 'none', { events: other })));
        expect(event).toMatchObject({ actor: { id: 'someone-else' }, policyVersion: 'P/2', type: 'ApplicationReceived' });
        expect(await store.readStream('case-new')).toStrictEqual([event]);
      },
      (events) => {
        const poison = events.find(({ type }) => type === 'Poison');
        if (poison !== undefined) throw new Error(`poison in ${poison.stream}`);
      },
    ));

  it('refuses an onCommit that goes on after returning', () => {
    const late: (events: readonly RecordedEvent[]) => unknown = () => Promise.resolve();
    return using(
      open,
      async (store) => {
        await expect(store.append(anAppend('case-1', 'none'))).rejects.toThrow(TypeError);
        expect(await wholeLog(store)).toEqual([]);
      },
      late,
    );
  });

  it('takes an append made inside onCommit as one of a later commit', async () => {
    const nested: Promise<AppendResult>[] = [];
    let append: ((stream: string) => Promise<AppendResult>) | undefined;
    await using(
      open,
      async (store) => {
        append = (stream) => store.append(anAppend(stream, 'none'));
        stored(await append('case-1'));
        stored((await nested[0]) as AppendResult);
        expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(['case-1', 'case-2']);
      },
      (events) => {
        if (events[0]?.stream === 'case-1' && append !== undefined) nested.push(append('case-2'));
      },
    );
  });
}
