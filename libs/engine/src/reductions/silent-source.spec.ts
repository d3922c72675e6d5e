import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, SourceAnswer } from '../index.js';
import {
  closeAll,
  answering,
  applicant,
  certify,
  clerk,
  fileOf,
  give,
  NAME,
  ON_THE_SPOT,
  simulate,
  source,
  start,
  stored,
  submit,
  types,
} from './reductions.testing.js';

afterEach(closeAll);

describe('a source that does not answer', () => {
  const HELD = { outcome: 'held', reference: '号', fetchedAt: start };

  test.each<[string, string, DataSource['fetch']]>([
    ['says so', 'maintenance', answering({ outcome: 'silent', reason: 'maintenance' })],
    ['throws', 'connection refused', () => Promise.reject(new Error('connection refused'))],
    [
      'throws at once',
      'bug',
      () => {
        throw new Error('bug');
      },
    ],
    ['hangs', 'no answer within 50 ms', () => new Promise(() => undefined)],
    ['answers nothing', 'the answer cannot be used: nothing', answering(undefined)],
    ['answers something else', 'the answer cannot be used: no outcome', answering({ status: 200 })],
    ['names no document', 'the answer cannot be used: no reference', answering({ ...HELD, reference: '' })],
    ['names no time', 'the answer cannot be used: no time', answering({ ...HELD, fetchedAt: 'today' })],
    ['names no day', 'the answer cannot be used: no day', answering({ ...HELD, validUntil: '2026-02-30' })],
  ])('%s: an event of the case, and the applicant may hand it in', async (_how, reason, fetch) => {
    const engine = simulate({ sources: [source('registrar', fetch, ['M19'])], patience: { sourceMs: 50 } });
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'DataSourceSilent']);
    expect((await stored(engine)).at(-1)?.data).toEqual({ source: 'registrar', material: 'M19', reason });
    await give(engine, 'case-c1', 'SupplyMaterial', { items: [{ material: 'M19' }] }, applicant);
    expect((await engine.load('case-c1')).state).toMatchObject({ status: 'received' });
    expect(engine.reductions.sources().items.find(({ name }) => name === 'registrar')).toEqual({
      name: 'registrar',
      materials: ['M19'],
      ...{ held: 0, notHeld: 0, silent: 1 },
      lastAnswerAt: null,
      silentSince: '2026-03-02T10:00:00+08:00',
      reason,
    });
  });

  test('is no word about the body: not holding is an answer, and no event', async () => {
    const engine = simulate({ sources: [source('registrar', answering({ outcome: 'not-held' }))] });
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived']);
    const { silentSince, notHeld, lastAnswerAt } = engine.reductions.sources().items.at(-1)!;
    expect({ silentSince, notHeld, lastAnswerAt }).toEqual({
      silentSince: null,
      notHeld: 2,
      lastAnswerAt: '2026-03-02T10:00:00+08:00',
    });
  });

  test('may be helped out by the next one', async () => {
    const held = { ...HELD, attests: { name: NAME, nonsense: 7, address: 5 } };
    const sources = [source('slow', () => new Promise(() => undefined)), source('registrar', answering(held))];
    const engine = simulate({ sources, patience: { sourceMs: 50 } });
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'DataSourceSilent', 'DataSourceSilent', ...ON_THE_SPOT.slice(1)]);
    expect((await fileOf(engine)).machineDecision?.facts[0]?.attests).toEqual({ name: NAME });
  });

  test('holds up no certificate', async () => {
    let release: () => void = () => undefined;
    const blocked = new Promise<SourceAnswer>((resolve) => (release = () => resolve({ outcome: 'not-held' })));
    const engine = simulate({ sources: [source('slow', () => blocked)], patience: { sourceMs: 60_000 } });
    await certify(engine);
    await submit(engine, 'c1');
    await give(engine, 'case-c1', 'AcceptApplication', {}, clerk);
    await give(engine, 'case-c1', 'GrantQualification', {}, { id: 'd', role: 'decision-maker' });
    while ((await stored(engine)).at(-1)?.type !== 'CertificateReady') await pause(5);
    expect(await engine.caughtUp(20)).toBe(false);
    release();
    expect(await types(engine)).toEqual([
      'ApplicationReceived',
      'ApplicationAccepted',
      'QualificationGranted',
      'CertificateReady',
    ]);
  });
});
