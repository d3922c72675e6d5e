import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { openWorkQueue, startPrivateRedis } from '#alarms';
import {
  loadLaw,
  openEmbedded,
  silent,
  SimulatedClock,
  type DataSource,
  type Engine,
  type SourceAnswer,
  type SourcesStatus,
} from '#engine';
import { uuidv5 } from '#event-store';
import { isRejection } from '#kernel';
import type { ApplicationKind } from '#law';
import type { Page, QueueTask, RegisterEntry } from '#read-models';
import { ACase, firstApplication, withdrawAll } from './a-case.js';
import { BODIES } from './people.js';
import { eventually, openWorld, shanghai, type World } from './world.js';

const { river, hill } = BODIES;
const NUMBER = '202812050001';
const NEW_NAME = '陇原新名环境检测有限公司（虚构）';
const NOTICE = '甘市监登记〔2026〕1号（示例）';

describe('over HTTP', () => {
  let world: World;
  let answer: SourceAnswer | 'nothing' = { outcome: 'not-held' };
  /** A department that answers as the test says. */
  const registrar: DataSource = {
    name: 'registrar',
    materials: ['M19'],
    fetch: async () => {
      if (answer === 'nothing') throw new Error('connection refused');
      return answer;
    },
  };

  beforeAll(async () => {
    world = await openWorld({ at: '2026-03-02T10:00', sources: [registrar] });
    const admin = await world.as('admin');
    const certificate = { number: NUMBER, uscc: river.uscc, holder: river.name, issuedOn: '2021-01-01', validTo: '2026-12-31' };
    expect((await admin.post('/api/certificates', certificate)).status).toBe(201);
  });
  afterEach(async () => {
    answer = { outcome: 'not-held' };
    await withdrawAll(world);
  });
  afterAll(() => world.close());

  const changeOfName = (name = NEW_NAME) => ({
    ...firstApplication({ ...river, name } as typeof river),
    kind: 'CHG_NAME' as const,
    changes: { name },
    certificate: { number: NUMBER },
    materials: [{ material: 'M01' }, { material: 'M13' }],
  });
  async function submitted(
    content: ReturnType<typeof firstApplication>,
    who: 'applicant' | 'rival' = 'applicant',
  ): Promise<ACase> {
    const one = new ACase(world);
    await one.gives(who, 'SubmitApplication', content);
    await world.settled();
    return one;
  }
  const typesOf = async (one: ACase): Promise<string[]> => (await one.history('supervisor')).events.map(({ type }) => type);
  const share = async (records: object[]) => (await world.as('admin')).post('/api/shared-records', { records });

  it('without the source the change of name goes on top of the queue', async () => {
    const first = await submitted(firstApplication(hill), 'rival');
    const one = await submitted(changeOfName());
    expect(await typesOf(one)).toEqual(['ApplicationReceived']);
    const { items } = (await (await world.as('clerk')).get<Page<QueueTask>>('/api/queue')).body;
    expect(items.map(({ caseId, priority }) => [caseId, priority])).toEqual([
      [one.id, 1],
      [first.id, 0],
    ]);
    // What the way of its kind saves is shown, though no event needs to say so.
    const { reductions, asked, machineDecision } = await one.file();
    expect(reductions.map(({ rule, article }) => [rule, article])).toEqual([
      ['held-by-the-authority', ['国务院令716号7', '优化营商环境条例44']],
      ['no-review', ['办法14(一)']],
      ['no-trip', ['优化营商环境条例36']],
    ]);
    expect([asked, machineDecision]).toEqual([[], null]);
  });

  it('a source that does not answer is an event; the applicant may hand it in, and nobody waits', async () => {
    answer = 'nothing';
    const one = await submitted(changeOfName());
    expect(await typesOf(one)).toEqual(['ApplicationReceived', 'DataSourceSilent']);
    const file = await one.file();
    expect(file.asked).toEqual([
      { material: 'M19', name: '登记机关变更核准通知', source: 'registrar', reason: 'connection refused' },
    ]);
    expect(file.permittedActions).toContain('SupplyMaterial');
    expect((await one.refused('applicant', 'SupplyMaterial', { items: [{ material: 'M01' }] })).code).toBe('material-not-asked');
    await one.gives('applicant', 'SupplyMaterial', { items: [{ material: 'M19', fileName: '变更核准通知.pdf' }] });
    expect((await typesOf(one)).at(-1)).toBe('MaterialSupplied');
    const after = await one.file();
    expect([after.status, after.asked, after.clocks.map(({ limit, state }) => [limit, state])]).toEqual([
      'received',
      [],
      [['T01', 'running']],
    ]);
    const { body } = await (await world.as('supervisor')).get<SourcesStatus>('/api/data-sources');
    expect(body.since).toBe('2026-03-02T10:00:00+08:00');
    expect(body.items).toContainEqual(
      expect.objectContaining({ name: 'registrar', silentSince: '2026-03-02T10:00:00+08:00', reason: 'connection refused' }),
    );
  });

  it('the register is filled by an administrator alone; what is wrong stores nothing', async () => {
    const { store } = world.host.engine;
    const before = await store.head();
    const good = { uscc: river.uscc, material: 'M19', reference: NOTICE };
    expect((await (await world.as('clerk')).post('/api/shared-records', { records: [good] })).status).toBe(403);
    expect((await (await world.as('applicant')).get('/api/data-sources')).status).toBe(403);
    for (const [wrong, code, field] of [
      [{ uscc: '91620102MA7ABCD12C' }, 'uscc-invalid', 'records[1].uscc'],
      [{ validUntil: '2026-02-30' }, 'date-impossible', 'records[1].validUntil'],
      [{ material: 'X' }, 'input-invalid', 'records.1.material'],
      [{ material: 'M99' }, 'material-unknown', 'records[1].material'],
      [{ reference: ' ' }, 'input-invalid', 'records[1].reference'],
    ] as const) {
      const { status, body } = await share([good, { ...good, ...wrong }]);
      expect([status, body]).toMatchObject([400, { code, field: expect.stringContaining(field.slice(0, 7)) }]);
    }
    expect(await store.head()).toBe(before);
  });

  it('with the registrar’s notice in the register it is decided on the spot, and delivered', async () => {
    const records = [
      { uscc: river.uscc, material: 'M02', reference: '营业执照（示例）' },
      { uscc: river.uscc, material: 'M19', reference: NOTICE, attests: { name: NEW_NAME }, validUntil: '2026-12-31' },
    ];
    expect((await share(records)).body).toEqual({ records: 2, recorded: 2 });
    expect((await share(records)).body).toEqual({ records: 2, recorded: 0 });
    const shared = await world.host.engine.store.readStream(`shared-${river.uscc}`);
    expect(shared.map(({ type }) => type)).toEqual(['SharedMaterialRecorded', 'SharedMaterialRecorded']);

    const one = await submitted(changeOfName());
    expect(await one.events()).toEqual([
      '2026-03-02T10:00 ApplicationReceived, applicant',
      '2026-03-02T10:00 ReductionsApplied, engine',
      '2026-03-02T10:00 ApplicationAccepted, engine',
      '2026-03-02T10:00 QualificationGranted, engine',
      '2026-03-02T10:00 CertificateReady, engine',
    ]);
    const file = await one.file();
    expect(file.machineDecision).toMatchObject({
      rule: 'on-the-spot',
      article: ['许可法34'],
      facts: [
        {
          material: 'M19',
          source: 'shared-register',
          reference: NOTICE,
          attests: { name: NEW_NAME },
          fetchedAt: expect.stringMatching(/\+08:00$/) as string,
        },
      ],
    });
    expect(file.waivedMaterials.map(({ material, source, reference }) => [material, source, reference])).toEqual([
      ['M02', 'shared-register', '营业执照（示例）'],
      ['M18', 'certificates', NUMBER],
      ['M19', 'shared-register', NOTICE],
    ]);
    expect(file.reductions.find(({ rule }) => rule === 'decided-on-the-spot')).toEqual({
      rule: 'decided-on-the-spot',
      kind: 'time',
      article: ['许可法34', '优化营商环境条例36'],
      before: '期限 25 个工作日',
      after: '当场决定',
      saves: 25,
    });
    // On top of the clerk's queue until it is delivered.
    const { items } = (await (await world.as('clerk')).get<Page<QueueTask>>('/api/queue')).body;
    expect(items[0]).toMatchObject({ caseId: one.id, next: 'DeliverCertificate', priority: 1 });
    await one.gives('clerk', 'DeliverCertificate');
    expect((await one.file()).status).toBe('delivered');
    expect(await one.clocks()).toEqual([
      'T01 met 2026-03-02 > 2026-03-09, ended 2026-03-02, counted 0',
      'T23 met 2026-03-02 > 2026-03-30, ended 2026-03-02, counted 0',
      'T31 met 2026-03-02 > 2026-03-11, ended 2026-03-02, counted 0',
    ]);
    const { body } = await world.anybody.get<RegisterEntry>(`/api/public/certificates/${NUMBER}`);
    expect(body.holder).toBe(NEW_NAME);
  });

  it('the notice decides nothing about another name, or about a body with a penalty', async () => {
    const other = await submitted(changeOfName('又一名称检测有限公司（虚构）'));
    expect(await typesOf(other)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    await withdrawAll(world);
    const standing = { breachInLastTerm: false, badCreditList: false, punishedWithin2Years: true, source: '示例' };
    const put = await (await world.as('supervisor')).put(`/api/institutions/${river.uscc}/standing`, standing);
    expect(put.status).toBe(200);
    const punished = await submitted(changeOfName());
    expect(await typesOf(punished)).toEqual(['ApplicationReceived', 'ReductionsApplied']);
    expect((await punished.file()).status).toBe('received');
  });
});

/** Redis killed between receipt and reduction, with jobs in it that no worker has taken yet. */
describe.each([
  ['when nobody but the workers does it (the control)', false],
  ['when the process does it itself', true],
])('Redis killed in between, %s', (_how, process) => {
  const CASES = 6;
  const NAMESPACE = '9c1d9f52-0d3f-5d0c-8f57-3c1d2c2f4c20';

  it(process ? 'no application loses its reductions, and none gets two' : 'applications lose their reductions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ow-acceptance-'));
    const server = await startPrivateRedis({ dataDir: folder });
    const client = new Redis({ path: join(folder, 'redis.sock') }).on('error', () => undefined);
    const clock = new SimulatedClock(shanghai('2026-03-02T10:00'));
    const { engine } = openEmbedded({
      law: loadLaw(),
      clock,
      folder,
      log: silent,
      patience: { workerMs: process ? 1_000 : 600_000 },
    });
    // Workers that are not there yet: jobs pile up in Redis.
    const jobs = await openWorkQueue({
      redis: server.connection,
      queueName: 'reductions',
      work: (caseId) => engine.reductions.run(caseId),
      worker: false,
      log: silent,
    });
    const offered: string[] = [];
    engine.reductions.through({
      async offer(caseId) {
        const taken = await jobs.offer(caseId);
        if (taken) offered.push(caseId);
        return taken;
      },
    });
    await submitAll(engine);
    while (offered.length < CASES) await pause(5);
    expect(await client.llen('{one-window}:reductions:wait')).toBe(CASES);
    await client.flushall();
    await server.stop();

    const reduced = async (i: number): Promise<number> =>
      (await engine.store.readStream(`case-c${i}`)).filter(({ type }) => type === 'ReductionsApplied').length;
    const counts = (): Promise<number[]> => Promise.all(Array.from({ length: CASES }, (_, i) => reduced(i)));
    if (process) {
      await eventually(engine.store, 'every case has its reductions', async () => (await counts()).every((n) => n > 0));
      expect(await engine.caughtUp(10_000)).toBe(true);
      for (let i = 0; i < CASES; i += 1) await engine.reductions.run(`c${i}`);
      expect(await counts()).toEqual(Array.from({ length: CASES }, () => 1));
    } else {
      await pause(2_500);
      expect(await counts()).toEqual(Array.from({ length: CASES }, () => 0));
    }
    client.disconnect();
    await jobs.stop();
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  const command = (name: string, stream: string, type: string, role: 'admin' | 'applicant', data: object) => ({
    commandId: uuidv5(NAMESPACE, name),
    stream,
    command: { type, data },
    actor: { id: role, role, ...(role === 'applicant' ? { uscc: river.uscc } : {}) },
  });

  /** Two cases a body, since each may have one open case of a kind; the register knows every body. */
  async function submitAll(engine: Engine): Promise<void> {
    const kinds: ApplicationKind[] = ['INITIAL', 'BRANCH'];
    for (let i = 0; i < CASES; i += 1) {
      const body = bodyOf(i);
      const data = { ...firstApplication(body), kind: kinds[i % 2]!, caseId: `c${i}` };
      await engine.execute(
        command(`record ${i}`, `shared-${body.uscc}`, 'RecordSharedMaterial', 'admin', {
          ...{ uscc: body.uscc, material: 'M02', reference: '营业执照（示例）' },
        }),
      );
      const request = command(`case ${i}`, `case-c${i}`, 'SubmitApplication', 'applicant', data);
      const answer = await engine.execute({ ...request, actor: { ...request.actor, uscc: body.uscc } });
      if (isRejection(answer)) throw new Error(answer.en);
    }
  }
  /** Made-up bodies with right check digits, one for every two cases. */
  const bodyOf = (i: number): typeof river => ({ ...river, uscc: USCCS[Math.floor(i / 2)] ?? river.uscc }) as typeof river;
  const USCCS = ['91620102MA7ABCD12B', '12620000438012348J', '52620500501234569M'];
});
