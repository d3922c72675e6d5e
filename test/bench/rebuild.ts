import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { remove, temporaryFolder } from './sandbox.js';

export interface RebuildResult {
  readonly events: number;
  readonly seconds: number;
  /** Depends less on what else the machine does. */
  readonly cpuSeconds: number;
  readonly streams: number;
  /** Of the process that rebuilt. */
  readonly rssMb: number;
}

export interface RebuildTask {
  readonly do: 'generate' | 'rebuild';
  readonly file: string;
  readonly events: number;
}

/** Makes a log with the engine, then rebuilds all screens from it in a fresh process, as `npm run rebuild` does. */
export async function measureRebuild(events: number): Promise<RebuildResult> {
  const folder = temporaryFolder('rebuild');
  const file = join(folder, 'one-window.sqlite');
  await inOwnProcess({ do: 'generate', file, events });
  const result = await inOwnProcess({ do: 'rebuild', file, events });
  remove(folder);
  if (result === undefined) throw new Error('the rebuild told no result');
  return result;
}

function inOwnProcess(task: RebuildTask): Promise<RebuildResult | undefined> {
  const worker = fork(fileURLToPath(new URL('./rebuild-worker.js', import.meta.url)), [JSON.stringify(task)], { execArgv: [] });
  let result: RebuildResult | undefined;
  worker.on('message', (message: RebuildResult) => (result = message));
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (status) =>
      status === 0 ? resolve(result) : reject(new Error(`${task.do} ended with status ${status}`)),
    );
  });
}
