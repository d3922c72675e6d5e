import {
  cpSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, SimulatedClock, verifyRecord, type Fault } from '#engine';
import { DamageError, Database } from '#event-store';
import { BODIES, certificateOf, CHECKED, law, openWorld, TEAM, time } from './world.testing.js';

const root = mkdtempSync(join(tmpdir(), 'one-window-damage-'));
const good = join(root, 'good');
afterAll(() => rmSync(root, { recursive: true }));

/** Four cases of three bodies, one of them granted, one declined, two open; all that the program keeps of them. */
beforeAll(async () => {
  const world = await openWorld('2026-03-02');
  await world.submit('2026-03-02', 'C1', BODIES[0], 'INITIAL');
  await world.give('2026-03-03', 'C1', 'AcceptApplication');
  await world.give('2026-03-04', 'C1', 'CommissionReview', { team: TEAM });
  await world.give(
    '2026-03-05',
    'C1',
    'ConcludeReview',
    { conclusion: '符合', checks: CHECKED },
    { id: 'reviewer', role: 'reviewer' },
  );
  await world.submit('2026-03-05', 'C2', BODIES[1], 'RENEWAL');
  await world.submit('2026-03-06', 'C3', BODIES[2], 'CHG_NAME');
  await world.give('2026-03-09', 'C3', 'DeclineApplication', { reasons: ['甲'] });
  await world.give('2026-03-10', 'C1', 'GrantQualification');
  await world.submit('2026-03-11', 'C4', BODIES[2], 'INITIAL');
  await world.engine.close();
  cpSync(world.folder, good, { recursive: true });
  rmSync(world.folder, { recursive: true });
});

const fileOf = (folder: string): string => join(folder, 'one-window.sqlite');
let copies = 0;

/** A copy of the good folder, changed behind the back of the program. */
function spoilt(change: (file: string) => void): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(good, folder, { recursive: true });
  change(fileOf(folder));
  return folder;
}

const sql =
  (...statements: string[]) =>
  (file: string): void => {
    const database = new Database(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  };

const open = (folder: string, more: object = {}) =>
  openEmbedded({ law, clock: new SimulatedClock(time('2026-03-12')), folder, ...more });

async function start(folder: string): Promise<string> {
  try {
    await open(folder).engine.close();
    return '';
  } catch (fault) {
    if (!(fault instanceof DamageError)) throw fault;
    return fault.message;
  }
}

const told = (fault: Fault | undefined): string => (fault === undefined ? '' : Object.values(fault).join(' '));
const verify = async (folder: string): Promise<string> => told((await verifyRecord(law, folder)).wrong);

const stream = (name: string): string => `(SELECT id FROM streams WHERE name = '${name}')`;
const type = (name: string): string => `(SELECT id FROM strings WHERE text = '${name}')`;
const C1 = stream('case-C1');
const registered = certificateOf(BODIES[2]);

function flipByte(at: number) {
  return (file: string): void => {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
  };
}

/** Turns the first digit of a text as it lies in the file. */
function flipIn(text: string, to: string) {
  return (file: string): void => {
    const at = readFileSync(file).lastIndexOf(text);
    if (at < 0) throw new Error(`${text} is not in the file`);
    const handle = openSync(file, 'r+');
    writeSync(handle, to, at);
    closeSync(handle);
  };
}

type Case = readonly [what: string, change: (file: string) => void, foundBy: 'start' | 'verify', said: RegExp];

const CASES: readonly Case[] = [
  [
    'an event deleted from the middle',
    sql(`DELETE FROM events WHERE stream = ${C1} AND revision = 2`),
    'start',
    /no event at position \d/,
  ],
  [
    'an event deleted, and those behind it moved up',
    sql(
      'CREATE TEMP TABLE gone AS SELECT position FROM events WHERE position = 6',
      'DELETE FROM events WHERE position = 6',
      'UPDATE events SET position = position - 1 WHERE position > 6',
      'UPDATE log_head SET position = position - 1',
    ),
    'start',
    /the revisions of \S+ do not run from 0 to|has no events/,
  ],
  [
    'the last event deleted',
    sql('DELETE FROM events WHERE position = (SELECT max(position) FROM events)'),
    'start',
    /once ended at \d+: the last events are gone/,
  ],
  [
    'a tail cut, and the end moved with it',
    sql('DELETE FROM events WHERE position > 9', 'UPDATE log_head SET position = 9', 'UPDATE checkpoints SET position = 9'),
    'start',
    /has no events|another revision/,
  ],
  [
    'a whole stream deleted with its name',
    sql(
      `DELETE FROM events WHERE stream = ${stream('case-C4')}`,
      "DELETE FROM streams WHERE name = 'case-C4'",
      'UPDATE log_head SET position = (SELECT max(position) FROM events)',
      'UPDATE checkpoints SET position = 1',
    ),
    'start',
    /held by a stream that is not there|of which the log knows nothing/,
  ],
  ['a whole stream deleted', sql(`DELETE FROM events WHERE stream = ${stream('case-C2')}`), 'start', /no event at position/],
  [
    'an event of a type that is none',
    sql("UPDATE strings SET text = 'Forged' WHERE text = 'ApplicationDeclined'"),
    'start',
    /holds Forged in version 1/,
  ],
  [
    'an event of a version that is none',
    sql(`UPDATE events SET version = 99 WHERE stream = ${C1} AND revision = 1`),
    'start',
    /in version 99/,
  ],
  [
    'an event of another type',
    sql(`UPDATE events SET type = ${type('ApplicationReceived')} WHERE type = ${type('ApplicationDeclined')}`),
    'verify',
    /case-C3|C3/,
  ],
  [
    'a changed revision',
    sql(`UPDATE events SET revision = 7 WHERE stream = ${C1} AND revision = 1`),
    'start',
    /revisions of case-C1 do not run/,
  ],
  [
    'two events in each other’s place',
    sql(
      `CREATE TEMP TABLE swap AS SELECT revision, position FROM events WHERE stream = ${C1} AND revision IN (1, 2)`,
      `UPDATE events SET position = -revision WHERE stream = ${C1} AND revision IN (1, 2)`,
      `UPDATE events SET position = (SELECT position FROM swap WHERE swap.revision = 3 - events.revision) WHERE stream = ${C1} AND revision IN (1, 2)`,
    ),
    'start',
    /revision 2 of case-C1 lies before revision 1/,
  ],
  [
    'events of two streams in each other’s place',
    sql(
      'UPDATE events SET position = -1 WHERE position = 4',
      'UPDATE events SET position = 4 WHERE position = (SELECT max(position) FROM events)',
      'UPDATE events SET position = (SELECT position FROM log_head) WHERE position = -1',
    ),
    'start',
    /lies before revision|no event at position|has no|no row/,
  ],
  [
    'an event dated before the one that it follows',
    sql('UPDATE events SET recorded_at = recorded_at - 86400000 * 3 WHERE position = 9'),
    'verify',
    /before the event that it follows|changed_at/,
  ],
  [
    'an event given another id',
    sql("UPDATE events SET id = unhex('00112233445566778899aabbccddeeff') WHERE position = 5"),
    'verify',
    /does not follow from its command/,
  ],
  [
    'an event put to another command',
    sql("UPDATE events SET causation = unhex('00112233445566778899aabbccddeeff') WHERE position = 5"),
    'verify',
    /does not follow/,
  ],
  [
    'a garbled event',
    sql('UPDATE events SET data = substr(data, 1, 20) WHERE position = 5'),
    'start',
    /event at position 5 are not JSON/,
  ],
  [
    'a forged row of the register',
    sql("UPDATE register SET holder = '假冒检测有限公司'"),
    'verify',
    /register \d+ holder is "假冒/,
  ],
  [
    'a row of the register that no event gives',
    sql(
      "INSERT INTO register SELECT '209999990001', uscc, holder, holder_key, address, field, issued_on, valid_to, status, dropped_items, standards, signatories, gaps, revocations, cancelled FROM register LIMIT 1",
    ),
    'start',
    /register has a row 209999990001 of which the log knows nothing/,
  ],
  [
    'a row of the register deleted',
    sql(`DELETE FROM register WHERE number = '${registered}'`),
    'start',
    new RegExp(`register has no row of certificate-${registered}`),
  ],
  ['a task deleted', sql("DELETE FROM review_queue WHERE case_id = 'C2'"), 'verify', /review_queue C2 is not there/],
  [
    'a deadline moved',
    sql("UPDATE deadlines SET due_at = due_at + 1 WHERE id LIKE 'case-C2/%'"),
    'verify',
    /deadlines case-C2\S+ due_at is/,
  ],
  ['a deadline deleted', sql("DELETE FROM deadlines WHERE id LIKE 'case-C2/%'"), 'verify', /deadlines case-C2\S+ is not there/],
  [
    'a row of an older revision',
    sql("UPDATE my_cases SET revision = 0 WHERE case_id = 'C1'"),
    'start',
    /shows C1 as it was at another revision/,
  ],
  ['a unique key given to another stream', sql(`UPDATE unique_keys SET stream = ${C1}`), 'verify', /holds the unique key/],
  ['a unique key deleted', sql('DELETE FROM unique_keys'), 'verify', /by the table nobody does/],
  [
    'a unique key invented',
    sql(`INSERT INTO unique_keys VALUES ('made up', ${C1})`),
    'verify',
    /unique key made up, by its events it does not/,
  ],
  [
    'a checkpoint beyond the end',
    sql("UPDATE checkpoints SET position = '999'"),
    'start',
    /checkpoint \S+ is at position 999, beyond the end/,
  ],
  ['a page that cannot be', flipByte(4096 * 3), 'start', /./],
  ['a flipped bit in a text of an event', flipIn('兰州环境检测有限公司（虚构）', '苏'), 'verify', /./],
  ['a file cut short', (file) => truncateSync(file, statSync(file).size - 4096 * 5), 'start', /./],
  ['a file that is none', (file) => writeFileSync(file, 'x'.repeat(8192)), 'start', /not a database/],
  [
    'a database of something else',
    (file) => {
      rmSync(file);
      sql('CREATE TABLE shopping (list TEXT)')(file);
    },
    'start',
    /is no event log, but another database/,
  ],
  ['a log without its events', sql('DROP TABLE events'), 'start', /no such table/],
];

test.each(CASES)('%s is found', async (_what, change, foundBy, said) => {
  const folder = spoilt(change);
  const atStart = await start(folder);
  expect(atStart.includes('\n')).toBe(false);
  expect(atStart === '' ? 'verify' : 'start').toBe(foundBy);
  const verified = await verify(folder);
  expect(verified).not.toBe('');
  expect(foundBy === 'start' ? atStart : verified).toMatch(said);
});

describe('no false alarm', () => {
  const clean = async (folder: string): Promise<void> => {
    expect(await verify(folder)).toBe('');
    expect(await start(folder)).toBe('');
    expect(await verify(folder)).toBe('');
  };

  it('of a folder that was closed in order', async () => {
    const folder = spoilt(() => undefined);
    await clean(folder);
    expect(await verifyRecord(law, folder)).toMatchObject({ remarks: [], streams: 8, events: 14 });
  });

  it('after a rebuild', async () => {
    const folder = spoilt(() => undefined);
    const { engine, store, readModels } = open(folder);
    readModels.rebuild(store);
    await engine.close();
    await clean(folder);
  });

  it('of a folder of the program before, which kept no end of the log and let the clock run back', async () => {
    const folder = spoilt(
      sql(
        'DROP TABLE log_head',
        'PRAGMA user_version = 1',
        'UPDATE events SET recorded_at = recorded_at + 60000 WHERE position = 1',
      ),
    );
    const { engine, store } = open(folder);
    expect(store.database.prepare('SELECT position = adopted FROM log_head').pluck().get()).toBe(1);
    await engine.close();
    const { wrong, remarks } = await verifyRecord(law, folder);
    expect([told(wrong), remarks]).toEqual(['', [expect.stringContaining('the clock had been set back')]]);
  });
});
