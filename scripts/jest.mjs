import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './child.mjs';
import { ROOT } from './setup.mjs';

const WORKERS = /^(-i|--runInBand|-w\b.*|--maxWorkers\b.*)$/;

/** Runs jest and answers its exit status with its counts; without counts jest itself did not get through. */
export async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'one-window-jest-'));
  const COUNTS_FILE = join(folder, 'counts.json');
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim();
  try {
    const status = await runNode(
      [
        join(ROOT, 'node_modules/jest/bin/jest.js'),
        // First: jest takes whatever follows --reporters for another reporter.
        ...args,
        ...(args.some((arg) => WORKERS.test(arg)) ? [] : ['--maxWorkers=2']),
        '--reporters=default',
        `--reporters=${join(ROOT, 'scripts/counts-reporter.mjs')}`,
      ],
      { cwd: ROOT, env: { ...process.env, NODE_OPTIONS, COUNTS_FILE } },
    );
    return { status, counts: readCounts(COUNTS_FILE) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
