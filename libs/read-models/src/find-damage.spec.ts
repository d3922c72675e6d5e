import { Database } from '#event-store';
import { findScreenDamage } from './find-damage.js';
import type { Screen } from './screen.js';

const list: Screen = {
  table: 'list',
  version: 1,
  columns: { id: 'TEXT', revision: 'INTEGER' },
  indexes: [],
  streamOf: "'case-' || id",
  showsAll: true,
  category: 'case',
  rows: () => [],
};

/** A file that takes what the program's own would not: only a hand, or a bad disk, puts a row without a key there. */
function damageOf(...rows: readonly string[]): string | undefined {
  const database = new Database(':memory:');
  database.exec(`
    CREATE TABLE streams (id INTEGER, name TEXT);
    CREATE TABLE events (stream INTEGER, revision INTEGER);
    CREATE TABLE list (id TEXT, revision INTEGER);
    INSERT INTO streams VALUES (1, 'case-C1'), (2, 'case-C2');
    INSERT INTO events VALUES (1, 0), (2, 0), (2, 1);
    INSERT INTO list VALUES ${rows.join(', ')};
  `);
  const damage = findScreenDamage(database, [list]);
  database.close();
  return damage;
}

test.each([
  ['whole', ["('C1', 0)", "('C2', 1)"], undefined],
  ['a key that is gone', ["('C1', 0)", '(NULL, 1)'], 'the screen list has a row NULL of which the log knows nothing'],
  ['another key', ["('C1', 0)", "('C9', 1)"], 'the screen list has a row C9 of which the log knows nothing'],
  ['a row too many', ["('C1', 0)", "('C2', 1)", '(NULL, 1)'], 'the screen list has a row NULL of which the log knows nothing'],
  ['a row too few', ["('C1', 0)"], 'the screen list has no row of case-C2'],
  ['no revision', ["('C1', NULL)", "('C2', 1)"], 'the screen list shows C1 as it was at another revision than its last'],
])('%s', (_what, rows, said) => {
  expect(damageOf(...rows)).toBe(said);
});
