import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, SimulatedClock } from '#engine';
import { SCREENS } from './index.js';
import { BODIES, law, openWorld, time } from './world.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'one-window-versions-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function outdated(before: (sql: (text: string) => void) => void = () => undefined): Promise<readonly string[]> {
  const { engine, store, readModels } = openEmbedded({ law, clock: new SimulatedClock(time('2026-03-02')), folder });
  before((text) => store.database.exec(text));
  await engine.close();
  return readModels.outdated;
}

test('screens are rebuilt when they are new or have another layout, and left alone otherwise', async () => {
  expect(await outdated()).toEqual(SCREENS.map(({ table }) => table));
  expect(await outdated((sql) => sql("UPDATE screens SET version = '0' WHERE name = 'my_cases'"))).toEqual([]);
  expect(await outdated()).toEqual(['my_cases']);
  expect(await outdated()).toEqual([]);
});

test.each([
  ['one more', 'ALTER TABLE register ADD COLUMN spare TEXT'],
  ['one fewer', 'ALTER TABLE register DROP COLUMN standards'],
  ['one of another name', 'ALTER TABLE register RENAME COLUMN holder TO body'],
  ['one of another type', 'DROP TABLE register; CREATE TABLE register (number INTEGER PRIMARY KEY) STRICT, WITHOUT ROWID'],
])('a table with other columns than its screen, %s, is rebuilt with all its rows and indexes', async (_what, change) => {
  const world = await openWorld('2026-03-02');
  await world.submit('2026-03-02', 'C1', BODIES[0], 'RENEWAL');
  const kept = ({ database }: typeof world.store) => ({
    rows: database.prepare('SELECT * FROM register ORDER BY number').raw().all(),
    layout: database.prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'register' ORDER BY name").raw().all(),
  });
  const before = kept(world.store);
  expect(before.rows).toHaveLength(BODIES.length);
  world.store.database.exec(change);
  await world.engine.close();

  const { engine, store, readModels } = openEmbedded({ law, clock: world.clock, folder: world.folder });
  expect(readModels.outdated).toEqual(['register']);
  expect(kept(store)).toEqual(before);
  await engine.close();
  rmSync(world.folder, { recursive: true });
});
