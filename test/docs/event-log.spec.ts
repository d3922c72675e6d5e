import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type NewEvent } from '#event-store';
import { instant } from '#kernel';

const OPERATIONS = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const SECTION = /## Reading the log with SQL\n([^]*?)\n## /.exec(OPERATIONS)?.[1] ?? '';
const queries = [...SECTION.matchAll(/```sql\n([^]*?)```/g)].map(([, sql = '']) => sql);
const columns = [...SECTION.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, names = '']) =>
  [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
);

const STREAM = 'case-7K3F-9QXM-2A5T';
const COMMAND = '5b2f0f6e-7c1d-4e0a-9a53-3f1d2c4b5a69';

const event = (index: number, type: string, data: object, effectiveAt?: string): NewEvent => ({
  id: `00000000-0000-4000-8000-00000000000${index}`,
  ...{ type, version: 1, data, recordedAt: instant('2026-03-02T09:00:00+08:00'), causationId: COMMAND, correlationId: COMMAND },
  actor: { id: 'clerk-1', role: 'clerk' },
  policyVersion: 'CMA-2021/2',
  ...(effectiveAt === undefined ? {} : { effectiveAt: instant(effectiveAt) }),
});

let folder: string;
let store: ReturnType<typeof openSqliteStore>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'event-log-'));
  store = openSqliteStore({ file: join(folder, 'one-window.sqlite') });
  await store.append({
    stream: STREAM,
    expectedRevision: 'none',
    events: [
      event(0, 'ApplicationReceived', { caseId: '7K3F-9QXM-2A5T' }),
      event(1, 'TimeLimitBreached', { limit: 'T01', run: 1, due: '2026-02-27' }, '2026-02-28T00:00:00+08:00'),
    ],
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const rows = (sql: string): unknown[] => store.database.prepare(sql).all();

it('the view has the columns that are described, and no others', () => {
  const [row = {}] = rows('SELECT * FROM event_log') as object[];
  expect(Object.keys(row).sort()).toEqual([...columns].sort());
});

it('an event is told in words, its times in Beijing time', () => {
  expect(rows('SELECT * FROM event_log')[1]).toEqual({
    ...{ position: 2, stream: STREAM, revision: 1, type: 'TimeLimitBreached', version: 1 },
    ...{ recorded_at: '2026-03-02T09:00:00.000+08:00', effective_at: '2026-02-28T00:00:00.000+08:00' },
    ...{ actor: 'clerk-1', role: 'clerk', actor_json: '{"id":"clerk-1","role":"clerk"}', policy: 'CMA-2021/2' },
    data: '{"limit":"T01","run":1,"due":"2026-02-27"}',
    ...{ id: '00000000-0000-4000-8000-000000000001', causation: COMMAND, correlation: COMMAND },
  });
});

it('the queries that are shown find what they say', () => {
  expect(queries.map(rows)).toEqual([
    [expect.objectContaining({ type: 'ApplicationReceived' }), expect.objectContaining({ type: 'TimeLimitBreached' })],
    [expect.objectContaining({ type: 'TimeLimitBreached', effective_at: '2026-02-28T00:00:00.000+08:00' })],
    [{ time_limit: 'T01', times: 1 }],
  ]);
});
