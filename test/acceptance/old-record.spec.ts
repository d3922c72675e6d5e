import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#event-store';
import { ACase, firstApplication } from './a-case.js';
import { openWorld, shanghai, type World } from './world.js';

const dataDir = mkdtempSync(join(tmpdir(), 'one-window-old-record-'));
let world: World;
afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true });
});

/** As a program wrote it that let its clock be set back, and kept no end of the log. */
function recordedBefore(type: string, at: string): void {
  const database = new Database(join(dataDir, 'one-window.sqlite'));
  database.exec('DROP TABLE log_head');
  database.pragma('user_version = 1');
  const changed = database
    .prepare('UPDATE events SET recorded_at = ? WHERE type = (SELECT id FROM strings WHERE text = ?)')
    .run(shanghai(at), type);
  expect(changed.changes).toBe(1);
  database.close();
}

it('a case accepted, by the clock, before it was received: every moment of it can be looked at', async () => {
  world = await openWorld({ at: '2026-03-02T10:00', dataDir });
  const told = new ACase(world);
  await told.when('2026-03-02T10:00', 'applicant', 'SubmitApplication', firstApplication());
  await told.when('2026-03-02T10:30', 'clerk', 'AcceptApplication');
  await world.close();
  recordedBefore('ApplicationAccepted', '2026-03-02T09:00');

  world = await openWorld({ at: '2026-03-03T10:00', dataDir });
  const clerk = await world.as('clerk');
  const typesAt = async (asOf?: string) => {
    const { status, body } = await clerk.get<{ events?: { type: string }[]; code?: string }>(`/api/cases/${told.id}/history`, {
      asOf: asOf === undefined ? undefined : `2026-03-02T${asOf}:00+08:00`,
    });
    return [status, body.code ?? body.events?.map(({ type }) => type)];
  };
  const both = ['ApplicationReceived', 'ApplicationAccepted'];
  expect(await typesAt('08:00')).toEqual([404, 'case-not-found']);
  // Nothing is told of an acceptance without what it accepts.
  expect(await typesAt('09:30')).toEqual([404, 'case-not-found']);
  expect(await typesAt('10:00')).toEqual([200, both]);
  expect(await typesAt('10:45')).toEqual([200, both]);
  expect(await typesAt()).toEqual([200, both]);
});
