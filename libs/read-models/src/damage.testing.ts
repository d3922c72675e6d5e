import { cpSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, SimulatedClock, verifyRecord, type Fault } from '#engine';
import { DamageError, Database } from '#event-store';
import { BODIES, certificateOf, CHECKED, law, openWorld, TEAM, time } from './world.testing.js';

const root = mkdtempSync(join(tmpdir(), 'one-window-damage-'));
const good = join(root, 'good');
/** After all: every copy goes with the folder that it was made of. */
export const cleanUp = (): void => rmSync(root, { recursive: true });

/** Four cases of three bodies, one of them granted, one declined, two open; all that the program keeps of them. */
export async function makeGoodFolder(): Promise<void> {
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
}

const fileOf = (folder: string): string => join(folder, 'one-window.sqlite');
let copies = 0;

/** A copy of the good folder, changed behind the back of the program. */
export function spoilt(change: (file: string) => void): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(good, folder, { recursive: true });
  change(fileOf(folder));
  return folder;
}

export const sql =
  (...statements: string[]) =>
  (file: string): void => {
    const database = new Database(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  };

export const open = (folder: string, more: object = {}) =>
  openEmbedded({ law, clock: new SimulatedClock(time('2026-03-12')), folder, ...more });

export async function start(folder: string): Promise<string> {
  try {
    await open(folder).engine.close();
    return '';
  } catch (fault) {
    if (!(fault instanceof DamageError)) throw fault;
    return fault.message;
  }
}

export const told = (fault: Fault | undefined): string => (fault === undefined ? '' : Object.values(fault).join(' '));
export const verify = async (folder: string): Promise<string> => told((await verifyRecord(law, folder)).wrong);

export const stream = (name: string): string => `(SELECT id FROM streams WHERE name = '${name}')`;
export const type = (name: string): string => `(SELECT id FROM strings WHERE text = '${name}')`;
export const C1 = stream('case-C1');
export const registered = certificateOf(BODIES[2]);

export function flipByte(at: number) {
  return (file: string): void => {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
  };
}

export function flipIn(text: string, to: string) {
  return (file: string): void => {
    const at = readFileSync(file).lastIndexOf(text);
    if (at < 0) throw new Error(`${text} is not in the file`);
    const handle = openSync(file, 'r+');
    writeSync(handle, to, at);
    closeSync(handle);
  };
}

/** What is damaged, by what, whether the start finds it or the search of the whole record, and what is said. */
export type Damage = readonly [what: string, change: (file: string) => void, foundBy: 'start' | 'verify', said: RegExp];

export async function isFound(...[_what, change, foundBy, said]: Damage): Promise<void> {
  const folder = spoilt(change);
  const atStart = await start(folder);
  expect(atStart.includes('\n')).toBe(false);
  expect(atStart === '' ? 'verify' : 'start').toBe(foundBy);
  const verified = await verify(folder);
  expect(verified).not.toBe('');
  expect(foundBy === 'start' ? atStart : verified).toMatch(said);
}
