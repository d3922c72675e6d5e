import { transformSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wholeLog } from '../contract/samples.js';
import { StoreLockedError } from '../errors.js';
import { openSqliteStore } from './sqlite-store.js';

const SOURCE = dirname(dirname(fileURLToPath(import.meta.url)));

/** Prints a line for each append that was acknowledged, from 16 writers, each with a stream of its own. */
const WRITER = `
  import { randomUUID } from 'node:crypto';
  import { writeSync } from 'node:fs';
  import { openSqliteStore } from './sqlite/sqlite-store.js';
  const store = openSqliteStore({ file: process.argv[2] });
  writeSync(1, 'open\\n');
  const write = async (stream) => {
    for (let revision = -1; ; revision += 2) {
      const id = randomUUID();
      const event = { type: 'A', version: 1, data: {}, recordedAt: 0, actor: { id: 'a', role: 'clerk' }, causationId: id, correlationId: id };
      const events = [{ ...event, id }, { ...event, id: randomUUID() }];
      await store.append({ stream, expectedRevision: revision < 0 ? 'none' : revision, events });
      writeSync(1, id + '\\n');
    }
  };
  if (process.argv[3] === 'write') for (let n = 0; n < 16; n++) void write('case-' + randomUUID());
  else setInterval(() => undefined, 1000);
`;

let folder = '';
let file = '';
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-process-'));
  symlinkSync(join(SOURCE, '../../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const path of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || path.includes('.spec.')) continue;
    const { code } = transformSync(readFileSync(join(SOURCE, path), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path.replace(/ts$/, 'js')), code);
  }
  writeFileSync(join(folder, 'writer.js'), WRITER);
});
beforeEach(() => {
  file = join(mkdtempSync(join(folder, 'data-')), 'events.db');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that has the store open; `acknowledged` grows as it writes. */
async function start(mode: 'hold' | 'write') {
  const child = spawn(process.execPath, [join(folder, 'writer.js'), file, mode], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const closed = once(child, 'close');
  while (!output.includes('open') && child.exitCode === null) await Promise.race([once(child.stdout, 'data'), closed]);
  const acknowledged = (): string[] => output.split('\n').slice(1, -1);
  return {
    errors: () => errors,
    closed,
    acknowledged,
    async acknowledges(count: number) {
      while (acknowledged().length < count) await once(child.stdout, 'data');
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

it('is refused while another process has the file, and opens when that one is gone', async () => {
  const other = await start('hold');
  expect(() => openSqliteStore({ file })).toThrow(StoreLockedError);
  expect(() => openSqliteStore({ file })).toThrow(`${file} is open in another process`);
  await other.kill();
  await openSqliteStore({ file }).close();
});

it('refuses another process, from the moment it is open, without ever writing', async () => {
  const store = openSqliteStore({ file });
  const other = await start('hold');
  await other.closed;
  expect(other.errors()).toMatch(/StoreLockedError.*is open in another process/);
  await store.close();
});

it('refuses a second store of the same process', async () => {
  const store = openSqliteStore({ file });
  expect(() => openSqliteStore({ file })).toThrow(StoreLockedError);
  expect(await store.head()).toBeUndefined();
  await store.close();
});

it.each([11, 50, 150, 400, 900])('keeps what it acknowledged when the process is killed after %i answers', async (answers) => {
  for (let life = 0; life < 2; life++) {
    const writer = await start('write');
    await writer.acknowledges(answers);
    await writer.kill();
    const acknowledged = writer.acknowledged();

    const store = openSqliteStore({ file });
    const log = await wholeLog(store);
    const present = new Set(log.map(({ id }) => id));
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
    for (const { events } of store.scanStreams()) {
      expect(events.length % 2).toBe(0);
      expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
    }
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    await store.close();
  }
});
