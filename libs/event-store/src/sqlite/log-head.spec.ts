import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendNumbers } from '../contract/samples.js';
import { Database } from './driver.js';
import { openSqliteStore } from './sqlite-store.js';

let root: string;
let copies = 0;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'log-head-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const folderOf = (name: string): string => join(root, name);
const openIn = (name: string) => openSqliteStore({ file: join(folderOf(name), 'log.sqlite') });

/** A log with 40 events, and what a kill would have left of it. */
async function closedAndKilled(): Promise<readonly [closed: string, killed: string]> {
  const store = openIn('closed');
  await appendNumbers(store, 'case-1', 0, 40);
  copies += 1;
  cpSync(folderOf('closed'), folderOf(`killed-${copies}`), { recursive: true });
  await store.close();
  return ['closed', `killed-${copies}`];
}

function look<R>(name: string, sql: string): R {
  const database = new Database(join(folderOf(name), 'log.sqlite'));
  try {
    return database.prepare<[], R>(sql).get() as R;
  } finally {
    database.close();
  }
}
const change = (name: string, sql: string): void => {
  const database = new Database(join(folderOf(name), 'log.sqlite'));
  database.exec(sql);
  database.close();
};
const noted = (name: string) => look<{ position: number; open: number }>(name, 'SELECT position, open FROM log_head');

it('a log that was closed ends exactly where it says: no event less, and none more', async () => {
  const [closed] = await closedAndKilled();
  expect(noted(closed)).toEqual({ position: 40, open: 0 });
  change(closed, 'DELETE FROM events WHERE position = 40');
  expect(() => openIn(closed)).toThrow('the log ends at position 39, it once ended at 40: the last events are gone');
  change(closed, 'UPDATE log_head SET position = 38');
  expect(() => openIn(closed)).toThrow('the log has events up to position 39, it was last written at 38');
});

it('after a kill it may end later than was noted, by less than 32 events, and closing it settles that', async () => {
  const [, killed] = await closedAndKilled();
  const before = noted(killed);
  expect(before.open).toBe(1);
  expect(40 - before.position).toBeLessThan(32);
  await openIn(killed).close();
  expect(noted(killed)).toEqual({ position: 40, open: 0 });
});

it('after a kill it never ends earlier than was noted', async () => {
  const [, killed] = await closedAndKilled();
  const { position } = noted(killed);
  change(killed, `DELETE FROM events WHERE position >= ${position}`);
  expect(() => openIn(killed)).toThrow(`it once ended at ${position}: the last events are gone`);
});

it('after a kill no more events lie behind the note than the program lets be', async () => {
  const [, killed] = await closedAndKilled();
  change(killed, 'UPDATE log_head SET position = 8');
  expect(() => openIn(killed)).toThrow('the log has events up to position 40, it was last written at 8');
  change(killed, 'UPDATE log_head SET position = 9');
  await openIn(killed).close();
  expect(noted(killed)).toEqual({ position: 40, open: 0 });
});

it('a log of the version before, which noted its end with every commit, is opened and read as one that was closed', async () => {
  const [closed] = await closedAndKilled();
  const before = 'DROP VIEW event_log; ALTER TABLE log_head DROP COLUMN open; PRAGMA user_version = 2';
  change(closed, before);
  await openIn(closed).close();
  expect(noted(closed)).toEqual({ position: 40, open: 0 });
  change(closed, `${before}; DELETE FROM events WHERE position = 40`);
  expect(() => openIn(closed)).toThrow('the last events are gone');
});

it('what is noted in a commit that is rolled back is noted again with the next', async () => {
  let hasRoom = false;
  const store = openSqliteStore({
    file: join(folderOf('full'), 'log.sqlite'),
    onCommit: () => {
      if (!hasRoom) throw new Error('no room');
    },
  });
  await expect(appendNumbers(store, 'case-1', 0, 1)).rejects.toThrow('no room');
  hasRoom = true;
  await appendNumbers(store, 'case-1', 0, 1);
  cpSync(folderOf('full'), folderOf('killed'), { recursive: true });
  await store.close();
  expect(noted('killed')).toEqual({ position: 1, open: 1 });
  await openIn('killed').close();
});

it('what cannot be read any further is closed as it is', async () => {
  const [closed] = await closedAndKilled();
  change(closed, 'DELETE FROM events WHERE position = 40');
  await openSqliteStore({ file: join(folderOf(closed), 'log.sqlite'), despiteDamage: true }).close();
  expect(noted(closed)).toEqual({ position: 40, open: 0 });
});
