import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, SimulatedClock } from '#engine';
import { law, time } from './world.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'one-window-versions-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function outdated(before: (sql: (text: string) => void) => void = () => undefined): Promise<readonly string[]> {
  const { engine, store, readModels } = openEmbedded({ law, clock: new SimulatedClock(time('2026-03-02')), folder });
  before((text) => store.database.exec(text));
  await engine.close();
  return readModels.outdated;
}

test('screens are rebuilt when they are new or have another layout, and left alone otherwise', async () => {
  expect(await outdated()).toEqual([
    ...['my_cases', 'review_queue', 'register', 'deadlines', 'open_renewals'],
    ...['inspections', 'institutions', 'false_commitments', 'revocations'],
  ]);
  expect(await outdated((sql) => sql("UPDATE screens SET version = '0' WHERE name = 'my_cases'"))).toEqual([]);
  expect(await outdated()).toEqual(['my_cases']);
  expect(await outdated()).toEqual([]);
});
