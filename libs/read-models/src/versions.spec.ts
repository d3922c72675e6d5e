import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, SimulatedClock } from '#engine';
import { law, time } from './world.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'one-window-versions-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function outdatedUnder(calendarVersion: string): Promise<readonly string[]> {
  const calendar = { ...law.calendar, version: calendarVersion };
  const { engine, readModels } = openEmbedded({
    law: { ...law, calendar },
    clock: new SimulatedClock(time('2026-03-02')),
    folder,
  });
  await engine.close();
  return readModels.outdated;
}

test('screens are rebuilt when they are new or the calendar is another one, and left alone otherwise', async () => {
  const all = [
    ...['my_cases', 'review_queue', 'register', 'deadlines', 'open_renewals'],
    ...['inspections', 'institutions', 'false_commitments'],
  ];
  expect(await outdatedUnder('before the notice')).toEqual(all);
  expect(await outdatedUnder('before the notice')).toEqual([]);
  expect(await outdatedUnder('after the notice')).toEqual(all);
});
