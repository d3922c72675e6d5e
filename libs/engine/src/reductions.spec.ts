import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseEvents, OpenCase } from '#case';
import { eventId, uuidv5, type RecordedEvent } from '#event-store';
import { ENGINE, instant, isRejection, localDate, type Actor } from '#kernel';
import {
  createSimulation,
  loadLaw,
  openEmbedded,
  SimulatedClock,
  type DataSource,
  type Engine,
  type Log,
  type SourceAnswer,
} from './index.js';

const NAMESPACE = '7d1c9f52-0d3f-5d0c-8f57-3c1d2c2f4c19';
const OLD_NAME = '旧名称检测有限公司（虚构）';
const NAME = '新名称检测有限公司（虚构）';
const USCC = '91620102MA7ABCD12B';
const NUMBER = '202820340001';
const OTHER_NUMBER = '202820340002';
const law = loadLaw();
const start = instant('2026-03-02T10:00:00+08:00');
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: USCC };
const clerk: Actor = { id: 'clerk', role: 'clerk' };

const open = new Set<Engine>();
const said: string[] = [];
const log: Log = { info: () => undefined, warn: () => undefined, error: (line) => void said.push(line) };
afterEach(async () => {
  for (const engine of open) await engine.close();
  open.clear();
  expect(said.splice(0)).toEqual([]);
});

function simulate(more: Parameters<typeof createSimulation>[2] = {}): Engine {
  const { engine } = createSimulation(law, start, { log, ...more });
  open.add(engine);
  return engine;
}

let commands = 0;
async function give(engine: Engine, stream: string, type: string, data: object, actor: Actor = ENGINE): Promise<void> {
  commands += 1;
  const request = { commandId: uuidv5(NAMESPACE, String(commands)), stream, command: { type, data }, actor };
  const answer: object = await engine.execute(request);
  if (isRejection(answer)) throw new Error(`${type} to ${stream}: ${answer.code}`);
}
const share = (engine: Engine, material: string, more: object = {}): Promise<void> =>
  give(engine, `shared-${USCC}`, 'RecordSharedMaterial', { uscc: USCC, material, reference: `${material} 号`, ...more });
const certify = (engine: Engine, number = NUMBER, validTo = '2028-05-31'): Promise<void> =>
  give(engine, `certificate-${number}`, 'RegisterCertificate', {
    ...{ number, holder: { uscc: USCC, name: OLD_NAME }, field: '20' },
    ...{ issuedOn: localDate('2022-05-31'), validTo: localDate(validTo) },
  });

function submit(engine: Engine, caseId: string, kind = 'CHG_NAME', more: object = {}): Promise<void> {
  const policy = law.policies.get('CMA-2021', localDate('2026-03-02'));
  const list = policy.materialsFor(kind as 'CHG_NAME').filter(({ requirement }) => requirement === 'M');
  const data = {
    ...{
      caseId,
      kind,
      procedure: 'GENERAL',
      institution: { uscc: USCC, name: NAME, address: '示例路1号' },
      affectsConditions: false,
    },
    ...{ field: '20', sector: '34', materials: list.map(({ id }) => ({ material: id })) },
    ...(policy.kind(kind as 'CHG_NAME').needsCertificate ? { certificate: { number: NUMBER } } : {}),
    ...(kind === 'CHG_NAME' ? { changes: { name: NAME } } : {}),
    ...more,
  };
  return give(engine, `case-${caseId}`, 'SubmitApplication', data, applicant);
}

const stored = (engine: Engine, caseId = 'c1'): Promise<readonly RecordedEvent[]> => engine.store.readStream(`case-${caseId}`);
async function types(engine: Engine, caseId = 'c1'): Promise<string[]> {
  expect(await engine.caughtUp(10_000)).toBe(true);
  return (await stored(engine, caseId)).map(({ type }) => type);
}
const fileOf = async (engine: Engine, caseId = 'c1') => ((await engine.load(`case-${caseId}`)).state as OpenCase).file;

/** A source that is asked by the test. */
const source = (name: string, fetch: DataSource['fetch'], materials: DataSource['materials'] = '*'): DataSource => ({
  name,
  materials,
  fetch,
});
const answering =
  (answer: unknown): DataSource['fetch'] =>
  () =>
    Promise.resolve(answer as SourceAnswer);

const ON_THE_SPOT = [
  'ApplicationReceived',
  'ReductionsApplied',
  'ApplicationAccepted',
  'QualificationGranted',
  'CertificateReady',
];

describe('the embedded register', () => {
  test('with the notice of the registrar in it a change of name is decided on the spot, and the certificate amended', async () => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M02');
    await share(engine, 'M19', { attests: { name: NAME } });
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(ON_THE_SPOT);
    const { machineDecision, waivedMaterials } = await fileOf(engine);
    expect(machineDecision?.facts).toMatchObject([{ material: 'M19', source: 'shared-register', reference: 'M19 号' }]);
    expect(waivedMaterials?.map(({ material }) => material)).toEqual(['M02', 'M18', 'M19']);
    expect((await engine.load(`certificate-${NUMBER}`)).state).toMatchObject({ holder: { name: NAME } });
  });

  test('with nothing in it nothing is stored: the case waits for a person', async () => {
    const engine = simulate();
    await certify(engine);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived']);
  });

  test.each([
    ['another name', { attests: { name: OLD_NAME } }],
    ['a day that is over', { attests: { name: NAME }, validUntil: localDate('2026-03-01') }],
  ])('a notice with %s decides nothing', async (_what, more) => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M02');
    await share(engine, 'M19', more);
    await submit(engine, 'c1');
    expect(await types(engine)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
  });

  test('what applicants handed in themselves is confirmed all the same, and not called waived', async () => {
    const engine = simulate();
    await certify(engine);
    await share(engine, 'M19', { attests: { name: NAME } });
    const materials = ['M01', 'M02', 'M13', 'M19'].map((material) => ({ material }));
    await submit(engine, 'c1', 'CHG_NAME', { materials });
    expect(await types(engine)).toEqual(ON_THE_SPOT);
    expect((await fileOf(engine)).waivedMaterials?.map(({ material }) => material)).toEqual(['M18']);
  });
});

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

describe('what an earlier case brought', () => {
  const NEXT_YEAR = instant('2027-03-02T10:00:00+08:00');
  const cases = ['old'];

  async function earlier(withM02: boolean, name = NAME, validTo = '2028-05-31'): Promise<Engine> {
    const engine = simulate({ casesOf: (uscc) => Promise.resolve(uscc === USCC ? [...cases, 'now'] : []) });
    await certify(engine, NUMBER, validTo);
    await certify(engine, OTHER_NUMBER);
    const registered = { uscc: USCC, name: NAME, source: '营业执照' };
    const register = () => give(engine, `institution-${USCC}`, 'RegisterFacts', registered, clerk);
    if (name === NAME) await register();
    const list = ['M01', 'M05', 'M13', ...(withM02 ? ['M02'] : [])].map((material) => ({ material }));
    const institution = { uscc: USCC, name, address: '示例路1号' };
    await submit(engine, 'old', 'CHG_LEGAL_NATURE', {
      changes: { legalNature: '企业法人' },
      institution,
      materials: list.filter(({ material }) => material !== 'M05'),
    });
    await give(engine, 'case-old', 'AcceptApplication', {}, clerk);
    await give(engine, 'case-old', 'GrantQualification', {}, { id: 'd', role: 'decision-maker' });
    expect(await engine.caughtUp(5000)).toBe(true);
    if (name !== NAME) await register();
    (engine.clock as SimulatedClock).set(NEXT_YEAR);
    await submit(engine, 'now', 'SCOPE_EXT', { certificate: { number: OTHER_NUMBER } });
    await types(engine, 'now');
    return engine;
  }

  test('is not asked for again while the certificate of that case is valid', async () => {
    const engine = await earlier(true);
    const { reductions = [], waivedMaterials = [] } = await fileOf(engine, 'now');
    expect(reductions.find(({ rule }) => rule === 'held-from-an-earlier-case')?.after).toContain('old');
    expect(waivedMaterials[0]).toMatchObject({ material: 'M02', source: 'earlier-cases', validUntil: '2028-05-31' });
  });

  test.each<[string, boolean, string, string]>([
    ['was not brought', false, NAME, '2028-05-31'],
    ['was brought under another name', true, OLD_NAME, '2028-05-31'],
    ['belongs to a certificate that has expired', true, NAME, '2027-03-01'],
  ])('does not help where it %s', async (_what, withM02, name, validTo) => {
    const engine = await earlier(withM02, name, validTo);
    expect(await types(engine, 'now')).toEqual(['ApplicationReceived']);
  });
});

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
