import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#event-store';
import { instant } from '#kernel';
import { openWorld } from './world.js';

const dataDir = mkdtempSync(join(tmpdir(), 'one-window-errands-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

it('what could not be done is listed after a restart, tried when asked, and stays until it is done', async () => {
  await (await openWorld({ at: '2026-03-02T10:00', dataDir })).close();
  const store = openSqliteStore({ file: join(dataDir, 'one-window.sqlite') });
  const since = instant('2026-03-02T10:00:00+08:00');
  const told = { name: 'open-revocation', stream: 'inspection-1', reason: 'errand-unknown', detail: 'nobody knows of it' };
  const id = randomUUID();
  await store.openErrands.put({
    ...told,
    id,
    event: randomUUID(),
    type: 'RevocationProposed',
    attempts: 1,
    since,
    nextTry: since,
  });
  await store.close();

  const world = await openWorld({ at: '2026-03-02T11:00', dataDir });
  const { name, stream, reason } = told;
  const line = { id, name, stream, reason, after: 'RevocationProposed', since: '2026-03-02T10:00:00+08:00' };
  const admin = await world.as('admin');
  expect((await admin.get('/api/errands')).body).toMatchObject({ total: 1, items: [line] });
  expect((await admin.post(`/api/errands/${id}/retry`, {})).body).toMatchObject({ id, done: false, reason });
  expect((await (await world.as('supervisor')).get('/api/errands')).body).toMatchObject({ total: 1, items: [line] });
  expect((await world.anybody.get('/api/errands')).status).toBe(401);
  await world.close();
});
