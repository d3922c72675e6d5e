import type Sqlite from 'better-sqlite3';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventStoreContract } from '../contract.js';
import { anAppend, appendNumbers, someEvents, stored, wholeLog } from '../contract/samples.js';
import { StoreFaultedError, StoreUnfitError } from '../errors.js';
import { Database } from './driver.js';
import { openSqliteStore, type SqliteOptions, type SqliteStore } from './sqlite-store.js';

let folder = '';
let file = '';
let opened: SqliteStore[] = [];
const open = (options: Partial<SqliteOptions> = {}) => {
  const store = openSqliteStore({ file, ...options });
  opened.push(store);
  return store;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  file = join(folder, 'data', 'events.db');
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  rmSync(folder, { recursive: true });
});

describeEventStoreContract('the SQLite store', async (onCommit) => {
  const store = openSqliteStore({ file, ...(onCommit && { onCommit }) });
  return {
    store,
    async close() {
      await store.close();
      rmSync(join(folder, 'data'), { recursive: true });
    },
  };
});

describe('opening', () => {
  it('finds everything again and goes on where it stopped', async () => {
    const first = open();
    stored(await first.append(anAppend('case-1', 'none', { events: someEvents(3), takeKeys: ['k'] })));
    const before = await wholeLog(first);
    await first.close();
    expect(existsSync(`${file}-wal`)).toBe(false);

    const second = open();
    expect(await wholeLog(second)).toStrictEqual(before);
    expect(await second.append(anAppend('case-1', 'none'))).toStrictEqual({ outcome: 'wrong-revision', actual: 2 });
    expect(await second.append(anAppend('case-2', 'none', { takeKeys: ['k'] }))).toMatchObject({ heldBy: 'case-1' });
    await expect(
      second.append(anAppend('case-2', 'none', { events: someEvents(1, { id: before[1]?.id ?? '' }) })),
    ).rejects.toThrow();
    expect(stored(await second.append(anAppend('case-1', 2)))[0]).toMatchObject({ revision: 3, position: '4' });
  });

  it('syncs every commit: WAL, synchronous=FULL, one process', () => {
    const { database } = open();
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('locking_mode', { simple: true })).toBe('exclusive');
  });

  it('lowers synchronous only when told to', () => {
    expect(open({ synchronous: 'NORMAL' }).database.pragma('synchronous', { simple: true })).toBe(1);
  });

  it('refuses a file of a newer program and leaves it as it is', async () => {
    const store = open();
    store.database.pragma('user_version = 999');
    await store.close();
    expect(() => open()).toThrow(StoreUnfitError);
    expect(() => open()).toThrow(`${file} cannot be relied on: it has schema version 999`);
    const database = new Database(file);
    expect(database.pragma('user_version', { simple: true })).toBe(999);
    database.close();
  });

  it('refuses a database that cannot be written ahead', () => {
    expect(() => openSqliteStore({ file: ':memory:' })).toThrow(StoreUnfitError);
  });

  it('refuses a file that is no database', () => {
    expect(() => openSqliteStore({ file: folder })).toThrow();
    expect(() => openSqliteStore({ file: process.execPath })).toThrow();
  });
});

describe('a commit', () => {
  it('is shared by what arrives together, up to maxGroup', async () => {
    const sizes: number[] = [];
    const store = open({ maxGroup: 24, onCommit: (events) => void sizes.push(events.length) });
    await Promise.all(Array.from({ length: 64 }, (_, n) => store.append(anAppend(`case-${n}`, 'none'))));
    expect(sizes).toEqual([24, 24, 16]);
  });

  it('holds the rows that onCommit writes, or neither them nor the events', async () => {
    const screen: { add?: Sqlite.Statement } = {};
    const store = open({
      onCommit(events) {
        for (const { stream, type } of events) {
          screen.add?.run(stream);
          if (type === 'Poison') throw new Error('poison');
        }
      },
    });
    store.database.exec('CREATE TABLE screen (stream TEXT)');
    screen.add = store.database.prepare('INSERT INTO screen VALUES (?)');
    const results = await Promise.allSettled([
      store.append(anAppend('case-1', 'none')),
      store.append(anAppend('case-2', 'none', { events: someEvents(1, { type: 'Poison' }) })),
      store.append(anAppend('case-3', 'none')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(store.database.prepare('SELECT stream FROM screen').pluck().all()).toEqual(['case-1', 'case-3']);
    expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(['case-1', 'case-3']);
  });

  it('that finds the disk full is rejected whole, and the store goes on when there is room again', async () => {
    const store = open();
    await appendNumbers(store, 'case-1', 0, 3);
    const pages = Number(store.database.pragma('page_count', { simple: true }));
    store.database.pragma(`max_page_count = ${pages + 4}`);
    const big = () => someEvents(2, { data: { text: 'x'.repeat(60_000) } });
    const results = await Promise.allSettled([
      store.append(anAppend('case-2', 'none', { events: big(), takeKeys: ['k'] })),
      store.append(anAppend('case-3', 'none')),
      store.append(anAppend('case-1', 2, { events: [...someEvents(), ...big()] })),
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'SQLITE_FULL' } },
    ]);
    expect((await wholeLog(store)).map(({ stream }) => stream)).toEqual(['case-1', 'case-1', 'case-1', 'case-3']);
    expect(store.diskFault()).toBe('SQLITE_FULL');

    store.database.pragma('max_page_count = 1000000');
    expect(await store.append(anAppend('case-1', 0))).toMatchObject({ outcome: 'wrong-revision' });
    expect(store.diskFault()).toBe('SQLITE_FULL');
    stored(await store.append(anAppend('case-2', 'none', { events: big(), takeKeys: ['k'] })));
    expect(store.diskFault()).toBeUndefined();
    stored(await store.append(anAppend('case-1', 2, { events: big() })));
  });

  it('whose sync failed is the last one; reading goes on', async () => {
    let fail = true;
    const onCommit = () => {
      if (fail) throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    };
    const store = open({ onCommit });
    const results = await Promise.allSettled([1, 2, 3].map((n) => store.append(anAppend(`case-${n}`, 'none'))));
    for (const result of results) expect(result).toMatchObject({ reason: expect.any(StoreFaultedError) });
    fail = false;
    await expect(store.append(anAppend('case-1', 'none'))).rejects.toThrow(`the disk under ${file} failed`);
    expect(store.diskFault()).toBe('SQLITE_IOERR_FSYNC');
    expect(await wholeLog(store)).toEqual([]);
    await store.close();
    stored(await open({ onCommit }).append(anAppend('case-1', 'none')));
  });

  it('waits for nobody: a transaction left open on the connection rejects, its end heals', async () => {
    const store = open();
    store.database.exec('BEGIN');
    await expect(store.append(anAppend('case-1', 'none'))).rejects.toThrow(/left a transaction open/);
    store.database.exec('COMMIT');
    stored(await store.append(anAppend('case-1', 'none')));
  });
});

describe('reading without waiting', () => {
  it('gives the same as reading with promises', async () => {
    const store = open();
    await appendNumbers(store, 'case-1', 0, 5);
    expect(store.readStreamSync('case-1', 2)).toStrictEqual(await store.readStream('case-1', 2));
    expect(store.readAllSync('2', 2)).toStrictEqual(await store.readAll('2', 2));
    await store.close();
    expect(() => store.readStreamSync('case-1')).toThrow('closed');
    expect(() => store.scanStreams()).toThrow('closed');
  });

  it('scans stream by stream as the log stood at the start, while appends go on', async () => {
    const store = open();
    for (let n = 0; n < 3; n++)
      for (const stream of ['case-b', 'case-a', 'case-c']) stored(await store.append(anAppend(stream, n === 0 ? 'none' : n - 1)));
    const expected = await Promise.all(['case-b', 'case-a', 'case-c'].map((stream) => store.readStream(stream)));
    const scanned = [];
    for (const { stream, events } of store.scanStreams()) {
      scanned.push(events);
      expect(events[0]?.stream).toBe(stream);
      stored(await store.append(anAppend('case-c', scanned.length + 1)));
      stored(await store.append(anAppend(`case-new-${stream}`, 'none')));
    }
    expect(scanned).toStrictEqual(expected);
  });
});

it('takes few bytes for an event', async () => {
  const store = open();
  const add = (n: number) =>
    store.append(
      anAppend(`case-20260302-${String(n).padStart(9, '0')}`, 'none', {
        events: someEvents(14, { policyVersion: 'CMA-2021/1' }),
      }),
    );
  await Promise.all(Array.from({ length: 1000 }, (_, n) => add(n)));
  const bytes = Number(store.database.pragma('page_count', { simple: true })) * 4096;
  expect(bytes / 14_000 - '{"step":0}'.length).toBeLessThan(130);
});
