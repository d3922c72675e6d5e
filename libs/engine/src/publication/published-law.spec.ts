import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseState, OpenCase } from '#case';
import { openSqliteStore, uuidv5, type EventStore } from '#event-store';
import { organisationCheck, usccCheck } from '#institution';
import { instant, isRejection, type Actor } from '#kernel';
import type { ApplicationKind } from '#law';
import { openReadModels, type ReadModels } from '#read-models';
import {
  createEngine,
  createSimulation,
  loadLaw,
  openEmbedded,
  settled,
  sha256Of,
  SimulatedClock,
  type Engine,
} from '../index.js';

const NAMESPACE = '0b9a4a52-7d3f-5d0c-8f57-3c1d2c2f4c11';
const law = loadLaw();
const time = (text: string) => instant(`${text}+08:00`);
const START = time('2026-03-02T10:00:00');
const admin: Actor = { id: 'admin', role: 'admin' };
const BODY = { uscc: '91620102MA7ABCD12B', name: '示例检测有限公司（虚构）', address: '示例路1号' };
const applicant: Actor = { id: 'applicant', role: 'applicant', uscc: BODY.uscc };
const KINDS: readonly ApplicationKind[] = ['INITIAL', 'BRANCH'];

const shipped = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const YEAR = shipped('law/data/calendar/2026.json');
const LATE = { ...YEAR, version: '2026.2', off: [...(YEAR['off'] as string[]), '2026-03-06'] };

let commands = 0;
async function give(engine: Engine, stream: string, type: string, data: object, actor: Actor, id?: string) {
  commands += 1;
  const commandId = uuidv5(NAMESPACE, id ?? String(commands));
  const answer = await engine.execute({ commandId, stream, command: { type, data }, actor });
  if (isRejection(answer)) throw new Error(`${type} to ${stream}: ${answer.code} ${answer.en}`);
  return answer;
}
const publishYear = (engine: Engine) =>
  give(engine, 'calendar-published', 'PublishCalendar', { year: LATE, reason: '补充通知' }, admin, 'the notice');

function bodyOf(n: number): typeof BODY {
  const organisation = String(10_000_000 + n);
  const code = `91620102${organisation}${organisationCheck(organisation)}`;
  return { ...BODY, uscc: `${code}${usccCheck(code)}` };
}

async function submit(engine: Engine, caseId: string, kind: ApplicationKind, institution = BODY): Promise<void> {
  const materials = law.policies.findInForce('2026-03-02' as never)?.materialsFor(kind) ?? [];
  const data = {
    ...{ caseId, kind, procedure: 'GENERAL', institution, affectsConditions: false, field: '20', sector: '34' },
    materials: materials.filter(({ requirement }) => requirement === 'M').map(({ id }) => ({ material: id })),
  };
  await give(engine, `case-${caseId}`, 'SubmitApplication', data, { ...applicant, uscc: institution.uscc });
}
const applied = async (store: EventStore, stream: string) =>
  (await store.readStream(stream)).filter(({ type }) => type === 'CalendarApplied');
const fileOf = async (engine: Engine, caseId: string) => ((await engine.load(`case-${caseId}`)).state as OpenCase).file;

describe('in a simulation', () => {
  test('a publication is the law as soon as it is answered, reaches the open cases, and no other engine', async () => {
    const [one, other] = [createSimulation(law, START), createSimulation(law, START)];
    await submit(one.engine, 'c1', 'INITIAL');
    await one.advanceTo(time('2026-03-04T12:00:00'));
    const done = await publishYear(one.engine);
    expect(one.engine.law.calendar.version).toMatch(/2026\.2/);
    expect(other.engine.law.calendar.version).toBe(law.calendar.version);
    await settled(one.engine);
    const [event] = await applied(one.engine.store, 'case-c1');
    expect(event).toMatchObject({
      causationId: uuidv5(done.events[0]?.id ?? '', 'apply-calendar case-c1'),
      correlationId: done.events[0]?.correlationId,
      data: { changes: [{ limit: 'T01', before: '2026-03-09', after: '2026-03-10' }] },
    });
    await one.advanceTo(time('2026-03-12T00:00:00'));
    expect((await one.engine.store.readStream('case-c1')).map(({ type, recordedAt }) => [type, recordedAt])).toEqual([
      ['ApplicationReceived', START],
      ['CalendarApplied', time('2026-03-04T12:00:00')],
      ['ApplicationDeemedAccepted', time('2026-03-11T00:00:00')],
    ]);
    await Promise.all([one.engine.close(), other.engine.close()]);
  });

  test('sent twice it is one publication, and tells every case once', async () => {
    const { engine } = createSimulation(law, START);
    await submit(engine, 'c1', 'INITIAL');
    await publishYear(engine);
    expect((await publishYear(engine)).replayed).toBe(true);
    await give(engine, 'calendar-published', 'PublishCalendar', { year: { ...LATE }, reason: '再发' }, admin);
    await settled(engine);
    expect(await engine.store.readStream('calendar-published')).toHaveLength(1);
    expect(await applied(engine.store, 'case-c1')).toHaveLength(1);
    await engine.close();
  });

  test('more open cases than are asked for at a time are all told', async () => {
    const { engine } = createSimulation(law, START);
    const ids = Array.from({ length: 1_100 }, (_, n) => `c${n}`);
    await Promise.all(ids.map((id, n) => submit(engine, id, 'INITIAL', bodyOf(n))));
    await publishYear(engine);
    await settled(engine);
    const told = await Promise.all(ids.map(async (id) => (await applied(engine.store, `case-${id}`)).length));
    expect(told).toEqual(ids.map(() => 1));
    await engine.close();
  });

  test('the SHA-256 is that of the content, however the file was written', async () => {
    const { engine } = createSimulation(law, START);
    const { events } = await publishYear(engine);
    const { year, sha256 } = events[0]?.data as { year: object; sha256: string };
    expect(sha256).toBe(sha256Of(year));
    expect(sha256Of({ b: [1, { d: 2, c: 3 }], a: null })).toBe(sha256Of({ a: null, b: [1, { c: 3, d: 2 }] }));
    await engine.close();
  });
});

describe('in a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-published-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The engine as it is until the power fails: it has told only the first case. */
  function openUntilPowerFails(clock: SimulatedClock): Engine {
    let readModels: ReadModels;
    let pages = 0;
    return createEngine({
      law,
      clock,
      lookups: { openRenewalOf: async () => undefined, hasCertificate: async () => false, heldUntil: async () => undefined },
      openStreams: async (after) => {
        pages += 1;
        if (pages > 1) throw new Error('the power fails');
        return readModels.openStreams(after, 1);
      },
      open(states, book, decode) {
        const store = openSqliteStore({
          file: join(folder, 'one-window.sqlite'),
          synchronous: 'NORMAL',
          decode,
          onCommit: (events, readStream) => void readModels.write(states.changes(events, readStream)),
        });
        readModels = openReadModels(store.database, book, states);
        return store;
      },
    });
  }

  /** As if nothing had been noted of how far the processes came. */
  async function forgetCheckpoints(): Promise<void> {
    const store = openSqliteStore({ file: join(folder, 'one-window.sqlite') });
    store.database.exec('DELETE FROM checkpoints');
    await store.close();
  }

  test('after a crash between the publication and its last case every case has exactly one event, and the law is the same', async () => {
    const clock = new SimulatedClock(START);
    const crashing = openUntilPowerFails(clock);
    for (const [index, kind] of KINDS.entries()) await submit(crashing, `c${index}`, kind);
    clock.set(time('2026-03-04T12:00:00'));
    await publishYear(crashing);
    await crashing.changed('case-c0');
    await crashing.close();

    for (let start = 0; start < 2; start += 1) {
      const { engine, store, readModels } = openEmbedded({ law, clock, folder, synchronous: 'NORMAL' });
      if (start === 0) expect(await applied(store, 'case-c1')).toHaveLength(0);
      expect(engine.law.calendar.version).toMatch(/2026\.2/);
      await settled(engine);
      for (const index of KINDS.keys()) {
        expect(await applied(store, `case-c${index}`)).toHaveLength(1);
        expect((await fileOf(engine, `c${index}`)).calendar).toBe(engine.law.calendar.version);
      }
      const due = (await readModels.deadlines(undefined, 10)).map(({ id, version, dueAt }) => [id, version, dueAt]);
      expect(due).toEqual([0, 1].map((index) => [`case-c${index}/T01/1`, 2, time('2026-03-11T00:00:00')]));
      await engine.close();
      await forgetCheckpoints();
    }
  });

  test('rows are the same function of the same events, whatever was published since', async () => {
    const { engine, store, readModels } = openEmbedded({ law, clock: new SimulatedClock(time('2026-03-05T10:00:00')), folder });
    const rows = () => store.database.prepare('SELECT * FROM my_cases ORDER BY case_id').all();
    const before = rows();
    readModels.rebuild(store);
    expect(rows()).toEqual(before);
    const { status } = (await engine.load('case-c0')).state as CaseState;
    expect(status).toBe('received');
    await engine.close();
  });
});
