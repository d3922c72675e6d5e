import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseEvent, OpenCase } from '#case';
import {
  EVENT_DEFINITIONS,
  loadDocumentTemplates,
  openEmbedded,
  settled,
  SimulatedClock,
  verifyRecord,
  type Embedded,
} from '#engine';
import { Database, openSqliteStore, type EventDefinition, type RecordedEvent } from '#event-store';
import type { CertificateEvent } from '#issuance';
import { dateOf, type Dated } from '#kernel';
import { documentsOf, documentsOfCertificate } from '#official-documents';
import { viewHistory } from './index.js';
import { BODIES, CHECKED, law, openWorld, TEAM, time } from './world.testing.js';

/** As if every event had once had another shape: all are of version 2 now. */
const LATER: readonly EventDefinition[] = EVENT_DEFINITIONS.map(({ type }) => ({
  type,
  version: 2,
  upcast: { 1: ({ formerly }: { formerly: object }) => formerly },
}));
const IN_THE_OLDER_SHAPE = "UPDATE events SET data = json_object('formerly', json(data))";
const NOW = time('2026-03-12');

const root = mkdtempSync(join(tmpdir(), 'one-window-older-'));
const today = join(root, 'today');
afterAll(() => rmSync(root, { recursive: true }));

/** A case from the application to its certificate, and one that is still open. */
beforeAll(async () => {
  const world = await openWorld('2026-03-02');
  await world.submit('2026-03-02', 'C1', BODIES[0], 'INITIAL');
  await world.submit('2026-03-02', 'C2', BODIES[1], 'RENEWAL');
  await world.give('2026-03-03', 'C1', 'AcceptApplication');
  await world.give('2026-03-04', 'C1', 'CommissionReview', { team: TEAM });
  const leader = { id: 'reviewer', role: 'reviewer' } as const;
  await world.give('2026-03-05', 'C1', 'ConcludeReview', { conclusion: '符合', checks: CHECKED }, leader);
  await world.give(NOW, 'C1', 'GrantQualification');
  await world.engine.close();
  cpSync(world.folder, today, { recursive: true });
  rmSync(world.folder, { recursive: true });
});

const fileIn = (folder: string): string => join(folder, 'one-window.sqlite');
let copies = 0;
function copyWith(...statements: readonly string[]): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(today, folder, { recursive: true });
  const database = new Database(fileIn(folder));
  for (const statement of statements) database.exec(statement);
  database.close();
  return folder;
}

async function opened<T>(
  folder: string,
  definitions: readonly EventDefinition[],
  work: (parts: Embedded) => Promise<T>,
): Promise<T> {
  const parts = openEmbedded({ law, clock: new SimulatedClock(NOW), folder, definitions, synchronous: 'NORMAL' });
  try {
    await settled(parts.engine);
    return await work(parts);
  } finally {
    await parts.engine.close();
  }
}

const withoutVersion = (events: readonly RecordedEvent[]) => events.map(({ version: _, ...rest }) => rest);
const versionsIn = (events: readonly RecordedEvent[]) => new Set(events.map(({ version }) => version));

async function logIn(folder: string): Promise<readonly RecordedEvent[]> {
  const store = openSqliteStore({ file: fileIn(folder) });
  const log = await store.readAll(undefined, 1000);
  await store.close();
  return log;
}

async function readIn({ engine, store, readModels }: Embedded) {
  const log = await store.readAll(undefined, 1000);
  const stopping = new AbortController();
  const told: RecordedEvent[] = [];
  for await (const batch of store.subscribeAll(undefined, stopping.signal)) {
    told.push(...batch);
    if (told.length === log.length) stopping.abort();
  }
  const scanned = [...store.scanStreams()].flatMap(({ events }) => events);
  const ofCase = await store.readStream('case-C1');
  const { stream = '' } = log.find(({ type }) => type === 'CertificateIssued') ?? {};
  const grant = log.find(({ type }) => type === 'QualificationGranted');
  const found = await store.findEvent(grant?.id ?? '');
  const upTo = (await store.head()) ?? '';
  const owed = await store.eventsOf({ types: ['QualificationGranted'], after: undefined, upTo });
  const forms = loadDocumentTemplates();
  const { state } = await engine.load('case-C1');
  const all = [log, told, scanned, ofCase, found === undefined ? [] : [found], owed];
  return {
    versions: all.map((events) => [...versionsIn(events)]),
    events: all.map(withoutVersion),
    states: await Promise.all([...new Set(log.map((event) => event.stream))].map((name) => engine.load(name))),
    history: viewHistory(state as OpenCase, ofCase, law, NOW),
    documents: documentsOf(ofCase as unknown as Dated<CaseEvent>[], law, forms),
    ofCertificate: documentsOfCertificate((await store.readStream(stream)) as unknown as Dated<CertificateEvent>[], law, forms),
    cases: await readModels.myCases({ page: 1, size: 10 }, dateOf(NOW)),
    deadlines: await readModels.deadlines(undefined, 10),
  };
}

it('is read in its current version by everyone, and stays in the store as it was written', async () => {
  const now = await opened(today, EVENT_DEFINITIONS, readIn);
  const folder = copyWith(IN_THE_OLDER_SHAPE, "UPDATE screens SET version = 'older'");
  const stored = await logIn(folder);
  expect(stored[0]).toMatchObject({ version: 1, data: { formerly: {} } });

  const then = await opened(folder, LATER, readIn);
  expect(then.versions).toEqual(then.versions.map(() => [2]));
  expect({ ...then, versions: [] }).toEqual({ ...now, versions: [] });
  expect(then.documents.length * then.ofCertificate.length * then.deadlines.length).toBeGreaterThan(0);
  expect(await logIn(folder)).toEqual(stored);
});

it('passes what is computed again from the log, where it can be read', async () => {
  const folder = copyWith(IN_THE_OLDER_SHAPE);
  expect((await verifyRecord(law, folder, LATER)).wrong).toBeUndefined();
  // The control: by a program without the older shape it is not what the screens say.
  expect((await verifyRecord(law, folder)).wrong).toBeDefined();
  const unreadable = copyWith(IN_THE_OLDER_SHAPE, "UPDATE events SET data = 'null' WHERE position = 5");
  const { wrong } = await verifyRecord(law, unreadable, LATER);
  expect(wrong?.what).toMatch(/^the event at position 5, revision \d+ of \S+, cannot be read: /);
});

/** The log up to the grant; the processes have come to `place`, counted from it. */
const upToTheGrant = (place: number): readonly string[] => {
  const grant = "(SELECT max(position) FROM events WHERE type = (SELECT id FROM strings WHERE text = 'QualificationGranted'))";
  return [
    IN_THE_OLDER_SHAPE,
    `DELETE FROM events WHERE position > ${grant}`,
    'DELETE FROM streams WHERE id NOT IN (SELECT stream FROM events)',
    'DELETE FROM unique_keys WHERE stream NOT IN (SELECT id FROM streams)',
    'UPDATE log_head SET position = (SELECT max(position) FROM events)',
    `UPDATE checkpoints SET position = CAST((SELECT max(position) FROM events) + ${place} AS TEXT)`,
    "DELETE FROM checkpoints WHERE name = 'owed-searched'",
    "UPDATE screens SET version = 'older'",
  ];
};

it.each([
  ['a process that comes to it', -1],
  ['the search for what is owed after it', 0],
])('brings about by %s what it calls for, in the current version', async (_what, place) => {
  const whole = await logIn(today);
  const folder = copyWith(...upToTheGrant(place));
  const kept = await logIn(folder);
  expect(whole.length - kept.length).toBeGreaterThan(1);

  const read = await opened(folder, LATER, ({ store }) => store.readAll(undefined, 1000));
  expect(withoutVersion(read)).toEqual(withoutVersion(whole));
  const after = (await logIn(folder)).slice(kept.length);
  expect(after).toEqual(whole.slice(kept.length).map((event) => ({ ...event, version: 2 })));
});
