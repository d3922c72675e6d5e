import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRedisOf } from './redis.js';

/** What a test leaves on the machine, taken away whatever became of the test: `afterEach(() => sandbox.clean())`. */
export class Sandbox {
  readonly #folders = new Set<string>();
  readonly #children = new Set<ChildProcess>();
  readonly #closers: (() => Promise<unknown>)[] = [];

  folder(purpose: string): string {
    const folder = mkdtempSync(join(tmpdir(), `one-window-${purpose}-`));
    this.#folders.add(folder);
    return folder;
  }

  child<C extends ChildProcess>(child: C): C {
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** Runs before anything is killed or deleted, the last one first. */
  beforehand(close: () => Promise<unknown>): void {
    this.#closers.unshift(close);
  }

  async clean(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close().catch(() => undefined);
    await Promise.all([...this.#children].map(end));
    for (const folder of this.#folders) {
      killRedisOf(folder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
    this.#folders.clear();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
