import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { remove, temporaryFolder } from './sandbox.js';

/** How fast the machine is just now: figures of two runs are comparable where these are. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number;
  /** A fixed piece of work on one core, the best of a few. */
  readonly fixedWorkMs: number;
  /** 4 KiB written and synced, one after another. */
  readonly syncsPerSecond: number;
}

const SYNC_MS = 300;

export const lookAtMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? '',
  cores: availableParallelism(),
  node: process.version,
  loadBefore: loadavg()[0] ?? 0,
  fixedWorkMs: Math.round(Math.min(...Array.from({ length: 5 }, fixedWork))),
  syncsPerSecond: syncs(),
});

function fixedWork(): number {
  const begun = performance.now();
  for (let i = 0, text = '{"a":["b",1]}'; i < 20_000; i += 1) {
    text = JSON.stringify({ a: [createHash('sha256').update(text).digest('hex'), i] });
    JSON.parse(text);
  }
  return performance.now() - begun;
}

function syncs(): number {
  const folder = temporaryFolder('sync');
  const file = openSync(join(folder, 'file'), 'w');
  const page = Buffer.alloc(4096, 1);
  const begun = performance.now();
  let count = 0;
  for (; performance.now() - begun < SYNC_MS; count += 1) {
    writeSync(file, page);
    fdatasyncSync(file);
  }
  closeSync(file);
  remove(folder);
  return Math.round((count * 1000) / SYNC_MS);
}
