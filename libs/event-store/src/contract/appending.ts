import { expect, it } from '@jest/globals';
import type { Instant } from '#kernel';
import { DuplicateEventError, StoreClosedError } from '../errors.js';
import type { NewEvent } from '../port.js';
import { anAppend, NOW, someEvents, stored, using, wholeLog, type OpenStore } from './samples.js';

export function appendingContract(open: OpenStore): void {
  it('gives back every field of an event by every way of reading', () =>
    using(open, async (store) => {
      const [full, plain] = someEvents(2) as [NewEvent, NewEvent];
      const rich: NewEvent = {
        ...full,
        version: 3,
        data: { applicant: '甘肃检测有限公司', items: [1, 2.5, null, true, { deep: [] }] },
        effectiveAt: (NOW - 86_400_000) as Instant,
        actor: { id: 'u-1', role: 'applicant', uscc: '91620100MA7XXXXX0X', actingFor: 'u-2' },
        correlationId: someEvents()[0]?.id ?? '',
        policyVersion: 'CMA-2021/1',
        commandHash: 'ab'.repeat(32),
      };
      const odd: NewEvent = { ...(someEvents()[0] as NewEvent), commandHash: 'not hexadecimal, 不是' };
      const events = stored(await store.append({ stream: 'case-1', expectedRevision: 'none', events: [rich, plain, odd] }));

      const place = (revision: number) => ({ stream: 'case-1', revision, position: events[revision]?.position });
      expect(events).toStrictEqual([
        { ...rich, ...place(0) },
        { ...plain, effectiveAt: NOW, ...place(1) },
        { ...odd, effectiveAt: NOW, ...place(2) },
      ]);
      expect(await store.readStream('case-1')).toStrictEqual(events);
      expect(await wholeLog(store)).toStrictEqual(events);
      expect(await store.findEvent(rich.id)).toStrictEqual(events[0]);
      expect(await store.findEvent(plain.id.toUpperCase())).toStrictEqual(events[1]);
    }));

  it('keeps text of every kind, big data, and data as it was at the call', () =>
    using(open, async (store) => {
      const awkward = '👩‍⚖️ \u0000 \u2028 \ud800 "\\ ‮ ＡＢ１２ é é 䶮𠮷';
      const data: Record<string, unknown> = { [awkward]: awkward, big: '检'.repeat(170_000), left: undefined, n: 1e-7 };
      const appending = store.append(anAppend('case-证书', 'none', { events: someEvents(1, { data }) }));
      data.n = 'changed afterwards';
      const kept = { [awkward]: awkward, big: '检'.repeat(170_000), n: 1e-7 };
      expect(stored(await appending)[0]?.data).toStrictEqual(kept);
      const read = await store.readStream('case-证书');
      expect(read[0]?.data).toStrictEqual(kept);
      Object.assign(read[0]?.data ?? {}, { n: 'changed by a reader' });
      expect((await store.readStream('case-证书'))[0]?.data).toStrictEqual(kept);
    }));

  it('stores UUIDs in lower case', () =>
    using(open, async (store) => {
      const [event] = someEvents() as [NewEvent];
      const upper = { ...event, id: event.id.toUpperCase(), causationId: event.causationId.toUpperCase() };
      const [recorded] = stored(await store.append(anAppend('case-1', 'none', { events: [upper] })));
      expect(recorded).toMatchObject({ id: event.id, causationId: event.causationId, correlationId: event.causationId });
      expect(await store.readStream('case-1')).toStrictEqual([recorded]);
    }));

  it('appends only at the expected revision and tells the actual one', () =>
    using(open, async (store) => {
      expect(await store.append(anAppend('case-1', 0))).toStrictEqual({ outcome: 'wrong-revision', actual: -1 });
      stored(await store.append(anAppend('case-1', 'none', { events: someEvents(3) })));
      for (const expected of ['none', 0, 1, 3] as const)
        expect(await store.append(anAppend('case-1', expected))).toStrictEqual({ outcome: 'wrong-revision', actual: 2 });
      const events = stored(await store.append(anAppend('case-1', 2, { events: someEvents(2) })));
      expect(events.map(({ revision }) => revision)).toEqual([3, 4]);
      expect((await store.readStream('case-1')).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
    }));

  it('lets appends that arrive together see each other, in order', () =>
    using(open, async (store) => {
      const results = await Promise.all([
        store.append(anAppend('case-1', 'none')),
        store.append(anAppend('case-1', 'none')),
        store.append(anAppend('case-1', 0)),
        store.append(anAppend('case-2', 'none')),
        store.append(anAppend('case-1', 1)),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'wrong-revision', 'appended', 'appended', 'appended']);
      expect((await wholeLog(store)).map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
        'case-1@0',
        'case-1@1',
        'case-2@0',
        'case-1@2',
      ]);
    }));

  it('has one winner among 64 writers of one stream, round after round', () =>
    using(open, async (store) => {
      for (let round = 0; round < 20; round++) {
        const expected = round === 0 ? 'none' : round - 1;
        const results = await Promise.all(Array.from({ length: 64 }, () => store.append(anAppend('case-1', expected))));
        expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
        expect(results.filter((r) => r.outcome === 'wrong-revision' && r.actual === round)).toHaveLength(63);
      }
      expect((await store.readStream('case-1')).map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    }));

  it('refuses an event id that is already stored, alone', () =>
    using(open, async (store) => {
      const first = anAppend('case-1', 'none');
      stored(await store.append(first));
      const [again] = first.events as [NewEvent];
      const [fresh] = someEvents() as [NewEvent];
      const [before, elsewhere, within, after] = await Promise.allSettled([
        store.append(anAppend('case-2', 'none')),
        store.append(anAppend('case-3', 'none', { events: [fresh, again], takeKeys: ['k'] })),
        store.append(anAppend('case-4', 'none', { events: [fresh, ...someEvents(), fresh] })),
        store.append(anAppend('case-5', 'none', { takeKeys: ['k'] })),
      ]);
      expect(elsewhere).toMatchObject({ status: 'rejected', reason: expect.any(DuplicateEventError) });
      expect(elsewhere).toMatchObject({ reason: { eventId: again.id } });
      expect(within).toMatchObject({ status: 'rejected', reason: { name: 'DuplicateEventError', eventId: fresh.id } });
      expect([before, after]).toMatchObject([{ value: { outcome: 'appended' } }, { value: { outcome: 'appended' } }]);
      expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(['case-1', 'case-2', 'case-5']);
      expect(await store.findEvent(fresh.id)).toBeUndefined();
      stored(await store.append(anAppend('case-3', 'none', { events: [fresh] })));
    }));

  it('refuses what cannot be stored and goes on', () =>
    using(open, async (store) => {
      const cannot = [
        { events: [] },
        { events: someEvents(1, { id: 'x' }) },
        { events: someEvents(1, { causationId: '' }) },
        { events: someEvents(1, { correlationId: 'case-1' }) },
        { events: someEvents(1, { data: { n: 1n } }) },
        { events: someEvents(1, { data: () => undefined }) },
      ];
      for (const changes of cannot) await expect(store.append(anAppend('case-1', 'none', changes))).rejects.toThrow();
      expect(await store.head()).toBeUndefined();
      stored(await store.append(anAppend('case-1', 'none')));
    }));

  it('stores what was accepted before closing and nothing after it', () =>
    using(open, async (store) => {
      const accepted = Array.from({ length: 10 }, (_, n) => store.append(anAppend(`case-${n}`, 'none')));
      const closing = store.close();
      await expect(store.append(anAppend('case-late', 'none'))).rejects.toThrow(StoreClosedError);
      expect((await Promise.all(accepted)).every(({ outcome }) => outcome === 'appended')).toBe(true);
      await closing;
      await store.close();
      await expect(store.readStream('case-1')).rejects.toThrow(StoreClosedError);
      await expect(store.readAll(undefined, 1)).rejects.toThrow(StoreClosedError);
      await expect(store.findEvent(someEvents()[0]?.id ?? '')).rejects.toThrow(StoreClosedError);
      await expect(store.head()).rejects.toThrow(StoreClosedError);
    }));
}
