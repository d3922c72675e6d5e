import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPrivate } from './private-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'one-window-modes-'));
const before = process.umask(0o022);
afterAll(() => {
  process.umask(before);
  rmSync(folder, { recursive: true });
});

const modeOf = (name: string): string => (statSync(join(folder, name)).mode & 0o777).toString(8);

test('a folder that was open to others is closed, once; what is made later is never open; what is not ours is left alone', () => {
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line), warn: () => undefined, error: () => undefined };
  mkdirSync(join(folder, 'redis'));
  for (const name of ['one-window.sqlite', 'redis/redis.log', 'notes.txt']) writeFileSync(join(folder, name), '');
  for (const name of ['one-window.sqlite', 'redis/redis.log', 'notes.txt']) chmodSync(join(folder, name), 0o644);
  for (const name of ['.', 'redis']) chmodSync(join(folder, name), 0o755);

  keepPrivate(folder, log);
  keepPrivate(folder, log);
  expect(['.', 'one-window.sqlite', 'redis', 'redis/redis.log', 'notes.txt'].map(modeOf)).toEqual([
    '700',
    '600',
    '700',
    '600',
    '644',
  ]);
  expect(lines).toEqual([`${folder}: 4 files and folders closed to other accounts of this machine`]);
  writeFileSync(join(folder, 'identity.sqlite'), '');
  expect(modeOf('identity.sqlite')).toBe('600');
  keepPrivate(join(folder, 'not-there'), log);
});
