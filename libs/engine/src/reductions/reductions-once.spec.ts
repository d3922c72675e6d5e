import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseEvents } from '#case';
import { eventId, uuidv5 } from '#event-store';
import { ENGINE } from '#kernel';
import { openEmbedded, SimulatedClock, type DataSource, type Engine, type SourceAnswer } from '../index.js';
import {
  closeAll,
  certify,
  law,
  log,
  open,
  share,
  simulate,
  source,
  start,
  stored,
  submit,
  types,
} from './reductions.testing.js';

afterEach(closeAll);

describe('once in effect', () => {
  const notice = (n: number): SourceAnswer => ({ outcome: 'held', reference: `第 ${n} 次`, fetchedAt: start });

  test('however often and by whomever it is done', async () => {
    let asked = 0;
    const engine = simulate({ sources: [source('registrar', () => Promise.resolve(notice((asked += 1))), ['M02'])] });
    await certify(engine);
    await submit(engine, 'c1', 'INITIAL');
    await Promise.all([engine.reductions.run('c1'), engine.reductions.run('c1')]);
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    await engine.reductions.run('c1');
    await engine.reductions.run('unknown');
    expect(await types(engine)).toHaveLength(2);
  });

  test('a second process with another answer comes too late, and nobody complains', async () => {
    let asked = 0;
    const engine = simulate({ sources: [source('registrar', () => Promise.resolve(notice((asked += 1))), ['M02'])] });
    await submit(engine, 'c1', 'INITIAL');
    await types(engine);
    const [receipt] = await stored(engine);
    const id = uuidv5(receipt!.id, 'apply-reductions');
    expect(await engine.store.findEvent(eventId(id, 0))).toMatchObject({ stream: 'case-c1', actor: ENGINE });
    await engine.reductions.run('c1');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
  });

  test('the engine itself does what workers were offered and did not do', async () => {
    const engine = simulate({
      sources: [source('registrar', () => Promise.resolve(notice(1)), ['M02'])],
      patience: { workerMs: 50 },
    });
    const offered: string[] = [];
    engine.reductions.through({ offer: (caseId) => Promise.resolve(offered.push(caseId) > 0) });
    await submit(engine, 'c1', 'INITIAL');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    expect(offered).toEqual(['c1']);
  });

  test('and leaves to them what they do', async () => {
    let asked = 0;
    const engine = simulate({
      sources: [source('registrar', () => Promise.resolve(notice((asked += 1))), ['M02'])],
      patience: { workerMs: 60_000 },
    });
    engine.reductions.through({
      offer: (caseId) => {
        setTimeout(() => void engine.reductions.run(caseId), 20);
        return Promise.resolve(true);
      },
    });
    await submit(engine, 'c1', 'INITIAL');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    expect(asked).toBe(1);
  });

  test('what its own streams answer with nothing is worth no job', async () => {
    const engine = simulate();
    const offered: string[] = [];
    engine.reductions.through({ offer: (caseId) => Promise.resolve(offered.push(caseId) > 0) });
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived']);
    await share(engine, 'M02');
    engine.reductions.through(undefined);
    await submit(engine, 'c2', 'INITIAL');
    expect(await types(engine, 'c2')).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    expect(offered).toEqual([]);
  });
});

describe('after a restart', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'one-window-reductions-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const openIn = (sources: readonly DataSource[]): Engine => {
    const clock = new SimulatedClock(start);
    const { engine } = openEmbedded({ law, clock, folder, log, sources, synchronous: 'NORMAL', patience: { sourceMs: 60_000 } });
    open.add(engine);
    return engine;
  };
  const stop = async (engine: Engine): Promise<void> => {
    open.delete(engine);
    await engine.close();
  };

  test('what was broken off is done, what was done is not done again', async () => {
    const hanging = openIn([source('registrar', () => new Promise(() => undefined), ['M02'])]);
    await submit(hanging, 'c1', 'INITIAL');
    expect(await hanging.caughtUp(50)).toBe(false);
    await stop(hanging);

    let asked = 0;
    const held = { outcome: 'held', reference: '号', fetchedAt: start } as const;
    const counting = source('registrar', () => Promise.resolve(((asked += 1), held)), ['M02']);
    const second = openIn([counting]);
    expect(await types(second)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    const { waivedMaterials } = (await stored(second)).at(-1)?.data as CaseEvents['ReductionsApplied'];
    expect(waivedMaterials).toMatchObject([{ material: 'M02', source: 'registrar' }]);
    await stop(second);

    const third = openIn([counting]);
    expect(await types(third)).toHaveLength(2);
    expect(asked).toBe(1);
  });
});
