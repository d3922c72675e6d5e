import {
  createMemoryStore,
  type EventStore,
  type Handle,
  type NewEvent,
  type OpenErrand,
  type OpenErrands,
  type RecordedEvent,
} from '#event-store';
import { instant, reject, type Rejection } from '#kernel';
import type { Errand, Process } from '#processes';
import { createErrands, type Errands } from './errands.js';
import { silent, SimulatedClock } from '../index.js';
import { startProcesses, type ProcessRunner } from './process-runner.js';

const START = instant('2026-03-02T10:00:00+08:00');
const MANY = 1000;

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const received = (n: number): NewEvent => ({
  ...{ id: idOf(n), type: 'ApplicationReceived', version: 1, data: { n }, recordedAt: START },
  ...{ actor: { id: 'applicant', role: 'applicant' }, causationId: idOf(n), correlationId: idOf(n) },
});
const stillShut = (): Rejection => reject('shut', 'conflict', { zh: '', en: 'shut' });

/** Keeps what is put into it, as a table would from one start to the next. */
function keeping(): OpenErrands & { readonly rows: Map<string, OpenErrand>; writes: number } {
  const rows = new Map<string, OpenErrand>();
  const kept = {
    rows,
    writes: 0,
    all: async () => [...rows.values()],
    async put(errand: OpenErrand): Promise<void> {
      kept.writes += 1;
      rows.set(errand.id, errand);
    },
    async remove(id: string): Promise<void> {
      kept.writes += 1;
      rows.delete(id);
    },
  };
  return kept;
}

/** One errand after every receipt, to a stream of its own, which is turned down, or breaks, as long as `shut` says so. */
describe('an errand that cannot be done', () => {
  let store: EventStore;
  let kept: ReturnType<typeof keeping>;
  let shut: (stream: string) => 'open' | 'turned down' | 'broken';
  const done: string[] = [];
  const places = new Map<string, string>();
  const checkpoints = {
    find: async (name: string) => places.get(name),
    save: async (name: string, place: string) => void places.set(name, place),
  };

  const process: Process = {
    name: 'sample',
    begins: 'beginning',
    on: ['ApplicationReceived'],
    react: ({ stream }) => [
      { name: 'sample', stream, command: { type: 'ApplyCalendar', data: { calendar: '' } } } as unknown as Errand,
    ],
  };
  const handle = (async ({ stream }: { readonly stream: string }) => {
    const how = shut(stream);
    if (how === 'broken') throw new Error('broken');
    if (how === 'turned down') return stillShut();
    done.push(stream);
    return { outcome: 'done', events: [] };
  }) as unknown as Handle;

  function start(): { errands: Errands; runner: ProcessRunner; stop(): Promise<unknown> } {
    const errands = createErrands({
      ...{ processes: [process], store, handle, kept, clock: new SimulatedClock(START), log: silent, tasks: {} },
      load: () => Promise.reject(new Error('nothing to load')),
      openStreams: () => Promise.resolve([]),
    });
    const runner = startProcesses([process], store, errands, checkpoints);
    return { errands, runner, stop: () => Promise.all([errands.stop(), runner.stop()]) };
  }
  const append = async (from: number, count: number): Promise<void> => {
    for (let n = from; n < from + count; n += 1)
      await store.append({ stream: `case-${n}`, expectedRevision: 'none', events: [received(n)] });
  };

  beforeEach(() => {
    store = createMemoryStore();
    kept = keeping();
    done.length = 0;
    places.clear();
    shut = () => 'open';
  });

  it.each(['turned down', 'broken'] as const)('stops nothing, and %s a thousand times neither', async (how) => {
    shut = (stream) => (stream === 'case-5000' ? 'open' : how);
    await append(0, MANY);
    await append(5000, 1);
    const { errands, runner, stop } = start();
    expect(await runner.caughtUp(10_000)).toBe(true);
    expect(done).toEqual(['case-5000']);
    expect(await errands.open()).toHaveLength(MANY);
    expect((await errands.open())[0]).toMatchObject({
      stream: 'case-0',
      type: 'ApplicationReceived',
      reason: how === 'broken' ? 'fault' : 'shut',
    });
    await stop();
    expect(places.get('sample')).toBe(String(MANY + 1));
  });

  it('is there after a restart, and done once it can be', async () => {
    shut = () => 'turned down';
    await append(0, 1);
    const first = start();
    await first.runner.caughtUp(10_000);
    await first.stop();
    const second = start();
    expect(await second.errands.open()).toMatchObject([{ name: 'sample', reason: 'shut', since: START }]);
    const [{ id } = { id: '' }] = await second.errands.open();
    expect(await second.errands.retry(id)).toMatchObject({ reason: 'shut', attempts: 2 });
    shut = () => 'open';
    expect(await second.errands.retry(id)).toBeUndefined();
    expect([done, await second.errands.open(), [...kept.rows.values()]]).toEqual([['case-0'], [], []]);
    expect(await second.errands.retry(id)).toBe(false);
    await second.stop();
  });

  it('is tried again by itself', async () => {
    let left = 2;
    let done: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (done = resolve));
    shut = () => {
      if ((left -= 1) >= 0) return 'turned down';
      done();
      return 'open';
    };
    await append(0, 1);
    const { errands, stop } = start();
    await over;
    await stop();
    expect(await errands.open()).toEqual([]);
  });

  it('is nothing that is written down where all goes well', async () => {
    await append(0, 10);
    const { runner, stop } = start();
    await runner.caughtUp(10_000);
    await stop();
    expect([done.length, kept.writes]).toEqual([10, 0]);
  });

  it('holds the place of its process where it can neither be done nor be written down', async () => {
    shut = () => 'turned down';
    await append(0, 1);
    kept.put = () => {
      throw new Error('the disk is full');
    };
    const { runner, stop } = start();
    expect(await runner.caughtUp(50)).toBe(false);
    await stop();
    expect(places.get('sample')).toBeUndefined();
  });
});

describe('the place of a process', () => {
  const seen: string[] = [];
  const sees = (name: string, begins: Process['begins']): Process => ({
    ...{ name, begins, on: ['ApplicationReceived'] },
    react: (event) => {
      seen.push(`${name} ${event.stream}`);
      return [];
    },
  });
  const errands = { see: (_event: RecordedEvent, _errand: Errand) => Promise.resolve(true) };
  const places = new Map<string, string>();
  const checkpoints = {
    find: async (name: string) => places.get(name),
    save: async (name: string, place: string) => void places.set(name, place),
  };
  let store: EventStore;

  const run = async (...processes: readonly Process[]): Promise<void> => {
    const runner = startProcesses(processes, store, errands, checkpoints);
    await runner.caughtUp();
    await runner.stop();
  };

  beforeEach(async () => {
    store = createMemoryStore();
    seen.length = 0;
    places.clear();
    for (const n of [1, 2, 3]) await store.append({ stream: `case-${n}`, expectedRevision: 'none', events: [received(n)] });
  });

  const append = async (from: number, count: number): Promise<void> => {
    for (let n = from; n < from + count; n += 1)
      await store.append({ stream: `case-${n}`, expectedRevision: 'none', events: [received(n)] });
  };

  it('that could not be saved is passed again by the next start', async () => {
    const full = { find: checkpoints.find, save: () => Promise.reject(new Error('the disk is full')) };
    const runner = startProcesses([sees('one', 'beginning')], store, errands, full);
    await runner.caughtUp();
    await runner.stop();
    seen.length = 0;
    await run(sees('one', 'beginning'));
    expect([seen, places.get('one')]).toEqual([['one case-1', 'one case-2', 'one case-3'], '3']);
  });

  it('does not step back where an earlier one takes longer to save', async () => {
    let turns = 100;
    const slowAtFirst = {
      find: checkpoints.find,
      async save(name: string, place: string) {
        const wait = turns;
        turns = 0;
        for (let n = 0; n < wait; n += 1) await new Promise(setImmediate);
        await checkpoints.save(name, place);
      },
    };
    const runner = startProcesses([sees('one', 'beginning')], store, errands, slowAtFirst);
    await append(4, 1100);
    await runner.caughtUp();
    await append(1104, 1100);
    await runner.caughtUp();
    await runner.stop();
    for (let n = 0; n < 200; n += 1) await new Promise(setImmediate);
    expect(places.get('one')).toBe('2203');
  });

  it('is saved when the program stops', async () => {
    await run(sees('one', 'beginning'));
    expect(places.get('one')).toBe('3');
    seen.length = 0;
    await run(sees('one', 'beginning'));
    expect(seen).toEqual([]);
  });

  it('is that of the one furthest behind where they differ; each sees only what comes after its own', async () => {
    places.set('one', '2').set('other', '1');
    await run(sees('one', 'beginning'), sees('other', 'beginning'));
    expect(seen).toEqual(['other case-2', 'one case-3', 'other case-3']);
    expect([...places.values()]).toEqual(['3', '3']);
  });

  it('is before the first event for one that is new and begins there', async () => {
    places.set('one', '3');
    await run(sees('one', 'beginning'), sees('new', 'beginning'));
    expect(seen).toEqual(['new case-1', 'new case-2', 'new case-3']);
  });

  it('is that of its introduction for one that begins with it, also after a restart in which others lag behind', async () => {
    places.set('one', '1');
    await run(sees('one', 'beginning'), sees('new', 'introduction'));
    expect(seen).toEqual(['one case-2', 'one case-3']);
    places.set('one', '1');
    await store.append({ stream: 'case-4', expectedRevision: 'none', events: [received(4)] });
    seen.length = 0;
    await run(sees('one', 'beginning'), sees('new', 'introduction'));
    expect(seen).toEqual(['one case-2', 'one case-3', 'one case-4', 'new case-4']);
  });
});
