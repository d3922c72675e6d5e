import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendants, processesNaming } from './proc.js';

const folders = new Set<string>();

/** A folder that is gone when the run is over, however it ends. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `one-window-bench-${purpose}-`));
  folders.add(folder);
  return folder;
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  folders.delete(folder);
}

/** From now on neither processes nor folders are left behind: not at the end, not on Ctrl-C, not after a fault. */
export function leaveNothingBehind(): void {
  process.on('exit', () => {
    // The Redis of a server that was killed is nobody's child any more, but it names its folder.
    const left = [...descendants(process.pid), ...[...folders].flatMap(processesNaming)];
    left.forEach(kill);
    for (const folder of folders) remove(folder);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
