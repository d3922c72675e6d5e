import { Database } from '#event-store';
import type { Screen } from './screen.js';
import { law } from './world.testing.js';
import { createTables, createWriter } from './writer.js';

type Row = { id: string; first: string; second: number };

const screen: Screen<Row> = {
  table: 'sample',
  version: 1,
  columns: { id: 'TEXT PRIMARY KEY', first: 'TEXT NOT NULL', second: 'INTEGER NOT NULL' },
  indexes: [],
  streamOf: 'id',
  category: 'case',
  // In another order than the columns.
  rows: ({ stream, after }) =>
    (after.state as number) === 0 ? [] : [{ second: after.state as number, first: 'one', id: stream }],
};

test('a row is written by the names of its columns, changed, and removed once the screen no longer shows it', () => {
  const database = new Database(':memory:');
  const screens = [screen as unknown as Screen];
  createTables(database, screens);
  const write = createWriter(database, screens, law);
  const rows = () => database.prepare('SELECT * FROM sample').all();
  const move = (from: number, to: number) =>
    write({ stream: 'case-1', before: { revision: from, state: from }, after: { revision: to, state: to }, events: [] }).get(
      screens[0] as Screen,
    );

  expect(move(0, 1)).toMatchObject({ put: [{ id: 'case-1', second: 1 }], removed: [] });
  expect(rows()).toEqual([{ id: 'case-1', first: 'one', second: 1 }]);
  expect(move(1, 2)).toMatchObject({ put: [{ second: 2 }], removed: [] });
  expect(rows()).toEqual([{ id: 'case-1', first: 'one', second: 2 }]);
  expect(move(2, 2)).toBeUndefined();
  expect(move(2, 0)).toMatchObject({ put: [], removed: [{ id: 'case-1' }] });
  expect(rows()).toEqual([]);
  database.close();
});
